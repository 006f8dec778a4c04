import * as z from 'zod';
import {
  changeClass,
  changeKind,
  channels,
  count,
  day,
  looseDay,
  period,
  sides,
  versionNumber,
} from './fields.ts';

/** `check --json` */
export const checkSchema = z
  .looseObject({
    problems: z.array(
      z.looseObject({
        rule: z.string().describe('Lasting id of the rule.'),
        severity: z.enum(['error', 'warning', 'advice']),
        file: z.string(),
        line: count.describe('1-based; 0 when the whole file is meant.'),
        column: count,
        message: z.string(),
        remedy: z.string(),
      }),
    ),
  })
  .describe('What is wrong with the content, where, and how to mend it.');

/** `import --json` */
export const importSchema = z
  .looseObject({
    policy: z.string(),
    version: versionNumber,
    file: z.string(),
    effective: looseDay,
    effectiveText: z.string().nullable().describe('The words of the document that give the date.'),
    seen: day.nullable().describe('The day an archive saw the text: never when it took effect.'),
    clauses: z.array(
      z.looseObject({
        id: z.string(),
        number: z.string().nullable(),
        title: z.string(),
        depth: z.int().min(1),
      }),
    ),
    highlights: z.array(z.looseObject({})),
    terms: z.array(
      z.looseObject({ term: z.string(), definition: z.string(), clause: z.string().nullable() }),
    ),
    profile: z
      .looseObject({
        since: versionNumber,
        period,
        applies: z.enum(['material', 'all']),
        channels,
        quote: z.string().optional(),
      })
      .describe('The promise that the text makes about its own changes, as in policy.yaml.'),
    dropped: z.array(z.looseObject({ text: z.string(), reason: z.string(), line: count })),
    doubts: z.array(z.unknown()),
  })
  .describe('What an import made of a document.');

const change = {
  id: z.string().describe('Lasting id, also the anchor `#change-<id>` on the redline page.'),
  kind: changeKind,
  clause: sides.describe('Ids of the clauses.'),
  old: z.string().nullable(),
  new: z.string().nullable(),
  count: z.int().min(1).describe('Number of places in which the same change is made.'),
};

/** `redline --format json` */
export const redlineSchema = z
  .looseObject({
    stats: z
      .looseObject({ inserted: count, deleted: count, moved: count, unchanged: count })
      .describe('Words.'),
    changes: z.array(z.looseObject(change)),
  })
  .describe('The difference between two versions.');

/** `assess --format json` */
export const assessSchema = z
  .looseObject({
    class: changeClass.describe('The highest class of the changes.'),
    material: z.boolean(),
    related: z.number().min(0).max(1).describe('How much the two texts have in common.'),
    summary: z.string(),
    changes: z.array(
      z.looseObject({
        ...change,
        class: changeClass,
        categories: z.array(z.string()),
        direction: z.enum(['favourable', 'unfavourable', 'neutral', 'unclear']),
        practice: z.boolean().describe('Whether what is done changes, and not only how it is said.'),
        heldData: z.boolean().describe('Whether it reaches data collected before.'),
        certainty: z.enum(['high', 'low']),
        reasons: z.array(z.looseObject({ rule: z.string(), text: z.string(), source: z.string() })),
      }),
    ),
  })
  .describe('Every change of a redline with class, categories and reasons.');
