/**
 * A page says what held on the day it was made. Where nobody made it again on the day a version took effect, this puts
 * first what the dates on it imply. Every sentence is true without it.
 */

/** The reader's day in a zone, as an ISO string; the clock may be wrong, so nothing is taken away but a label. */
const today = (timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());

const isOver = (until: string | undefined, day: string): boolean => until !== undefined && until < day;

for (const note of document.querySelectorAll<HTMLElement>('[data-turn]')) {
  const { turn = '', until, zone = 'UTC' } = note.dataset;
  const day = today(zone);
  if (day < turn) continue;
  note.hidden = isOver(until, day);
  // Of several announced versions, those still ahead stand first.
  const section = note.closest<HTMLElement>('[data-effective]');
  section?.parentElement?.append(section);
}

for (const label of document.querySelectorAll<HTMLElement>('.status[data-zone]')) {
  const { from, until, zone = 'UTC' } = label.dataset;
  const day = today(zone);
  const status = isOver(until, day) ? 'superseded' : from !== undefined && from <= day ? 'inForce' : null;
  if (status === null) continue;
  label.className = `status status-${status}`;
  label.textContent = label.dataset[status] ?? '';
  // The day beside it is that on which the page was made.
  label.closest('.side')?.querySelector('[data-status-day]')?.remove();
}
