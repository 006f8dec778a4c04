/**
 * Id of a change → id of its place in a redline. Neighbours that came or went together share one mark, which has
 * one id: the later ones lead to it. Null when the redline has no place to lead to.
 */
export function changePlaces(
  html: string,
  changes: readonly { id: string }[],
  prefix: string,
): Map<string, string | null> {
  const present = new Set([...html.matchAll(/ id="([^"]*change-[^"]+)"/g)].map((match) => match[1]));
  const places = new Map<string, string | null>();
  let last: string | null = null;
  for (const { id } of changes) {
    const own = `${prefix}change-${id}`;
    if (present.has(own)) last = own;
    places.set(id, last);
  }
  return places;
}
