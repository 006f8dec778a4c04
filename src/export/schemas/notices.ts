import * as z from 'zod';
import { changeClass, channels, count, day, noticeKind, period, versionNumber } from './fields.ts';

const one = { policy: z.string(), version: versionNumber, kind: noticeKind };

/** `plan --json` */
export const planSchema = z
  .looseObject({
    today: day,
    notices: z.array(
      z.looseObject({
        ...one,
        class: changeClass,
        published: day,
        effective: day,
        period,
        applies: z.enum(['material', 'all']),
        channels,
        deadline: day.describe('The last day on which a letter is in time.'),
        startBy: day.describe('The last day to begin at the permitted rate.'),
        due: day.nullable().describe('The day on which `send` sends it; null when no letter is owed.'),
        recipients: count,
        lawful: z.boolean(),
        letter: z.string().nullable().describe('Id shared by notices that go in one letter.'),
        problems: z.array(
          z.looseObject({
            rule: z.string(),
            severity: z.enum(['error', 'warning']),
            message: z.string(),
            remedy: z.string(),
          }),
        ),
      }),
    ),
  })
  .describe('What is due, by when, to how many, and whether it is lawful.');

/** `send --json` */
export const sendSchema = z
  .looseObject({
    letters: z.array(
      z.looseObject({
        letter: z.string(),
        notices: z.array(z.unknown()),
        accepted: count,
        refused: count,
        unknown: count,
        skipped: count.describe('Told before.'),
        late: count,
      }),
    ),
    rejects: z.unknown().describe('Rows of the recipient list that were set aside.'),
    done: z.boolean().describe('True when nothing that is due is left to do.'),
    next: day.nullable().describe('The next day on which something is due.'),
  })
  .describe('What a run of `send` did.');

const states = [
  'pending',
  'written',
  'accepted',
  'delivered',
  'bounced',
  'suppressed',
  'complained',
  'refused',
  'unknown',
  'optedOut',
  'siteOnly',
] as const;

/** `status --json` */
export const statusSchema = z
  .looseObject({
    notices: z.array(
      z.looseObject({
        ...one,
        counts: z
          .looseObject(Object.fromEntries(states.map((state) => [state, count])))
          .describe('Disjoint; they add up to the recipients, and the last state wins.'),
        joinedInWindow: count,
        inTime: count,
        late: count,
        unreached: count,
        earliestLawfulEffective: day,
      }),
    ),
  })
  .describe('Where each notice stands.');
