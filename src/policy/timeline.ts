import type { Day } from './day.ts';
import type { PolicyDocument } from './document.ts';
import type { NoticeProfile, PolicySettings } from './policy.ts';
import { compareVersionNumbers, type VersionFields } from './version.ts';

/** One version of a policy: checked fields and parsed text. */
export interface Version {
  fields: VersionFields;
  /** The policy's title when this version was published (policy.yaml's until it is locked). */
  title: string;
  document: PolicyDocument;
  /** SHA-256 (hex) of the published text; see published-text.ts. */
  digest: string;
  /** Path of the source, for messages. */
  file: string;
  /** The MDX file as written, front matter included. */
  source: string;
}

/** A policy with its whole history, versions ordered by number. */
export interface Policy {
  slug: string;
  settings: PolicySettings;
  /** The policy's own zone, or the site's. */
  timeZone: string;
  locale: string;
  versions: Version[];
  /** Path of policy.yaml, for messages. */
  file: string;
  /** The site's own words for the assessment (content/vocabulary.yaml), lines by vocabulary. */
  vocabulary?: Partial<Record<string, string[]>>;
}

/** Derived for a day, never stored. `scheduled` (publication day ahead) appears in no output. */
export type Status = 'draft' | 'scheduled' | 'upcoming' | 'inForce' | 'superseded' | 'withdrawn';

/** Imported dates may be months, years or "unknown"; they sort by their first day, unknown before all. */
function firstDay(date: string): Day {
  if (date.length === 10) return date;
  return date === 'unknown' ? '0001-01-01' : `${date}-01-01`.slice(0, 10);
}

export const effectiveDay = (version: Version): Day => firstDay(version.fields.effective);
export const publishedDay = (version: Version): Day => firstDay(version.fields.published);

/** The entry that takes `version` back, when it has been taken back by `today`. */
export function withdrawalOf(policy: Policy, version: Version, today: Day) {
  return policy.settings.withdrawn.find((w) => w.version === version.fields.version && w.on <= today);
}

/** The version in force on a day, as known on `today`; undefined before the first one takes effect. */
export function inForceOn(policy: Policy, day: Day, today: Day = day): Version | undefined {
  return policy.versions
    .filter(
      (v) =>
        !v.fields.draft &&
        publishedDay(v) <= today &&
        effectiveDay(v) <= day &&
        !withdrawalOf(policy, v, today),
    )
    .sort((a, b) =>
      effectiveDay(a) === effectiveDay(b)
        ? compareVersionNumbers(a.fields.version, b.fields.version)
        : effectiveDay(a) < effectiveDay(b)
          ? -1
          : 1,
    )
    .at(-1);
}

/** What a version is on a day. */
export function statusOn(policy: Policy, version: Version, today: Day): Status {
  if (version.fields.draft) return 'draft';
  if (publishedDay(version) > today) return 'scheduled';
  if (withdrawalOf(policy, version, today)) return 'withdrawn';
  if (effectiveDay(version) > today) return 'upcoming';
  return inForceOn(policy, today) === version ? 'inForce' : 'superseded';
}

/** Versions that may be shown on a day: neither draft nor scheduled. */
export function shownVersions(policy: Policy, today: Day): Version[] {
  return policy.versions.filter((v) => !['draft', 'scheduled'].includes(statusOn(policy, v, today)));
}

/** Announced and not yet in force, soonest first. */
export function upcomingVersions(policy: Policy, today: Day): Version[] {
  return policy.versions
    .filter((v) => statusOn(policy, v, today) === 'upcoming')
    .sort(
      (a, b) =>
        effectiveDay(a).localeCompare(effectiveDay(b)) ||
        compareVersionNumbers(a.fields.version, b.fields.version),
    );
}

/**
 * The text that a version replaces: the one in force on the eve of its effect, as planned on its publication
 * day (a version announced earlier and not withdrawn by then counts). Undefined for the first version.
 */
export function previousOf(policy: Policy, version: Version): Version | undefined {
  const known = publishedDay(version);
  return policy.versions
    .filter(
      (v) =>
        v !== version &&
        !v.fields.draft &&
        !withdrawalOf(policy, v, known) &&
        publishedDay(v) <= known &&
        compareVersionNumbers(v.fields.version, version.fields.version) < 0 &&
        effectiveDay(v) <= effectiveDay(version),
    )
    .sort(
      (a, b) =>
        effectiveDay(a).localeCompare(effectiveDay(b)) ||
        compareVersionNumbers(a.fields.version, b.fields.version),
    )
    .at(-1);
}

/**
 * The version that takes this one's place before its first day: announced by `today`, with a higher number and the
 * same effective day. Undefined for a version that will apply, or has applied.
 */
export function replacementOf(policy: Policy, version: Version, today: Day): Version | undefined {
  return policy.versions.findLast(
    (v) =>
      compareVersionNumbers(v.fields.version, version.fields.version) > 0 &&
      effectiveDay(v) === effectiveDay(version) &&
      ['upcoming', 'inForce', 'superseded'].includes(statusOn(policy, v, today)),
  );
}

/** The text that readers have on the eve of a version's effect: `previousOf` without those that never apply. */
export function textBefore(policy: Policy, version: Version): Version | undefined {
  let previous = previousOf(policy, version);
  while (previous && effectiveDay(previous) === effectiveDay(version))
    previous = previousOf(policy, previous);
  return previous;
}

/** The promise that binds a version: that of the text in force when it is published, never its own. */
export function governingProfile(policy: Policy, version: Version): NoticeProfile | undefined {
  const inForce = inForceOn(policy, publishedDay(version));
  const governing =
    inForce && compareVersionNumbers(inForce.fields.version, version.fields.version) < 0
      ? inForce
      : previousOf(policy, version);
  if (!governing) return undefined;
  return profileFor(policy, governing.fields.version);
}

/** The latest entry whose `since` is not after the given version. */
export function profileFor(policy: Policy, version: string): NoticeProfile | undefined {
  return policy.settings.notice
    .filter((profile) => compareVersionNumbers(profile.since, version) <= 0)
    .sort((a, b) => compareVersionNumbers(a.since, b.since))
    .at(-1);
}
