import type { Day } from '../policy/day.ts';
import { isDay } from '../policy/day.ts';
import { escapeHtml, escapeText } from '../policy/escape-html.ts';
import type { ChangeClass } from '../policy/fields.ts';
import { withdrawalOf } from '../policy/timeline.ts';
import type { PolicyView, VersionView } from './policy-view.ts';

/** Words of a feed, in the language of the site. */
export interface FeedWords {
  published: (policy: string, version: string) => string;
  takesEffect: (policy: string, version: string) => string;
  withdrawn: (policy: string, version: string) => string;
  applies: (moment: string) => string;
  class: Record<ChangeClass, string>;
}

/** One thing that happened to a version on a day. */
export interface FeedEntry {
  id: string;
  title: string;
  /** RFC 3339, midnight of the day in the policy's zone. */
  updated: string;
  url: string;
  summary: string;
  /** Atom categories: policy, and the class of the change where there is one. */
  categories: { term: string; label: string }[];
}

/**
 * What readers of a feed are told: a version was posted, took effect, was withdrawn. Nothing is dated after `today`: an entry on a day to come
 * would say something before it is true. Versions whose days are not known to the day are left out.
 */
export function feedEntries(
  view: PolicyView,
  words: FeedWords,
  moment: (version: VersionView) => string,
): FeedEntry[] {
  const { policy, today, title } = view;
  const entries: FeedEntry[] = [];
  for (const version of view.versions) {
    const { fields } = version.version;
    const level = version.assessment?.class;
    const categories = [
      { term: policy.slug, label: title },
      ...(level ? [{ term: level, label: words.class[level] }] : []),
    ];
    const page = version.addresses.page.url;
    const changes =
      view.pairs.find(({ to, from }) => to === version && from.version === version.previous)?.address.url ??
      page;
    const add = (event: string, day: Day, name: string, url: string, summary: string) => {
      if (!isDay(day) || day > today) return;
      entries.push({
        id: `${page}#${event}`,
        title: name,
        updated: midnight(day, policy.timeZone),
        url,
        summary,
        categories,
      });
    };
    const applies = words.applies(moment(version));
    // Said in words too: not every reader of feeds shows categories.
    const told = (...parts: (string | undefined)[]) =>
      [level && `${words.class[level]}.`, ...parts].filter(Boolean).join(' ');
    const withdrawal = withdrawalOf(policy, version.version, today);
    add(
      'published',
      fields.published,
      words.published(title, version.number),
      changes,
      told(fields.summary, applies),
    );
    if (version.periods.length > 0 && fields.published !== fields.effective) {
      add(
        'effective',
        fields.effective,
        words.takesEffect(title, version.number),
        page,
        told(fields.summary ?? applies),
      );
    }
    if (withdrawal)
      add('withdrawn', withdrawal.on, words.withdrawn(title, version.number), page, withdrawal.reason);
  }
  return entries.sort((a, b) => b.updated.localeCompare(a.updated) || a.id.localeCompare(b.id));
}

/** `2026-12-01T00:00:00+01:00` */
function midnight(day: Day, timeZone: string): string {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toString({ timeZoneName: 'never' });
}

export interface Feed {
  title: string;
  /** Address of the feed itself; also its id. */
  self: string;
  page: string;
  author: string;
  language: string;
  /** Used when there is no entry. */
  asOf: Day;
  timeZone: string;
  entries: FeedEntry[];
}

/** Atom 1.0 (RFC 4287). */
export function atomFeed(feed: Feed): string {
  const updated = feed.entries[0]?.updated ?? midnight(feed.asOf, feed.timeZone);
  const entries = feed.entries.map((entry) =>
    [
      '  <entry>',
      `    <id>${escapeText(entry.id)}</id>`,
      `    <title>${escapeText(entry.title)}</title>`,
      `    <updated>${entry.updated}</updated>`,
      `    <link href="${escapeHtml(entry.url)}"/>`,
      ...entry.categories.map(
        ({ term, label }) => `    <category term="${escapeHtml(term)}" label="${escapeHtml(label)}"/>`,
      ),
      `    <summary>${escapeText(entry.summary)}</summary>`,
      '  </entry>',
    ].join('\n'),
  );
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeHtml(feed.language)}">`,
    `  <id>${escapeText(feed.self)}</id>`,
    `  <title>${escapeText(feed.title)}</title>`,
    `  <updated>${updated}</updated>`,
    `  <author><name>${escapeText(feed.author)}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeHtml(feed.self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${escapeHtml(feed.page)}"/>`,
    ...entries,
    '</feed>',
  ].join('\n')}\n`;
}
