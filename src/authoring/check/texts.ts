import { checkChangeClause } from './change-clause.ts';
import { checkClauseIds, checkHeadings } from './clause-ids.ts';
import { checkCompany } from './company.ts';
import { checkHighlights } from './highlights.ts';
import { checkMarks } from './marks.ts';
import { findPlace, passagesOf } from './passages.ts';
import { checkPlaceholders } from './placeholders.ts';
import { isLocked, textsToRead } from './read-texts.ts';
import { checkReadability } from './readability.ts';
import { checkReferences } from './references.ts';
import type { CheckRule } from './rule.ts';
import { checkSiteLinks } from './site-links.ts';
import { checkTables } from './tables.ts';
import { checkTerms } from './terms.ts';
import { checkTextDates } from './text-dates.ts';
import type { TextRule } from './text-rule.ts';

const rules: TextRule[] = [
  checkHighlights,
  checkClauseIds,
  checkHeadings,
  checkTextDates,
  checkChangeClause,
  checkPlaceholders,
  checkMarks,
  checkTables,
  checkTerms,
  checkReferences,
  checkSiteLinks,
  checkCompany,
  checkReadability,
];

/**
 * Rules on the words of a text. Looked at are the texts that can still be mended (ahead and not locked), and
 * where there is none the latest: what was replaced long ago troubles nobody any more.
 */
export const checkTexts: CheckRule = (input, report) => {
  for (const changes of textsToRead(input)) {
    const { version } = changes;
    const final = isLocked(input, changes);
    const passages = [...passagesOf(version.document)];
    // A highlight is part of what is final, and what it failed to say is said by the next version.
    for (const rule of final ? rules.filter((one) => one !== checkHighlights) : rules)
      rule({ ...input, ...changes, passages }, (at, problem) => {
        const place =
          'path' in at || at.column !== undefined ? at : findPlace(version.source, at.line, at.phrase ?? '');
        const remedy = final
          ? `${problem.remedy} This version is published and final: mend it in the next one.`
          : problem.remedy;
        // What is published cannot be mended, so it stops nobody.
        const severity = final && problem.severity === 'error' ? 'warning' : problem.severity;
        report({ file: version.file, ...place }, { ...problem, severity, remedy });
      });
  }
};
