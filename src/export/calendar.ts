import { addDays, type Day } from '../policy/day.ts';

/** A whole day in a calendar file. */
export interface CalendarDay {
  /** Lasting and worldwide unique (RFC 5545, UID). */
  uid: string;
  day: Day;
  title: string;
  text: string;
  url: string;
}

/**
 * iCalendar (RFC 5545). `stamp` is the day the entries were made for. Whole days have no zone of their own; readers see
 * them on the named day wherever they are.
 */
export function calendarFile(name: string, days: readonly CalendarDay[], stamp: Day): string {
  const compact = (day: Day) => day.replaceAll('-', '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Prenotice//Prenotice 0.1//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escapeValue(name)}`,
    ...days.flatMap(({ uid, day, title, text, url }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTAMP:${compact(stamp)}T000000Z`,
      `DTSTART;VALUE=DATE:${compact(day)}`,
      `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`,
      `SUMMARY:${escapeValue(title)}`,
      `DESCRIPTION:${escapeValue(text)}`,
      `URL:${url}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

const escapeValue = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** Lines of at most 75 octets, cut between characters. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const sign of line) {
    const limit = parts.length === 0 ? 75 : 74;
    if (new TextEncoder().encode(part + sign).length > limit) {
      parts.push(part);
      part = '';
    }
    part += sign;
  }
  return [...parts, part].join('\r\n ');
}
