import { profileFor, publishedDay, statusOn } from '../../policy/timeline.ts';
import { promiseOf } from '../lock.ts';
import { type CheckRule, named, namedAll, severityFor } from './rule.ts';

/** Published is final: a locked version must be there and unchanged; a published one should be locked. */
export const checkLock: CheckRule = ({ content, policy, today }, report) => {
  const locked = content.lock.policies[policy.slug] ?? {};
  const unguarded = policy.versions.filter(
    (version) =>
      !locked[version.fields.version] &&
      statusOn(policy, version, today) !== 'draft' &&
      publishedDay(version) <= today,
  );
  const [first] = unguarded;
  if (first)
    report(
      { file: first.file },
      {
        rule: 'version-not-locked',
        severity: 'warning',
        message: `${namedAll(policy, unguarded)} ${unguarded.length === 1 ? 'is' : 'are'} published but not in versions.lock, so nothing guards ${unguarded.length === 1 ? 'it' : 'them'} against a later edit`,
        remedy: 'Run: npm run -s prenotice -- lock   and commit versions.lock.',
      },
    );
  for (const version of policy.versions) {
    const entry = locked[version.fields.version];
    if (entry && entry.digest !== version.digest) {
      report(
        { file: version.file },
        {
          rule: 'locked-version-changed',
          severity: 'error',
          message: `${named(version)} has been published and may not change, but its text, dates, number or highlights differ from versions.lock`,
          remedy: 'Undo the edit (git checkout the file) and write a new version instead.',
        },
      );
    }
  }
  for (const version of policy.versions) {
    const promised = locked[version.fields.version]?.promise;
    if (promised === undefined || JSON.stringify(promised) === JSON.stringify(promiseOf(policy, version)))
      continue;
    const index = policy.settings.notice.indexOf(profileFor(policy, version.fields.version)!);
    report(
      { file: policy.file, path: ['notice', Math.max(0, index)] },
      {
        rule: 'locked-promise-changed',
        severity: severityFor(version),
        message: `the promise that ${named(version)} was published with has been changed; customers were promised ${JSON.stringify(promised)}`,
        remedy:
          'Undo the edit. A new promise begins with the version whose text makes it: add a profile with since: that version.',
      },
    );
  }
  for (const number of Object.keys(locked)) {
    if (policy.versions.some((version) => version.fields.version === number)) continue;
    report(
      { file: policy.file },
      {
        rule: 'locked-version-missing',
        severity: 'error',
        message: `version "${number}" has been published, but its file is missing or cannot be read`,
        remedy: `Bring ${number}.mdx back from version control; a version announced by mistake is withdrawn, never deleted.`,
      },
    );
  }
};
