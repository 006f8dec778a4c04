/** On one line; cells of a row parted by commas. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').replace(/ \| /g, ', ').trim();

/** At most `most` characters: cut at the end of a clause when one is near, else of a word, with an ellipsis. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const piece = text.slice(0, most - 1);
  const clause = /^.*[\p{L}\p{N})”"](?=[,;:–—] )/su.exec(piece)?.[0] ?? '';
  return `${clause.length > most * 0.6 ? clause : piece.replace(/\s+\S*$/, '')} …`;
}

/** The whole text when it is short; else a piece with `from`–`to` in it, from a clause's beginning where one is near. */
export function excerptAround(text: string, from: number, to: number, most: number): string {
  if (text.length <= most) return text;
  const room = Math.max(0, most - (to - from));
  const earliest = Math.max(0, Math.min(from - Math.floor(room / 2), text.length - most));
  const begin = earliest === 0 ? 0 : clauseStart(text, earliest, from);
  const piece = cutText(text.slice(begin).trimStart(), most);
  return begin === 0 ? piece : `… ${piece}`;
}

/** The first beginning of a clause, else of a word, between two places. */
function clauseStart(text: string, earliest: number, from: number): number {
  const between = text.slice(earliest, from);
  const clause = /[,;:.)–—]\s+/.exec(between) ?? /\s+/.exec(between);
  return clause ? earliest + clause.index + clause[0].length : from;
}
