import { earliestAfterPosting, earliestEffective } from '../../notice/calendar.ts';
import { hasChannel } from '../../notice/duties.ts';
import { formatPeriod, isEmptyPeriod } from '../../policy/day.ts';
import { classOrder } from '../../policy/fields.ts';
import type { NoticeProfile } from '../../policy/policy.ts';
import { documentTexts, inlineText, normalizeSpace } from '../../policy/text.ts';
import { effectiveDay, governingProfile, profileFor, publishedDay, statusOn } from '../../policy/timeline.ts';
import { type CheckRule, named, namedAll, severityFor } from './rule.ts';
import { unreadVersions } from './unread.ts';

/** The clock: dates that break the promise in force when the version was published. */
export const checkPeriod: CheckRule = ({ policy, changes, today }, report) => {
  for (const pair of changes) {
    const { version, previous } = pair;
    if (!previous || version.fields.draft) continue;
    // What a source says about days that are past can be neither mended nor made good.
    if (version.fields.imported && effectiveDay(version) <= today) continue;
    // One of the two days is a slip, and is reported as such.
    if (effectiveDay(version) < publishedDay(version)) continue;
    const at = { file: version.file, path: ['effective'] as const };
    const profile = governingProfile(policy, version);
    if (!profile) {
      report(
        { file: policy.file, path: ['notice'] },
        {
          rule: 'profile-missing',
          severity: 'error',
          message: `no notice profile governs ${named(version)}: the first one begins with version "${policy.settings.notice[0]?.since}"`,
          remedy: 'Begin the first profile with since: "1".',
        },
      );
      continue;
    }
    const days = [version.fields.published, version.fields.effective];
    if (days.some((day) => day === 'unknown' || day.length < 10)) continue;
    // Where posting alone keeps the promise, the posting counts; a letter must leave before the effective day.
    const postingCounts = 'any' in profile.channels && hasChannel(profile, 'site');
    const earliest = (postingCounts ? earliestAfterPosting : earliestEffective)(
      profile,
      publishedDay(version),
    );
    if (effectiveDay(version) >= earliest || version.fields.exemption) continue;
    // Asked for last: a comparison takes time, and few days break a period.
    const { assessment } = pair;
    if (!assessment || (profile.applies !== 'all' && classOrder[assessment.class] < classOrder.material))
      continue;
    report(at, {
      rule: 'period-broken',
      severity: severityFor(version),
      message: `${named(version)} is ${assessment.class}, is published on ${version.fields.published} and takes effect on ${version.fields.effective}: ${brokenPromise(profile)} that version "${previous.fields.version}" promises`,
      remedy: `The earliest lawful effective date is "${earliest}". Move effective to that day or later, or name an exemption (required-by-law, security, benefit) with reason and decidedBy.`,
    });
  }
};

const brokenPromise = (profile: NoticeProfile): string =>
  isEmptyPeriod(profile.period)
    ? 'too late for the notice before effect'
    : `less than the ${formatPeriod(profile.period, 'en')}${profile.clearDays ? ' (the first day not counted)' : ''}`;

