/** The process in which plain Astro builds (started by site-plain.ts); says at the end what it used. */
import { build } from 'astro';

await build({ root: process.argv[2] });
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
process.send?.({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakBytes: maxRSS * 1024 }, () =>
  process.disconnect?.(),
);
