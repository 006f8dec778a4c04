import { addressUnder } from '../export/addresses.ts';
import { atomFeed, feedEntries } from '../export/atom.ts';
import type { CalendarDay } from '../export/calendar.ts';
import { effectiveDay } from '../policy/timeline.ts';
import { effectText } from './describe.ts';
import type { SiteData } from './site-data.ts';
import type { PageView } from './views.ts';
import { wordsFor } from './words/words.ts';

/** One feed for one policy, or for all. */
export function feedOf({ site, today, policies }: SiteData, view?: PageView): string {
  const words = view?.words ?? wordsFor(site.locale);
  const entries = (view ? [view] : policies)
    .flatMap((policy) =>
      feedEntries(policy, { ...words.feed, class: words.class }, (version) => effectText(policy, version)),
    )
    .sort((a, b) => b.updated.localeCompare(a.updated) || a.id.localeCompare(b.id));
  return atomFeed({
    title: view ? `${view.title} – ${site.name}` : words.home(site.name),
    self: view ? view.addresses.feed.url : addressUnder(site.url, 'feed.xml').url,
    page: view ? view.addresses.page.url : site.url,
    author: site.name,
    language: words.language,
    asOf: today,
    timeZone: site.timeZone,
    entries,
  });
}

/** The days a reader may want in a calendar: when announced versions take effect, and until when something can be done. */
export function calendarDays(view: PageView): CalendarDay[] {
  const { words, policy, addresses } = view;
  return view.upcoming.flatMap((version) => {
    const uid = (what: string) =>
      `${what}-${policy.slug}-${version.number}@${new URL(addresses.page.url).host}`;
    const url = addresses.upcoming.url;
    const effect: CalendarDay = {
      uid: uid('effective'),
      day: effectiveDay(version.version),
      title: words.calendar.effect(view.title, version.number),
      text: [version.version.fields.summary, words.next(effectText(view, version), version.number)]
        .filter(Boolean)
        .join('\n'),
      url,
    };
    const deadlines = version.version.fields.actions.flatMap((action, index): CalendarDay[] =>
      action.by
        ? [
            {
              uid: uid(`action-${index + 1}`),
              day: action.by,
              title: words.calendar.lastDay(action.text),
              text: [view.title, action.url].filter(Boolean).join('\n'),
              url,
            },
          ]
        : [],
    );
    return [effect, ...deadlines];
  });
}
