import { weightless } from './vocabulary/en/topics.ts';
import { stemOf } from './words.ts';

const weightlessStems = new Set(
  weightless
    .trim()
    .replace(/^\w+:/, '')
    .split(',')
    .map((word) => stemOf(word.trim())),
);

/** Adverbs of manner weigh nothing; these change who, when or how far. */
const weightyAdverbs =
  /^(?:hour|dai|week|month|quarter|year|annual|on|on|sol|exclusiv|automatic|explicit|expres|voluntari|permanent|indefinit|public|anonymous|retroactiv|immediat|irrevocabl|perpetual|unilateral|independent|joint|indirect)/;

/** False for words that two wordings of one sentence may exchange freely. */
export function hasWeight(stem: string): boolean {
  if (weightlessStems.has(stem) || stem.startsWith('‹') || stem.length < 2) return false;
  return !/li$/.test(stem) || stem.length < 5 || weightyAdverbs.test(stem);
}
