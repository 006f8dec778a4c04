import { walkClauses } from '../../policy/document.ts';
import { findDates } from '../import/dates.ts';
import { named, shorten } from './rule.ts';
import type { TextRule } from './text-rule.ts';

/** `Last updated: 9 May 2025` in a text of another day: it was copied with the rest. An imported text says what it said. */
export const checkTextDates: TextRule = ({ version, passages }, report) => {
  const { fields, document } = version;
  if (fields.imported) return;
  const bodies = [...walkClauses(document.clauses)].flatMap(({ body }) => body);
  const { effective: day, effectiveText, single } = findDates([...document.preamble, ...bodies]);
  if (!single || !effectiveText || day === fields.published || day === fields.effective) return;
  report(
    { line: passages.find(({ text }) => text.includes(effectiveText))?.line ?? 0, phrase: effectiveText },
    {
      rule: 'date-unlike',
      severity: 'warning',
      message: `the text says "${shorten(effectiveText)}", and ${named(version)} is published on ${fields.published} and takes effect on ${fields.effective}`,
      remedy: 'Write one of these two days, or take the sentence out: the page shows both by itself.',
    },
  );
};
