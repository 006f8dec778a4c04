import { Fragment, createElement as h, type ReactNode } from 'react';
import type { LetterContent, LetterPart } from './letter.ts';
import { bullets, heading, link, note, paragraph } from './letter-blocks.ts';
import { partSections } from './letter-part.ts';
import { frame, sheetFor, styles } from './letter-style.ts';
import type { LetterWords } from './words/words.ts';

export interface LetterProps {
  content: LetterContent;
  words: LetterWords;
  /** Number of changes per part that are shown with before and after. */
  shown: readonly number[];
  /** Text that stands where the recipient's greeting and reference go. */
  slots: { greeting: string; reference: string };
}

/** The whole letter. Its HTML and its plain text are both written from this tree. */
export function LetterEmail({ content, words, shown, slots }: LetterProps): ReactNode {
  const { company } = content;
  const title = words.title(content);
  const lead = words.lead(content);
  const cell = { ...styles.cell, borderTop: `6px solid ${company.accent.light}` };
  const article = h(
    'div',
    { lang: words.locale, role: 'article', 'aria-roledescription': 'email', 'aria-label': title },
    h('p', { style: styles.masthead, className: 'm' }, company.name),
    heading('title', 1, title),
    content.test && note('test', words.testNote),
    paragraph('greeting', slots.greeting),
    ...opening(content, words),
    content.parts.map((part, at) => partSections(content, part, words, shown[at] ?? 0)),
    ...closing(content, words, slots.reference),
  );
  return h(
    'html',
    { lang: words.locale, dir: 'ltr' },
    h(
      'head',
      null,
      h('meta', { httpEquiv: 'Content-Type', content: 'text/html; charset=UTF-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'x-apple-disable-message-reformatting' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
      h('meta', { name: 'format-detection', content: 'telephone=no, date=no, address=no, email=no, url=no' }),
      h('title', null, title),
      h('style', null, sheetFor(company.accent)),
    ),
    h(
      'body',
      { style: styles.page, className: 'p' },
      h(
        'div',
        { style: styles.hidden, 'data-skip-in-text': 'true' },
        `${lead[0]!.toUpperCase()}${lead.slice(1)} ${words.act(content)}`,
      ),
      h(
        'table',
        { ...frame, align: 'center', width: '100%', style: styles.column },
        h('tbody', null, h('tr', null, h('td', { style: cell, className: 'p a' }, article))),
      ),
    ),
  );
}

/** What, when, and whether the reader must act; then what they must not miss. */
function opening(content: LetterContent, words: LetterWords): ReactNode[] {
  const { parts, kind } = content;
  const timings = parts.map((part) => part.timing);
  return [
    paragraph('lead', words.lead(content)),
    parts.length > 1 &&
      bullets(
        'parts',
        parts.map((part) => words.leadPart(part, content)),
      ),
    paragraph('act', h('strong', null, words.act(content))),
    kind !== 'correction' && parts.map((part) => answerLink(part, words)),
    kind === 'reminder' && paragraph('reminder', words.reminder(content)),
    timings.includes('late') && note('late', words.late),
    timings.includes('joined') && paragraph('joined', words.joined),
    kind !== 'correction' &&
      parts
        .filter((part) => part.exemption?.sooner)
        .map((part) => note(`exempt-${part.policy}-${part.version}`, words.exempt(part))),
  ];
}

function closing(content: LetterContent, words: LetterWords, reference: string): ReactNode[] {
  const { company, parts } = content;
  const verifyPage = new URL('verify/', company.url).href;
  return [
    heading('why-heading', 2, words.whyHeading),
    paragraph('why', words.why(content)),
    ...(content.kind === 'advance' ? parts.map((part) => promise(part, words)) : []),
    heading('records-heading', 2, words.recordsHeading),
    paragraph('reference', `${words.reference}: `, h('strong', null, reference)),
    paragraph('digests', words.digests),
    bullets(
      'digest-list',
      parts.flatMap((part) => [
        digest(words.digest(part, part.previous), part.digests.previous),
        digest(words.digest(part, part.version), part.digests.next),
      ]),
    ),
    paragraph('verify', `${words.verify} `, link(verifyPage, verifyPage)),
    paragraph('contact', `${words.contact(content)} `, link(`mailto:${company.contact}`, company.contact)),
    company.address !== undefined &&
      h('p', { key: 'address', style: styles.sender, className: 'q' }, company.address),
  ];
}

/** Whoever is asked for a yes finds the place to answer before anything else. */
function answerLink(part: LetterPart, words: LetterWords): ReactNode {
  if (part.class !== 'consent' || part.consentUrl === undefined) return null;
  const { consentUrl } = part;
  return paragraph(`answer-${part.policy}-${part.version}`, link(consentUrl, words.consentLink));
}

/** Only a letter in time, under a promise that was kept, may say what was promised. */
function promise(part: LetterPart, words: LetterWords): ReactNode {
  if (part.timing !== 'inTime' || part.exemption) return null;
  return paragraph(
    `promise-${part.policy}-${part.version}`,
    part.quote === undefined ? words.promise(part) : words.quote(part, part.quote),
  );
}

function digest(label: string, { sha256, url }: { sha256: string; url: string }): ReactNode {
  return h(
    Fragment,
    null,
    `${label} (`,
    link(url, url),
    '):',
    h('br'),
    h('span', { style: styles.code }, sha256),
  );
}
