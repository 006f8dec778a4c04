import * as z from 'zod';
import { changeClass, day, looseDay, sha256, versionNumber } from './fields.ts';

const version = z.looseObject({
  version: versionNumber,
  status: z
    .enum(['upcoming', 'inForce', 'superseded', 'withdrawn'])
    .describe('On the day asOf; drafts and scheduled versions are in no document.'),
  published: looseDay.describe('The day it was posted.'),
  effective: looseDay.describe('The day it takes effect, at 00:00 in timeZone.'),
  class: changeClass.nullable().describe('Null for the first version: there is nothing to compare it with.'),
  summary: z.string().nullable(),
  withdrawn: day.nullable().describe('The day it was taken back.'),
  digest: sha256.describe('SHA-256 of the bytes at the address `text`, hexadecimal.'),
  url: z.url(),
  text: z.url(),
  changes: z.url().nullable().describe('The page with the redline against the text it replaces.'),
});

/** `/<policy>/notice.json`. */
export const noticeSchema = z
  .looseObject({
    policy: z.string().describe('The policy’s name in addresses.'),
    title: z.string(),
    timeZone: z.string().describe('IANA zone in which the days begin.'),
    asOf: day.describe('The day the document was made for.'),
    validUntil: day
      .nullable()
      .describe(
        'The last day on which status, inForce and upcoming hold as written; null while no change is announced. Later, work them out from the dates of the versions.',
      ),
    versions: z.array(version).describe('By rising number.'),
    inForce: versionNumber.nullable().describe('The version in force on asOf.'),
    upcoming: z
      .array(versionNumber)
      .describe(
        'Versions announced by asOf that take effect later, soonest first; `versions` has their dates.',
      ),
    highlights: z
      .array(
        z.looseObject({
          title: z.string(),
          text: z.string(),
          clauses: z.array(z.string()),
          urls: z.array(z.url()),
        }),
      )
      .describe('Of the version in force; before there is one, of the first announced.'),
    actions: z
      .array(
        z.looseObject({
          version: versionNumber,
          text: z.string(),
          url: z.string().nullable(),
          by: day.nullable().describe('The last day to do it.'),
        }),
      )
      .describe('What readers can do about the announced versions; without any, about the one in force.'),
  })
  .describe('What applies, what is announced, and every version of one policy.');
