import { profileFor, publishedDay, statusOn, type Version } from '../../policy/timeline.ts';
import { promiseOf } from '../lock.ts';
import { type CheckRule, named, namedAll } from './rule.ts';
import { unreadVersions } from './unread.ts';

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
    // The file that was published is there, and another claims its number: that is told as such.
    const isTwin = policy.versions.some(
      (one) => one.fields.version === version.fields.version && one.digest === entry?.digest,
    );
    if (entry && entry.digest !== version.digest && !isTwin) {
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
  const broken = new Map<string, Version[]>();
  for (const version of policy.versions) {
    const promised = locked[version.fields.version]?.promise;
    const found = promised && differences(promised, promiseOf(policy, version));
    if (found) broken.set(found, [...(broken.get(found) ?? []), version]);
  }
  for (const [found, versions] of broken) {
    const index = policy.settings.notice.indexOf(profileFor(policy, versions[0]!.fields.version)!);
    report(
      { file: policy.file, path: ['notice', Math.max(0, index)] },
      {
        rule: 'locked-promise-changed',
        severity: versions.every(({ fields }) => fields.imported) ? 'warning' : 'error',
        message: `the promise that ${namedAll(policy, versions)} ${versions.length === 1 ? 'was' : 'were'} published with has been changed; customers were promised ${found}`,
        remedy:
          'Undo the edit. A new promise begins with the version whose text makes it: add a profile with since: that version.',
      },
    );
  }
  const unread = unreadVersions(content, policy);
  for (const number of Object.keys(locked)) {
    if (policy.versions.some((version) => version.fields.version === number) || unread.includes(number))
      continue;
    report(
      { file: policy.file },
      {
        rule: 'locked-version-missing',
        severity: 'error',
        message: `version "${number}" has been published, but its file is missing`,
        remedy: `Bring ${number}.mdx back from version control; a version announced by mistake is withdrawn, never deleted.`,
      },
    );
  }
};

type Promised = NonNullable<ReturnType<typeof promiseOf>>;

/** `period: P30D (now P20D), clearDays: true (now false)`: the fields that differ, as policy.yaml writes them. */
function differences(promised: Promised, now: Promised | undefined): string {
  const written = (value: unknown) =>
    typeof value === 'object' && value !== null
      ? `{ ${Object.entries(value).map(([key, list]) => `${key}: [${String(list).replaceAll(',', ', ')}]`)} }`
      : String(value);
  return (Object.keys(promised) as (keyof Promised)[])
    .filter((field) => JSON.stringify(promised[field]) !== JSON.stringify(now?.[field]))
    .map((field) => `${field}: ${written(promised[field])}${now ? ` (now ${written(now[field])})` : ''}`)
    .join(', ');
}
