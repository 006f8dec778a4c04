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

/** Both texts on one line, each cut around what changed when it is longer than `most`. */
export function excerptPair(
  old: string | null,
  next: string | null,
  most: number,
): [string | null, string | null] {
  const flat = (text: string) => text.replace(/\s+/g, ' ').trim();
  if (old === null || next === null)
    return [old === null ? null : cutText(flat(old), most), next === null ? null : cutText(flat(next), most)];
  const [before, after] = [flat(old), flat(next)];
  const { from, to } = difference(before, after);
  return [excerptAround(before, from.old, to.old, most), excerptAround(after, from.new, to.new, most)];
}

/** What stands between the words that both texts begin with and those that they end with, and where it stands. */
export function difference(old: string, next: string) {
  const a = old.split(' ');
  const b = next.split(' ');
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && bare(a[start]!) === bare(b[start]!)) start++;
  let end = 0;
  while (end < most - start && bare(a[a.length - 1 - end]!) === bare(b[b.length - 1 - end]!)) end++;
  const [went, came] = [a, b].map((words) => words.slice(start, words.length - end).join(' '));
  const from = { old: a.slice(0, start).join(' ').length, new: b.slice(0, start).join(' ').length };
  return {
    went: trimmed(went!),
    came: trimmed(came!),
    from,
    to: { old: from.old + went!.length + 1, new: from.new + came!.length + 1 },
  };
}

const bare = (word: string): string => word.replace(/[.,;:!?"“”‘’'()]+$|^["“”‘’'(]+/g, '').toLowerCase();
const trimmed = (text: string): string => text.replace(/^[\s,;:]+|[\s,;:.]+$/g, '');
