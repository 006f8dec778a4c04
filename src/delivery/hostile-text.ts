import { digestOf } from '../policy/digest.ts';

/** Text that came from outside, made harmless for the place where it is put. HTML escaping is the letter's job. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const breaks = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu;
/** Marks that turn the reading direction and make a text look like another; joiners stay, some scripts need them. */
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** What most names and ids are: nothing in it could be taken out. */
const harmless = /^[!-~]+(?: [!-~]+)*$/;

/** One line, no control characters, no direction overrides, at most `limit` code points. */
export function cleanLine(text: string, limit = 120): string {
  if (text.length <= limit && harmless.test(text)) return text;
  const line = text.normalize('NFC').replace(breaks, ' ').replace(bidi, '').replace(/\s+/gu, ' ').trim();
  const points = [...line];
  return points.length <= limit ? line : `${points.slice(0, limit - 1).join('')}…`;
}

/** True when `cleanLine` would take something out besides outer white space. */
export function isHostileLine(text: string): boolean {
  if (harmless.test(text)) return false;
  return text.trim().search(breaks) >= 0 || text.search(bidi) >= 0;
}

/**
 * A file name for an id: readable where the id is plain, and always told apart by a hash, so that neither `../..`,
 * nor `CON`, nor two ids that differ in case only, meet on any file system.
 */
export function safeName(id: string): string {
  const plain = id
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${plain || 'id'}-${digestOf(id).slice(0, 12)}`;
}

/** `anna@example.com` as `a…@e….com`, for any output that may end in a log. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 1) return '…';
  const domain = address.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  return `${[...address][0]}…@${[...domain][0] ?? ''}…${dot > 0 ? domain.slice(dot) : ''}`;
}

/** The same for addresses within a text: servers that send mail back repeat them, and some ids are addresses. */
export const maskAddresses = (text: string): string =>
  text.replace(/[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+/g, (address) => maskAddress(address));

/** One CSV cell: quoted where needed, and never read as a formula by a spreadsheet (OWASP, CSV injection). */
function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvRow = (cells: (string | number | null)[]): string => `${cells.map(csvCell).join(',')}\r\n`;
