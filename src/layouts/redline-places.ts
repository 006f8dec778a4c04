import type { Redline } from '../redline/redline.ts';
import { writeHtml } from '../redline/write-html.ts';

const fragments = new WeakMap<Redline, string>();

/** The redline as a fragment, written once however many pages show it. */
export function fragmentOf(redline: Redline): string {
  let fragment = fragments.get(redline);
  if (fragment === undefined) {
    fragment = writeHtml(redline, { anchors: true, spoken: true });
    fragments.set(redline, fragment);
  }
  return fragment;
}

/**
 * Id of a change → id of its place in the fragment. Neighbours that came or went together share one mark, which has
 * one id: the later ones lead to it. Null when the fragment has no place to lead to.
 */
export function placesOf(redline: Redline): Map<string, string | null> {
  const present = new Set(
    [...fragmentOf(redline).matchAll(/ id="(change-[^"]+)"/g)].map((match) => match[1]),
  );
  const places = new Map<string, string | null>();
  let last: string | null = null;
  for (const { id } of redline.changes) {
    const own = `change-${id}`;
    if (present.has(own)) last = own;
    places.set(id, last);
  }
  return places;
}
