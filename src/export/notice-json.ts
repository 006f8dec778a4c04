import { addDays, type Day } from '../policy/day.ts';
import type { ChangeClass } from '../policy/fields.ts';
import { effectiveDay, type Status } from '../policy/timeline.ts';
import { type PolicyView, pairTo, type VersionView } from './policy-view.ts';

/** `/<policy>/notice.json`: every version's dates, so that a program can work out the truth on any day. */
export interface NoticeJson {
  policy: string;
  title: string;
  /** IANA zone in which the days below begin. */
  timeZone: string;
  /** The day the file was made for. */
  asOf: Day;
  /** The last day on which `status`, `inForce` and `upcoming` hold as written; null while no change is announced. */
  validUntil: Day | null;
  /** By rising number. */
  versions: NoticeVersion[];
  /** Number of the version in force on `asOf`. */
  inForce: string | null;
  /** Numbers of the versions announced by `asOf` that take effect later, soonest first. */
  upcoming: string[];
  /** Of the version in force; before there is one, of the first announced. `urls` lead to the clauses. */
  highlights: { title: string; text: string; clauses: string[]; urls: string[] }[];
  /** What readers can do about the announced versions; without any, about the one in force. */
  actions: { version: string; text: string; url: string | null; by: Day | null }[];
}

export interface NoticeVersion {
  version: string;
  status: Status;
  published: string;
  /** A day; for imported versions perhaps `2014-04` or `unknown`. */
  effective: string;
  /** Null for the first version: there is nothing to compare it with. */
  class: ChangeClass | null;
  summary: string | null;
  withdrawn: Day | null;
  /** SHA-256 (hex) of the bytes at `text`. */
  digest: string;
  url: string;
  text: string;
  /** The page with the redline against the text it replaces. */
  changes: string | null;
}

export function noticeJson(view: PolicyView): NoticeJson {
  const { policy, inForce, upcoming, addresses, today } = view;
  const next = upcoming[0];
  const read = inForce ?? next;
  const page = inForce ? addresses.page.url : (next?.addresses.page.url ?? addresses.page.url);
  return {
    policy: policy.slug,
    title: view.title,
    timeZone: policy.timeZone,
    asOf: today,
    validUntil: next ? addDays(effectiveDay(next.version), -1) : null,
    versions: view.versions.map((version) => versionJson(view, version)),
    inForce: inForce?.number ?? null,
    upcoming: upcoming.map((version) => version.number),
    highlights: (read?.version.fields.highlights ?? []).map((highlight) => ({
      ...highlight,
      urls: highlight.clauses.map((id) => `${page}#${encodeURIComponent(id)}`),
    })),
    actions: (upcoming.length > 0 ? upcoming : inForce ? [inForce] : []).flatMap((version) =>
      version.version.fields.actions
        .filter(({ by }) => by === undefined || by >= today)
        .map(({ text, url, by }) => ({
          version: version.number,
          text,
          url: url ?? null,
          by: by ?? null,
        })),
    ),
  };
}

function versionJson(view: PolicyView, shown: VersionView): NoticeVersion {
  const { fields, digest } = shown.version;
  return {
    version: shown.number,
    status: shown.status,
    published: fields.published,
    effective: fields.effective,
    class: shown.assessment?.class ?? null,
    summary: fields.summary ?? null,
    withdrawn:
      view.policy.settings.withdrawn.find((entry) => entry.version === shown.number && entry.on <= view.today)
        ?.on ?? null,
    digest,
    url: shown.addresses.page.url,
    text: shown.addresses.text.url,
    changes: pairTo(view, shown)?.address.url ?? null,
  };
}
