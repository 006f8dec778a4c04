import { assessVersions } from '../../assessment/assess-versions.ts';
import type { Day } from '../../policy/day.ts';
import type { Problem } from '../../policy/problem.ts';
import type { Content, SoundContent } from '../read-content.ts';
import { checkConsequences } from './consequences.ts';
import { checkLanguages } from './languages.ts';
import { checkLinks } from './links.ts';
import { checkLock } from './lock.ts';
import { checkPeriod, checkProfile, checkReadiness } from './notice.ts';
import { checkOrder } from './order.ts';
import { checkSitePlaceholders } from './placeholders.ts';
import { textsToRead } from './read-texts.ts';
import type { ChangesOf } from './remember-changes.ts';
import { checkReview } from './review.ts';
import type { CheckRule, Report } from './rule.ts';
import { applySilences } from './silence.ts';
import { checkDecisions, checkText } from './text.ts';
import { checkTexts } from './texts.ts';
import { isUnread } from './unread.ts';

/** Every rule on content that could be read. */
const rules: CheckRule[] = [
  checkOrder,
  checkLock,
  checkText,
  checkLinks,
  checkDecisions,
  checkPeriod,
  checkReadiness,
  checkProfile,
  checkReview,
  checkConsequences,
  checkTexts,
];

/**
 * All problems of the content on a day: those of form found by reading, and those of the rules. Policies that
 * could be read are checked even when others could not. `only`: slugs to look at; empty for all. `changesOf`: another way to
 * compare, such as one that remembers.
 */
export function checkContent(
  content: Content,
  today: Day,
  only: readonly string[] = [],
  changesOf: ChangesOf = (_, policy) => assessVersions(policy),
): Problem[] {
  const problems = content.problems.filter(
    (problem) =>
      only.length === 0 || only.some((slug) => problem.file.replaceAll('\\', '/').includes(`/${slug}/`)),
  );
  if (!content.site) return sortProblems(content.problems);
  const sound: SoundContent = { ...content, site: content.site };
  if (only.length === 0)
    for (const rule of [checkSitePlaceholders, checkLanguages])
      rule(sound, ({ file, line = 0, column = 0 }, problem) =>
        problems.push({ file, line, column, ...problem }),
      );
  const read = new Set<string>();
  for (const policy of content.policies) {
    if (only.length > 0 && !only.includes(policy.slug)) continue;
    const input = { content: sound, policy, changes: changesOf(content, policy), today };
    for (const file of [policy.file, ...textsToRead(input).map(({ version }) => version.file)])
      read.add(file);
    const report: Report = ({ file, path, line, column }, problem) => {
      const place = path ? content.placeOf(file, path) : { line: line ?? 0, column: column ?? 0 };
      problems.push({ file, ...place, ...problem });
    };
    for (const rule of rules) rule(input, report);
  }
  for (const slug of Object.keys(content.lock.policies)) {
    const there = content.policies.some((policy) => policy.slug === slug) || isUnread(content, slug);
    if (there || (only.length > 0 && !only.includes(slug))) continue;
    problems.push({
      rule: 'locked-policy-missing',
      severity: 'error',
      file: `${content.dir}/${slug}`,
      line: 0,
      column: 0,
      message: `the policy "${slug}" has published versions, but its folder is missing`,
      remedy: 'Bring the folder back from version control: what has been published stays readable.',
    });
  }
  // What has places to fill in cannot be locked yet, and a lock that cannot be read names nothing: one thing at a time.
  const unfinished = new Set(problems.filter(({ rule }) => rule === 'placeholder').map(({ file }) => file));
  const unread = content.problems.some(({ file }) => file.endsWith('versions.lock'));
  const now = problems.filter(
    ({ rule, file }) => rule !== 'version-not-locked' || !(unread || unfinished.has(file)),
  );
  return sortProblems(applySilences(now, sound, read));
}

const weight = { error: 0, warning: 1, advice: 2 } as const;

/** Errors first, then by file and line. */
function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => weight[a.severity] - weight[b.severity] || a.file.localeCompare(b.file) || a.line - b.line,
  );
}
