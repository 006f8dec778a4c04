import { addPeriod, formatDay } from '../../policy/day.ts';
import { publishedDay, statusOn } from '../../policy/timeline.ts';
import type { CheckRule } from './rule.ts';

/**
 * A year without a look at the text. California asks for a review of the privacy policy at least once in twelve months
 * (Civil Code § 1798.130(a)(5)); for other documents it is good practice.
 */
export const checkReview: CheckRule = ({ policy, today }, report) => {
  const days = policy.versions
    .filter(({ fields }) => !fields.draft && fields.published.length === 10)
    .map(publishedDay)
    .filter((day) => day <= today);
  const [last] = [...days, ...(policy.settings.reviewed ? [policy.settings.reviewed] : [])]
    .toSorted()
    .reverse();
  // Whoever writes the next version is looking at it.
  const ahead = policy.versions.some((version) =>
    ['draft', 'scheduled'].includes(statusOn(policy, version, today)),
  );
  if (!last || ahead || addPeriod(last, 'P1Y') >= today) return;
  const privacy = policy.settings.kind === 'privacy';
  report(
    { file: policy.file, path: ['reviewed'] },
    {
      rule: 'review-due',
      severity: privacy ? 'warning' : 'advice',
      message: `nobody has reviewed or published this policy since ${formatDay(last, 'en')}${privacy ? '; California asks for it every twelve months (Civil Code § 1798.130(a)(5))' : ''}`,
      remedy: `Read it against what you do. If nothing has to change, write reviewed: "${today}"; else begin a new version: npm run -s prenotice -- new ${policy.slug}`,
    },
  );
};
