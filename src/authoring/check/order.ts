import { daysBetween } from '../../policy/day.ts';
import { effectiveDay, publishedDay } from '../../policy/timeline.ts';
import { compareVersionNumbers } from '../../policy/version.ts';
import { type CheckRule, named, namedAll, severityFor } from './rule.ts';
import { unreadVersions } from './unread.ts';

/** Days between publication and effect; nobody waits longer but by a slip of the year. */
const longestWait = 366;

/** Numbers and dates: each number once, effective not before published, later numbers not before earlier ones. */
export const checkOrder: CheckRule = ({ content, policy }, report) => {
  const { versions } = policy;
  if (versions.length === 0 && unreadVersions(content, policy).length === 0) {
    report(
      { file: policy.file },
      {
        rule: 'policy-empty',
        severity: 'warning',
        message: 'the policy has no version yet',
        remedy: 'Add 1.mdx to its folder.',
      },
    );
  }
  const drafts = versions.filter(({ fields }) => fields.draft);
  if (drafts.length > 1)
    report(
      { file: drafts.at(-1)!.file, path: ['draft'] },
      {
        rule: 'drafts-apart',
        severity: 'advice',
        message: `${namedAll(policy, drafts)} are drafts, each compared with the published text: what one changes need not stand in the other`,
        remedy: 'If all of it is to apply, bring it into one draft, and delete the other.',
      },
    );
  for (const [index, version] of versions.entries()) {
    const { fields, file } = version;
    if (effectiveDay(version) < publishedDay(version)) {
      report(
        { file, path: ['effective'] },
        {
          rule: 'effective-before-published',
          severity: severityFor(version),
          message: `${named(version)} takes effect on ${fields.effective}, before it is published on ${fields.published}`,
          remedy: 'Correct one of the two days: a text cannot bind anybody before it can be read.',
        },
      );
    }
    if (!fields.imported && daysBetween(publishedDay(version), effectiveDay(version)) > longestWait) {
      report(
        { file, path: ['effective'] },
        {
          rule: 'effective-far',
          severity: 'warning',
          message: `${named(version)} takes effect on ${fields.effective}, more than a year after it is published on ${fields.published}`,
          remedy: 'See whether both years are right. If they are, silence this finding with a reason.',
        },
      );
    }
    const twin = versions
      .slice(0, index)
      .find((other) => compareVersionNumbers(other.fields.version, fields.version) === 0);
    if (twin) {
      report(
        { file, path: ['version'] },
        {
          rule: 'version-twice',
          severity: 'error',
          message: `version "${fields.version}" is also in ${twin.file}`,
          remedy: 'Give one of the two files another number, or delete the one that is not meant.',
        },
      );
      continue;
    }
    for (const [place, action] of fields.actions.entries()) {
      if (action.by === undefined || action.by >= publishedDay(version)) continue;
      report(
        { file, path: ['actions', place, 'by'] },
        {
          rule: 'action-past',
          severity: severityFor(version),
          message: `"${action.text}" can be done only until ${action.by}, before ${named(version)} is published on ${fields.published}`,
          remedy: 'Give readers a later day, or take the action away.',
        },
      );
    }
    const before = versions[index - 1];
    if (!before || fields.draft || before.fields.draft) continue;
    // 3.1 may mend the text in force while 4 is announced: only versions of the same line, or whole numbers, must follow in time.
    const wrong = (['published', 'effective'] as const).filter((day) => {
      const [earlier, later] =
        day === 'published'
          ? [publishedDay(before), publishedDay(version)]
          : [effectiveDay(before), effectiveDay(version)];
      return (
        later < earlier &&
        !(
          before.fields.version.includes('.') &&
          !before.fields.version.startsWith(`${fields.version}.`) &&
          effectiveDay(before) <= effectiveDay(version)
        )
      );
    });
    const [day] = wrong;
    if (day) {
      report(
        { file, path: [day] },
        {
          rule: 'version-order',
          severity: severityFor(version),
          message: `${named(version)} has ${day} "${fields[day]}", before version "${before.fields.version}" with "${before.fields[day]}"`,
          remedy: 'Numbers and days must run the same way: correct the day, or renumber.',
        },
      );
    }
  }
};
