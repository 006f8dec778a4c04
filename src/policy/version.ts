import * as z from 'zod';
import {
  classField,
  dayField,
  linkField,
  looseDayField,
  silenceField,
  slugField,
  textField,
  versionNumberField,
} from './fields.ts';

const highlight = z.strictObject({
  title: textField,
  text: textField,
  /** Ids of the clauses that it sums up, as in the page's anchors. */
  clauses: z.array(slugField).default([]),
});

const action = z.strictObject({
  /** What the reader can do: `Object by e-mail`. */
  text: textField,
  url: linkField.optional(),
  /** Last day to do it. */
  by: dayField.optional(),
});

const changeDecision = z.strictObject({
  /** Id of the change, as `assess --format json` prints it. */
  id: textField,
  class: classField,
  reason: textField.optional(),
  decidedBy: textField.optional(),
});

/** What people decided about the class; reason and name are owed for a lower class than the tool's (check says so). */
const decision = z.strictObject({
  class: classField.optional(),
  reason: textField.optional(),
  decidedBy: textField.optional(),
  /** What `class` was decided on, as `assess --format json` prints it: a lower class is re-opened when the text changes. */
  judged: textField.optional(),
  changes: z.array(changeDecision).default([]),
});

/** Front matter of `content/<policy>/<version>.mdx`. */
export const versionSchema = z
  .strictObject({
    version: versionNumberField,
    /** Day it is posted, in the policy's zone. */
    published: looseDayField,
    /** Day it takes effect at 00:00, in the policy's zone. */
    effective: looseDayField,
    /** One or two plain sentences on what is new. */
    summary: textField.optional(),
    highlights: z.array(highlight).default([]),
    /** Headings that the document itself gives to its layers, where it has any. */
    layers: z.strictObject({ highlights: textField.optional(), text: textField.optional() }).optional(),
    actions: z.array(action).default([]),
    assessment: decision.optional(),
    exemption: z
      .strictObject({
        kind: z.enum(['required-by-law', 'security', 'benefit']),
        reason: textField,
        decidedBy: textField,
      })
      .optional(),
    /** Where a `consent` version asks for the yes. */
    consent: z.strictObject({ url: linkField }).optional(),
    approved: z.strictObject({ by: textField, on: dayField }).optional(),
    imported: z
      .strictObject({
        from: textField,
        dates: z.enum(['text', 'commit', 'archive', 'none']),
        /** The day an archive saw the text: never when it took effect. */
        seen: dayField.optional(),
      })
      .optional(),
    draft: z.boolean().default(false),
    /** Warnings and advice of `check` about this file that were looked at and stand. Outside the digest. */
    silenced: z.array(silenceField).default([]),
  })
  .superRefine((version, context) => {
    if (version.imported) return;
    for (const field of ['published', 'effective'] as const) {
      if (looseDayField.safeParse(version[field]).success && !dayField.safeParse(version[field]).success) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message: `${field} must be a whole day such as "2026-12-31"; a month or "unknown" is for imported versions only`,
        });
      }
    }
  });

export type VersionFields = z.output<typeof versionSchema>;
export type Highlight = z.output<typeof highlight>;
export type Action = z.output<typeof action>;
export type Decision = z.output<typeof decision>;

/** Order of version numbers: 3 < 3.1 < 3.10 < 4. */
export function compareVersionNumbers(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
