/** Preloaded into a measured process (`--import`): at its end writes what it has used to the file that MEASURE names. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { megabytes: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 };
  if (process.env.MEASURE) writeFileSync(process.env.MEASURE, JSON.stringify(usage));
});
