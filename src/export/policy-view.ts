import type { Assessment } from '../assessment/assessment.ts';
import type { Day } from '../policy/day.ts';
import {
  inForceOn,
  type Policy,
  previousOf,
  type Status,
  shownVersions,
  statusOn,
  textBefore,
  upcomingVersions,
  type Version,
} from '../policy/timeline.ts';
import { type Address, addressesOf, type PolicyAddresses, type VersionAddresses } from './addresses.ts';
import { type Compare, type Comparison, compareAnew } from './comparison.ts';
import { type Period, periodsInForce } from './periods.ts';

/** A version as published on a day. */
export interface VersionView {
  version: Version;
  /** `3.1` */
  number: string;
  /** On the day the view is made for. */
  status: Status;
  periods: Period[];
  /** The text it replaces; null for the first version. */
  previous: Version | null;
  /** Against that text. */
  comparison: Comparison | null;
  assessment: Assessment | null;
  addresses: VersionAddresses;
}

/** Two versions and what lies between them. */
export interface PairView extends Comparison {
  from: VersionView;
  to: VersionView;
  address: Address;
}

/** A policy as published on a day: versions by rising number, drafts and scheduled ones in none of it. */
export interface PolicyView {
  policy: Policy;
  today: Day;
  title: string;
  addresses: PolicyAddresses;
  versions: VersionView[];
  /** Null before the first version takes effect. */
  inForce: VersionView | null;
  /** Those announced that will apply, soonest first; one replaced before its first day is in `versions` only. */
  upcoming: VersionView[];
  /** Those with a page of their own. */
  pairs: PairView[];
}

/** What pages and files show of a policy on a day. `siteUrl` ends with a slash. */
export function viewPolicy(
  policy: Policy,
  siteUrl: string,
  today: Day,
  compare: Compare = compareAnew,
): PolicyView {
  const addresses = addressesOf(siteUrl, policy.slug);
  const periods = periodsInForce(policy, today);
  const versions = shownVersions(policy, today).map((version): VersionView => {
    const previous = previousOf(policy, version) ?? null;
    const comparison = previous && compare(policy, previous, version);
    return {
      version,
      number: version.fields.version,
      status: statusOn(policy, version, today),
      periods: periods.get(version) ?? [],
      previous,
      comparison,
      assessment: comparison?.assessment ?? null,
      addresses: addresses.version(version.fields.version),
    };
  });
  const find = (version: Version | null | undefined) => versions.find((view) => view.version === version);
  const view: PolicyView = {
    policy,
    today,
    title: policy.settings.title,
    addresses,
    versions,
    inForce: find(inForceOn(policy, today)) ?? null,
    upcoming: upcomingVersions(policy, today)
      .flatMap((version) => find(version) ?? [])
      .filter(({ periods }) => periods.length > 0),
    pairs: [],
  };
  return { ...view, pairs: pairsOf(view, compare) };
}

/**
 * Each version with the text it was written against, and each announced one with the text it will in fact take over from
 * (another pair when that text was mended after the announcement).
 */
function pairsOf(view: PolicyView, compare: Compare): PairView[] {
  const pairs: PairView[] = [];
  for (const to of view.versions) {
    const from = view.versions.find(({ version }) => version === to.previous);
    if (from && to.comparison)
      pairs.push({
        ...to.comparison,
        from,
        to,
        address: view.addresses.changes(from.number, to.number),
      });
  }
  // Letters about a version that replaced another before its first day link to the text in force until then, for good.
  const replacing = view.versions.map((to) => ({
    to,
    from: view.versions.find(({ version }) => version === textBefore(view.policy, to.version)),
  }));
  const ahead = view.upcoming.map((to) => ({ to, from: before(view, to) }));
  for (const { from, to } of [...replacing, ...ahead]) {
    if (!from || pairs.some((pair) => pair.from === from && pair.to === to)) continue;
    pairs.push({
      from,
      to,
      ...compare(view.policy, from.version, to.version),
      address: view.addresses.changes(from.number, to.number),
    });
  }
  return pairs;
}

/** The version that an announced one takes over from. */
const before = ({ inForce, upcoming }: PolicyView, to: VersionView): VersionView | null =>
  upcoming[upcoming.indexOf(to) - 1] ?? inForce;

/** The pair that shows readers what an announced version changes for them. */
export const pairAhead = (view: PolicyView, to: VersionView): PairView | undefined =>
  view.pairs.find((pair) => pair.to === to && pair.from === before(view, to));

/** `3..4`, as in the page's address. */
export const pairKey = (pair: Pick<PairView, 'from' | 'to'>): string =>
  `${pair.from.number}..${pair.to.number}`;

/** The pair that leads to a version from the text it replaces. */
export const pairTo = (view: PolicyView, to: VersionView): PairView | undefined =>
  view.pairs.find((pair) => pair.to === to && pair.from.version === to.previous);