/** What a notice needs before it can go out: approval, and for consent a place to say yes. */
export const checkReadiness: CheckRule = ({ policy, changes, today }, report) => {
  for (const pair of changes) {
    const { version } = pair;
    if (!['upcoming', 'scheduled'].includes(statusOn(policy, version, today))) continue;
    const { assessment } = pair;
    if (!assessment) continue;
    const { fields, file } = version;
    if (assessment.class === 'consent' && !fields.consent) {
      report(
        { file },
        {
          rule: 'consent-place-missing',
          severity: 'error',
          message: `${named(version)} needs consent, but names no place where customers can give it`,
          remedy:
            'Add consent: { url: "https://…" }, or change the text so that it no longer reaches back to data already held.',
        },
      );
    }
    if (classOrder[assessment.class] >= classOrder.material && !fields.approved) {
      report(
        { file },
        {
          rule: 'approval-missing',
          severity: 'warning',
          message: `${named(version)} is ${assessment.class} and nobody has approved it; its letters will not go out`,
          remedy: 'Add approved: { by: "name", on: "YYYY-MM-DD" }.',
        },
      );
    }
    if (fields.approved && fields.approved.on > today && fields.approved.on > publishedDay(version))
      report(
        { file, path: ['approved', 'on'] },
        {
          rule: 'approval-ahead',
          severity: 'warning',
          message: `${named(version)} is approved on ${fields.approved.on}, which has not come, and after it is published on ${fields.published}`,
          remedy: 'Write the day on which it was approved.',
        },
      );
    const reaching = assessment.changes.find((change) =>
      change.reasons.some(({ rule }) => rule === 'reaches-back'),
    );
    if (reaching && governingProfile(policy, version)?.heldData === 'as-collected') {
      report(
        { file },
        {
          rule: 'held-data-promise',
          severity: 'warning',
          message: `${named(version)} reaches data already held (clause "${(reaching.clause.new ?? reaching.clause.old)?.title ?? ''}"), but the promise in force keeps such data under the text it was collected under, and the letter will say so`,
          remedy: 'Limit the change to data collected from the effective date on, or have a lawyer decide.',
        },
      );
    }
    if (!fields.summary && assessment.changes.length > 0) {
      report(
        { file },
        {
          rule: 'summary-missing',
          severity: 'advice',
          message: `${named(version)} has no summary for readers`,
          remedy: 'Add summary: one or two plain sentences on what is new.',
        },
      );
    }
  }
};

/** Promises that stand in the text they are quoted from; entries that name versions which are there. */
export const checkProfile: CheckRule = ({ content, policy }, report) => {
  const numbers = [
    ...policy.versions.map((version) => version.fields.version),
    ...unreadVersions(content, policy),
  ];
  for (const [index, profile] of policy.settings.notice.entries()) {
    const at = (field: string) => ({ file: policy.file, path: ['notice', index, field] });
    if (numbers.length > 0 && !numbers.includes(profile.since)) {
      report(at('since'), {
        rule: 'profile-version',
        severity: 'warning',
        message: `the profile begins with version "${profile.since}", which is not there`,
        remedy: `Name one of: ${numbers.join(', ')}.`,
      });
    }
    if (!profile.quote) {
      report(
        { file: policy.file, path: ['notice', index] },
        {
          rule: 'profile-quote-missing',
          severity: 'advice',
          message: 'the profile quotes no sentence of the policy',
          remedy: 'Add quote: "…", the sentence that makes this promise.',
        },
      );
      continue;
    }
    const wanted = normalizeSpace(profile.quote);
    const governed = policy.versions.filter(
      (version) => profileFor(policy, version.fields.version) === profile,
    );
    const without = governed.filter(({ document }) => {
      const text = [...(document.title ? [inlineText(document.title)] : []), ...documentTexts(document)];
      return !normalizeSpace(text.join(' ')).includes(wanted);
    });
    if (without.length > 0)
      report(at('quote'), {
        rule: 'profile-quote',
        severity: 'warning',
        message: `the sentence quoted in the profile does not stand in ${namedAll(policy, without)}`,
        remedy:
          'Quote the sentence as the version has it; if the promise changed, add a profile with since: that version.',
      });
  }
  for (const [index, withdrawal] of policy.settings.withdrawn.entries()) {
    const version = policy.versions.find(({ fields }) => fields.version === withdrawal.version);
    if (version && effectiveDay(version) <= withdrawal.on && !version.fields.draft)
      report(
        { file: policy.file, path: ['withdrawn', index, 'on'] },
        {
          rule: 'withdrawn-version',
          severity: 'error',
          message: `${named(version)} took effect on ${version.fields.effective}, and cannot be withdrawn on ${withdrawal.on}: what has applied cannot be taken back`,
          remedy:
            'Take the entry away, and publish a new version with the text that is to apply from now on.',
        },
      );
    if (numbers.includes(withdrawal.version)) continue;
    report(
      { file: policy.file, path: ['withdrawn', index, 'version'] },
      {
        rule: 'withdrawn-version',
        severity: 'error',
        message: `version "${withdrawal.version}" is withdrawn but not there`,
        remedy: `Name one of: ${numbers.join(', ')}.`,
      },
    );
  }
};
