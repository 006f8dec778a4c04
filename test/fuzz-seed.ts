import fc from 'fast-check';

/**
 * Property tests draw the same cases in every run, so that a red run means a changed program. To look for new ones:
 * `FUZZ_SEED=random npm run unit`, or any number; a failure prints the seed that repeats it.
 */
const asked = process.env.FUZZ_SEED;
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? 20261122) });
