import type { Assessment } from '../assessment/assessment.ts';
import { addDays, type Day, formatDay, formatPeriod, lastOf } from '../policy/day.ts';
import type { ChangeClass } from '../policy/fields.ts';
import type { NoticeProfile } from '../policy/policy.ts';
import type { Policy, Version } from '../policy/timeline.ts';
import { isLawfulLetter } from './calendar.ts';
import type { BegunNotice, NoticeProblem } from './plan.ts';

/** What is known of one version on a day; duties.ts decides by it, and here it is put into words for the team. */
export interface Facts {
  policy: Policy;
  version: Version;
  /** The text that readers compare with; null for the first version. */
  previous: Version | null;
  today: Day;
  published: Day;
  effective: Day;
  withdrawn: boolean;
  known: ReadonlyMap<string, BegunNotice>;
}

/** Why changes that are not mailed are not. */
export function smallChangeReason(changeClass: ChangeClass, profile: NoticeProfile): string {
  const reason = `Only ${changeClass} changes: published and logged, nobody is mailed.`;
  if (profile.applies !== 'all') return reason;
  return `${reason} The promise covers every change, so its period is kept by posting.`;
}

/** Why a letter is owed, and on what ground it may come sooner than promised. */
export function letterReason(facts: Facts, profile: NoticeProfile, changeClass: ChangeClass): string {
  const reason =
    changeClass === 'consent'
      ? 'Consent is needed: notice alone is not enough, and the letter asks for a yes.'
      : 'Material changes: a letter is owed.';
  const { exemption } = facts.version.fields;
  if (!exemption) return reason;
  const ground = {
    'required-by-law': 'the law requires it',
    security: 'security requires it',
    benefit: 'it only benefits the reader',
  };
  return `${reason} It may take effect sooner than ${formatPeriod(profile.period, 'en')}, because ${ground[exemption.kind]}: ${exemption.reason} (decided by ${exemption.decidedBy}).`;
}

/** A version that needs a yes must say where it is given. */
export function consentProblems({ version }: Facts): NoticeProblem[] {
  if (version.fields.consent) return [];
  return [
    {
      rule: 'consent-url-missing',
      severity: 'error',
      message: `Version ${version.fields.version} reaches data already held and needs a yes, but nothing says where readers can give it.`,
      remedy: `Add consent: { url: "https://…" } to ${version.file}, or limit the new uses to data collected from its effective date on.`,
    },
  ];
}

/** A material notice goes out only with an approval dated by the day its letters leave. */
export function approvalProblems({ version, today, published }: Facts): NoticeProblem[] {
  const { approved } = version.fields;
  const sendDay = lastOf(published, today);
  if (approved && approved.on <= sendDay) return [];
  return [
    {
      rule: 'approval-missing',
      severity: 'error',
      message: approved
        ? `The approval of version ${version.fields.version} is dated ${formatDay(approved.on, 'en')}, after the day its letters leave.`
        : `Version ${version.fields.version} has material changes and nobody has approved it.`,
      remedy: `After the legal review add approved: { by: "…", on: "${sendDay}" } to ${version.file}.`,
    },
  ];
}

/** An exemption for a benefit that is none, or one that nothing is gained by. */
export function exemptionProblems(
  { version, published, effective }: Facts,
  profile: NoticeProfile,
  assessment: Assessment,
): NoticeProblem[] {
  if (!version.fields.exemption) return [];
  if (isLawfulLetter(profile, published, effective))
    return [
      {
        rule: 'exemption-unused',
        severity: 'warning',
        message: `Version ${version.fields.version} names an exemption and keeps the promised period all the same, so its page says that it takes effect sooner than promised, which is not so.`,
        remedy: `Take exemption out of ${version.file}.`,
      },
    ];
  if (version.fields.exemption.kind !== 'benefit' || assessment.favourable) return [];
  return [
    {
      rule: 'exemption-not-benefit',
      severity: 'warning',
      message: `Version ${version.fields.version} claims to take effect sooner because it only benefits readers, but not every material change favours them.`,
      remedy: `Keep the promised period, or give another ground for the exemption in ${version.file}.`,
    },
  ];
}

/** Posted on the day of effect: no letter can announce it. */
export function noDayProblem({ version, published }: Facts): NoticeProblem {
  return {
    rule: 'no-day-for-letter',
    severity: 'warning',
    message: `Version ${version.fields.version} takes effect on the day it is posted, so no letter can announce it.`,
    remedy: `To write to customers first, set effective in ${version.file} to "${addDays(published, 1)}" or later.`,
  };
}

/** The text in force has no notice profile. */
export function noProfileProblem({ policy, version }: Facts): NoticeProblem {
  return {
    rule: 'no-profile',
    severity: 'warning',
    message: `No notice profile governs version ${version.fields.version}: the entries under notice begin after the version that it replaces.`,
    remedy: `If an earlier version promised something, lower since in ${policy.file}.`,
  };
}
