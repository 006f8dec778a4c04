/**
 * A page says what held on the day it was made. Where nobody made it again on the day a version took effect, this puts
 * first what the dates on it imply. Every sentence is true without it.
 */

/** The reader's day in a zone, as an ISO string; the clock may be wrong, so nothing is taken away but a label. */
const today = (timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());

for (const note of document.querySelectorAll<HTMLElement>('[data-turn]')) {
  const { turn = '', zone = 'UTC' } = note.dataset;
  if (today(zone) < turn) continue;
  note.hidden = false;
  // Of several announced versions, those still ahead stand first.
  const section = note.closest<HTMLElement>('[data-effective]');
  section?.parentElement?.append(section);
}

for (const label of document.querySelectorAll<HTMLElement>('.status[data-until]')) {
  const { until = '', zone = 'UTC', afterwards = '' } = label.dataset;
  if (today(zone) <= until) continue;
  label.className = 'status status-superseded';
  label.textContent = afterwards;
}
