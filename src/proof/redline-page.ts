import { formatDay } from '../policy/day.ts';
import type { Site } from '../policy/site.ts';
import type { Policy, Version } from '../policy/timeline.ts';
import type { Redline } from '../redline/redline.ts';
import { writeHtml } from '../redline/write-html.ts';
import { html, raw } from './html.ts';
import { page } from './page.ts';

export interface RedlineSubject {
  site: Site;
  policy: Policy;
  previous: Version;
  version: Version;
}

/** `redline.html`: the whole text with what went and what came, to be read by itself. */
export function redlinePage(redline: Redline, { site, policy, previous, version }: RedlineSubject): string {
  const [from, to] = [previous.fields, version.fields];
  const fragment = writeHtml(redline, {
    page: {
      headingLevel: 2,
      prefix: '',
      labels: {
        table: 'Table under {heading}',
        picture: 'Picture: {alt}',
        movedTo: 'moved to here',
        movedFrom: 'moved from here',
      },
    },
  });
  const title = `${version.title}: what changes from version ${from.version} to version ${to.version}`;
  return page(
    title,
    'en',
    html`<header>
<p class="kicker">${site.name}</p>
<h1>${title}</h1>
<p class="note">Version ${to.version} was published on ${day(to.published)} and takes effect on ${day(to.effective)}. <del>Taken out</del>, <ins>put in</ins>; moved text stands at both places. Without what is put in, version ${from.version} remains; without what is taken out, version ${to.version}.</p>
</header>
<main class="redline" lang="${policy.locale}">
${raw(fragment)}
</main>`,
  );
}

/** Imported versions may have a month, or no day at all. */
export const day = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDay(text, 'en') : text;
