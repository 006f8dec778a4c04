import { readFile } from 'node:fs/promises';
import { earliestEffective } from '../notice/calendar.ts';
import { type Day, formatDay, lastOf } from '../policy/day.ts';
import { PrenoticeError } from '../policy/problem.ts';
import {
  effectiveDay,
  governingProfile,
  inForceOn,
  type Policy,
  publishedDay,
  statusOn,
  type Version,
  withdrawalOf,
} from '../policy/timeline.ts';
import { freeNumber, linesNaming, type OldDate, postponedSource } from './postponed-version.ts';
import { addWithdrawal, type Withdrawal } from './withdrawn-list.ts';
import { replaceFile } from './write-file.ts';

/** A version that is announced and may still be taken back. @throws PrenoticeError for any other, saying what to do. */
function announcedVersion(policy: Policy, number: string, today: Day): Version {
  const version = policy.versions.find((v) => v.fields.version === number);
  if (!version)
    throw new PrenoticeError(
      `${policy.slug} has no version ${number}`,
      `there are: ${policy.versions.map((v) => v.fields.version).join(', ')}`,
    );
  const what = `version ${number} of ${policy.slug}`;
  switch (statusOn(policy, version, today)) {
    case 'upcoming':
      return version;
    case 'draft':
      throw new PrenoticeError(`${what} is a draft: nobody has seen it`, `edit or delete ${version.file}`);
    case 'scheduled':
      throw new PrenoticeError(
        `${what} is published on ${formatDay(publishedDay(version), 'en')} only: nobody has seen it`,
        `change its dates in ${version.file}, or set draft: true there`,
      );
    case 'withdrawn': {
      const { on, by } = withdrawalOf(policy, version, today)!;
      throw new PrenoticeError(`${what} was withdrawn on ${formatDay(on, 'en')} by ${by} already`);
    }
    default:
      throw new PrenoticeError(
        `${what} took effect on ${formatDay(effectiveDay(version), 'en')}: what has applied cannot be taken back`,
        'publish a new version with the text that is to apply from now on, and let its notice run',
      );
  }
}

export interface TakenBack {
  policy: string;
  version: string;
  withdrawal: Withdrawal;
  /** The version whose text goes on applying; null before the first one takes effect. */
  inForce: string | null;
  /** Files that were written. */
  files: string[];
}

/** Writes a withdrawal of `today` into policy.yaml. */
export async function withdrawVersion(
  policy: Policy,
  number: string,
  today: Day,
  said: { reason: string; by: string },
): Promise<TakenBack> {
  const version = announcedVersion(policy, number, today);
  const withdrawal = { version: number, on: today, ...said };
  const text = await readFile(policy.file, 'utf8');
  await replaceFile(policy.file, addWithdrawal(text, withdrawal, policy.file));
  return { ...facts(policy, version, today, withdrawal), files: [policy.file] };
}

export interface Postponed extends TakenBack {
  /** The number of the copy. */
  as: string;
  published: Day;
  effective: Day;
  /** Places in the copy that still name the old effective day: people have to look at them. */
  oldDates: OldDate[];
  /** True when the approval was taken out, because it was given for the old dates. */
  needsApproval: boolean;
}

/**
 * A postponement is a withdrawal and a new number (design.md, rule 2): copies the text to the next free number with
 * other dates, then withdraws the one that is announced.
 * @throws PrenoticeError when the new day is not later, or breaks the promise; names the earliest lawful one.
 */
export async function postponeVersion(
  policy: Policy,
  number: string,
  today: Day,
  said: { reason: string; by: string; effective?: Day; published?: Day },
): Promise<Postponed> {
  const version = announcedVersion(policy, number, today);
  const published = said.published ?? today;
  if (published < today)
    throw new PrenoticeError(
      `${published} is over, so nothing can be published on it any more`,
      `leave --published out, or write ${today} or later`,
    );
  const profile = governingProfile(policy, version);
  const { exemption } = version.fields;
  const earliest = profile && !exemption ? earliestEffective(profile, published) : published;
  const { effective } = said;
  if (effective === undefined)
    throw new PrenoticeError(
      `nobody says until when version ${number} of ${policy.slug} is postponed`,
      `add --effective DAY; the earliest lawful day is ${lastOf(earliest, nextDay(effectiveDay(version)))}`,
    );
  if (effective <= effectiveDay(version))
    throw new PrenoticeError(
      `${effective} is no postponement: version ${number} of ${policy.slug} takes effect on ${effectiveDay(version)} as it is`,
      'name a later day; to make it sooner, withdraw it and publish a new version with a notice of its own',
    );
  if (effective < earliest)
    throw new PrenoticeError(
      `published on ${published}, it cannot lawfully take effect on ${effective}`,
      `the earliest lawful day is ${earliest}`,
    );
  const dates = { version: freeNumber(policy, version, effective), published, effective };
  const copy = version.file.replace(/[^/\\]+$/, `${dates.version}.mdx`);
  const source = postponedSource(version, dates);
  const withdrawal = { version: number, on: today, reason: said.reason, by: said.by };
  const settings = addWithdrawal(await readFile(policy.file, 'utf8'), withdrawal, policy.file);
  await replaceFile(copy, source);
  await replaceFile(policy.file, settings);
  return {
    ...facts(policy, version, today, withdrawal),
    files: [copy, policy.file],
    as: dates.version,
    published,
    effective,
    oldDates: linesNaming(source, effectiveDay(version), policy.locale),
    needsApproval: version.fields.approved !== undefined,
  };
}

const nextDay = (day: Day): Day => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

function facts(
  policy: Policy,
  version: Version,
  today: Day,
  withdrawal: Withdrawal,
): Omit<TakenBack, 'files'> {
  const inForce = inForceOn(policy, today)?.fields.version ?? null;
  return { policy: policy.slug, version: version.fields.version, withdrawal, inForce };
}
