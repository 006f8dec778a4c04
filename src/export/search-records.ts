import type { Day } from '../policy/day.ts';
import { walkClauses } from '../policy/document.ts';
import { blockTexts, inlineText, normalizeSpace } from '../policy/text.ts';
import { type Policy, type Status, shownVersions, statusOn, type Version } from '../policy/timeline.ts';
import { addressesOf } from './addresses.ts';
import { clauseName } from './clause-name.ts';
import { type Period, periodsInForce } from './periods.ts';

/**
 * One thing that search can find: a clause as it reads in one or more versions. A clause whose words did not change is
 * one record however many versions repeat it, so the index grows with what was changed and not with the versions.
 */
export interface SearchRecord {
  /** Path of the clause on the page of the version that matters most to readers. */
  url: string;
  content: string;
  /** BCP 47, lower case as Pagefind keeps it; an index is made for each. */
  language: string;
  meta: {
    title: string;
    /** `3.1 Customer data`; empty above the first clause and for highlights. */
    clause: string;
    part: 'clause' | 'opening' | 'highlights';
    /** Of the version that matters most: in force before announced before superseded. */
    version: string;
    status: Status;
    /** Its last span of days; empty where a side is not known or open. */
    from: Day | '';
    until: Day | '';
    /** Every version with these words, by rising number: `1, 2, 4`. */
    versions: string;
  };
  filters: { policy: string[]; status: Status[] };
}

interface Found {
  url: string;
  part: SearchRecord['meta']['part'];
  clause: string;
  content: string;
  version: Version;
}

const weight: Record<Status, number> = {
  inForce: 4,
  upcoming: 3,
  superseded: 2,
  withdrawn: 1,
  scheduled: 0,
  draft: 0,
};

/** What can be found in a policy on a day; drafts and scheduled versions are in none of it. */
export function searchRecords(policy: Policy, siteUrl: string, today: Day): SearchRecord[] {
  const addresses = addressesOf(siteUrl, policy.slug);
  const periods = periodsInForce(policy, today);
  const shown = shownVersions(policy, today);
  const statuses = new Map(shown.map((version) => [version, statusOn(policy, version, today)]));
  const statusOf = (version: Version): Status => statuses.get(version) ?? 'draft';
  const groups = new Map<string, Found[]>();
  for (const version of shown) {
    const page =
      statusOf(version) === 'inForce' ? addresses.page : addresses.version(version.fields.version).page;
    for (const found of partsOf(version, page.path)) {
      const key = `${found.part} ${found.content}`;
      const same = groups.get(key);
      // Two clauses of one version that say the same are found at the first.
      if (same?.at(-1)?.version === version) continue;
      if (same) same.push(found);
      else groups.set(key, [found]);
    }
  }
  return [...groups.values()].map((members): SearchRecord => {
    const best = members.reduce((one, other) =>
      weight[statusOf(other.version)] >= weight[statusOf(one.version)] ? other : one,
    );
    const period = periods.get(best.version)?.at(-1);
    return {
      url: best.url,
      content: best.content,
      language: policy.locale.toLowerCase(),
      meta: {
        title: policy.settings.title,
        clause: best.clause,
        part: best.part,
        version: best.version.fields.version,
        status: statusOf(best.version),
        ...daysOf(best.version, period),
        versions: members.map(({ version }) => version.fields.version).join(', '),
      },
      filters: {
        policy: [policy.slug],
        status: [...new Set(members.map(({ version }) => statusOf(version)))].sort(),
      },
    };
  });
}

/** The days of a period as far as they are known to the day. */
function daysOf({ fields }: Version, period: Period | undefined): { from: Day | ''; until: Day | '' } {
  const known = fields.imported === undefined || fields.effective.length === 10;
  return { from: known ? (period?.from ?? '') : '', until: period?.until ?? '' };
}

function* partsOf(version: Version, page: string): Generator<Found> {
  const { document, fields } = version;
  const part = (name: Found['part'], hash: string, clause: string, texts: string[]): Found[] => {
    const content = normalizeSpace(texts.join(' '));
    return content === '' ? [] : [{ url: `${page}${hash}`, part: name, clause, content, version }];
  };
  yield* part(
    'highlights',
    '#_highlights',
    '',
    fields.highlights.map(({ title, text }) => `${title}. ${text}`),
  );
  yield* part('opening', '', '', document.preamble.flatMap(blockTexts));
  for (const clause of walkClauses(document.clauses))
    yield* part('clause', `#${encodeURIComponent(clause.id)}`, clauseName(clause), [
      ...(clause.heading ? [asOpening(inlineText(clause.heading))] : []),
      ...clause.body.flatMap(blockTexts),
    ]);
}

/** A heading before its text, as it reads in one line: `8.2 Backups: Data that …` */
const asOpening = (heading: string): string => (/[.:?!]\s*$/.test(heading) ? heading : `${heading}:`);
