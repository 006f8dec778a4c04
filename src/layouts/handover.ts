import type { SoundContent } from '../authoring/read-content.ts';
import type { ResultStore } from '../authoring/result-store.ts';

/** What the program that runs Astro has at hand already. A bare `astro build` or `astro dev` has none of it. */
export interface Handover {
  content: SoundContent;
  results: ResultStore;
}

/** Pages run from a bundle of their own in the same process, so a module's variable would not reach them. */
const place = Symbol.for('prenotice.handover');
const world = globalThis as { [place]?: Handover };

export function handOver(handover: Handover): void {
  world[place] = handover;
}

export const handedOver = (): Handover | undefined => world[place];
