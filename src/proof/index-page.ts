import type { AssessmentJson } from '../assessment/write-json.ts';
import type { RecipientRow } from './histories.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import { checkingSection, meaningSection } from './page-checking.ts';
import { type Failures, personSection, toldSection } from './page-people.ts';
import {
  arithmeticSection,
  changedSection,
  decisionsSection,
  keyFacts,
  leadOf,
  lettersSection,
  promiseSection,
  siteSection,
} from './page-story.ts';
import { day } from './redline-page.ts';
import type { Story } from './story.ts';
import { timelineFigure } from './timeline-figure.ts';
import { instant } from './words.ts';

export interface IndexInput {
  story: Story;
  assessment: AssessmentJson;
  /** Rows of the one person that the pack shows; null when it shows everybody. */
  person: RecipientRow[] | null;
  failures: Failures;
  /** PEM of the signing key; null without a signature. */
  signer: string | null;
}

/** `index.html`: the whole story for somebody who has never heard of Prenotice, on screen and on paper. */
export function indexPage({ story, assessment, person, failures, signer }: IndexInput): string {
  const { next, company, notices } = story;
  const advance = notices.find(({ kind }) => kind === 'advance');
  const sections: [id: string, title: string, body: Html][] = [
    ...(person
      ? ([['person', `Recipient ${story.recipient}`, personSection(story, person)]] as [
          string,
          string,
          Html,
        ][])
      : []),
    ['changed', 'What was changed', changedSection(story, assessment)],
    ['promised', 'What had been promised', promiseSection(story)],
    ['dates', 'The dates, counted', arithmeticSection(story)],
    ['decided', 'Who decided', decisionsSection(story)],
    ['letters', 'What was written', lettersSection(story)],
    ['site', 'What the site showed', siteSection(story)],
    ['told', 'Who was told, and how', toldSection(story, failures)],
    ['check', 'How to check this pack', checkingSection(story, signer)],
    ['means', 'What this proves, and what not', meaningSection(story)],
  ];
  const title = `Proof of notice: ${next.title}, version ${next.version}`;
  return page(
    title,
    'en',
    html`<header>
<p class="kicker">${company.name} · Proof of notice</p>
<h1>${next.title}, version ${next.version}</h1>
${story.rehearsal ? html`<div class="alert"><p><strong>A rehearsal.</strong> The letters were written as files; nobody has been told by them.</p></div>` : null}
<p class="lead">${leadOf(story, 1 + sections.findIndex(([id]) => id === 'told'))}</p>
</header>
<main>
${keyFacts(advance, story)}
${
  advance
    ? timelineFigure({
        first: advance.days[0]?.[0] ?? null,
        last: advance.days.at(-1)?.[0] ?? null,
        deadline: advance.arithmetic.deadline,
        effective: advance.arithmetic.effective,
        published: advance.record.published,
        withdrawn: story.decisions.withdrawn !== null,
      })
    : null
}
<nav aria-label="Contents"><ul class="toc">${sections.map(([id, name], i) => html`<li><span class="number">${i + 1}</span> <a href="#${id}">${name}</a></li>`)}</ul></nav>
${sections.map(
  ([id, name, body], i) => html`<section id="${id}"><h2><span class="number">${i + 1}</span>${name}</h2>
${body}
</section>`,
)}
</main>
<footer class="note"><p>Written by ${story.tool} from the ledger${story.asOf ? ` as it stood after its entry of ${instant(story.asOf)}` : ''}. Published ${day(next.published)}, effective ${day(next.effective)}, days of ${story.policy.timeZone}.</p></footer>`,
  );
}
