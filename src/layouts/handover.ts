import type { SoundContent } from '../authoring/read-content.ts';
import type { Compare } from '../export/comparison.ts';

/** What the program that runs Astro has at hand already. A bare `astro build` or `astro dev` has none of it. */
export interface Handover {
  content: SoundContent;
  compare: Compare;
  /** Settles when `compare` finds most pairs compared already. */
  ready: Promise<unknown>;
}

/** Pages run from a bundle of their own in the same process, so a module's variable would not reach them. */
const place = Symbol.for('prenotice.handover');
const world = globalThis as { [place]?: Handover };

export function handOver(handover: Handover): void {
  world[place] = handover;
}

export const handedOver = (): Handover | undefined => world[place];
