import { type Day, dayInZone, isDay } from '../policy/day.ts';
import { PrenoticeError } from '../policy/problem.ts';

/** The day the site is made for: PRENOTICE_TODAY, else the clock in the site's zone. The one clock of the site. */
export function buildDay(timeZone: string, env: NodeJS.ProcessEnv = process.env): Day {
  const asked = env.PRENOTICE_TODAY;
  if (!asked) return dayInZone(new Date().toISOString(), timeZone);
  if (!isDay(asked))
    throw new PrenoticeError(
      `PRENOTICE_TODAY is ${JSON.stringify(asked)}, which is not a day`,
      'Write YYYY-MM-DD.',
    );
  return asked;
}
