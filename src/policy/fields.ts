import * as z from 'zod';
import { isDay, isPeriod } from './day.ts';

/** The field types that several files share. Every message says what to write instead. */

const quoted = (what: string, example: string) => ({
  error: (issue: { input?: unknown }) =>
    issue.input === undefined
      ? `${what} is missing; write ${example}`
      : `${what} must be quoted text, such as ${example}; without quotes YAML reads it as something else`,
});

/** A quoted calendar day, `"2026-12-31"`. Refuses 31 February, which YAML would turn into 3 March. */
export const dayField = z.string(quoted('a day', '"2026-12-31"')).refine(isDay, {
  error: (issue) => `${JSON.stringify(issue.input)} is not a day of the calendar; write YYYY-MM-DD`,
});

/** An imported date may be what the document gives: a day, a month, a year, or "unknown". */
export const looseDayField = z
  .string(quoted('a day', '"2026-12-31", "2014-04" or "unknown"'))
  .refine(
    (text) =>
      text === 'unknown' ||
      isDay(text) ||
      (/^\d{4}(-\d{2})?$/.test(text) && isDay(text.padEnd(10, '-01').slice(0, 10))),
    {
      error: (issue) =>
        `${JSON.stringify(issue.input)} is not a day of the calendar; write YYYY-MM-DD, or for an imported version YYYY-MM, YYYY or "unknown"`,
    },
  );

/** `1`, `3.1`: whole numbers joined by points, always quoted (`1.10` unquoted would become 1.1). */
export const versionNumberField = z
  .string(quoted('a version number', '"4" or "3.1"'))
  .regex(/^(0|[1-9]\d*)(\.(0|[1-9]\d*))*$/, {
    error: (issue) =>
      `${JSON.stringify(issue.input)} is not a version number; write whole numbers joined by points, such as "4" or "3.1"`,
  });

/** ISO 8601 duration of whole days, weeks, months or years. */
export const periodField = z.string(quoted('a period', 'P30D')).refine(isPeriod, {
  error: (issue) => `${JSON.stringify(issue.input)} is not a period; write P30D, P1M, P2M or P0D`,
});

/** A web address or `mailto:`; anything that could run code is refused. */
export const linkField = z
  .string()
  .refine((text) => /^(https?:\/\/|mailto:|tel:|\/(?![/\\])|#)/i.test(text.trim()), {
    error: (issue) =>
      `${JSON.stringify(issue.input)} is not an address that may stand in a letter; write https://…, mailto:… or tel:…`,
  });

export const textField = z.string().trim().min(1, { error: 'must not be empty' });

export const classField = z.enum(['editorial', 'minor', 'material', 'consent']);

export { type ChangeClass, classOrder } from './change-class.ts';

/** A clause id or other name that is part of an address. */
export const slugField = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u, { error: 'write letters, digits and hyphens' });

/**
 * A finding of `check` that people have looked at and let stand. Errors cannot be silenced, and one that
 * silences nothing is itself a finding.
 */
export const silenceField = z.strictObject({
  /** Rule id, as `check` prints it in brackets. */
  rule: textField,
  /** Words of the finding's message: only findings that hold them are silenced. */
  about: textField.optional(),
  reason: textField,
  by: textField,
});

export type Silence = z.output<typeof silenceField>;
