import { Fragment, createElement as h, type ReactNode } from 'react';
import type { LetterContent, LetterPart } from './letter.ts';
import { bullets, heading, type Level, link, paragraph } from './letter-blocks.ts';
import { changesSection } from './letter-changes.ts';
import type { LetterWords } from './words/words.ts';

/** What a letter says about one policy, between the lead and the closing sections. */
export function partSections(
  content: LetterContent,
  part: LetterPart,
  words: LetterWords,
  shown: number,
): ReactNode {
  const alone = content.parts.length === 1;
  const level: Level = alone ? 2 : 3;
  const lang = part.locale === words.locale ? undefined : part.locale;
  const say = (key: string, title: string, ...body: ReactNode[]) =>
    h(Fragment, { key }, heading('heading', level, title), ...body);
  const announces = content.kind !== 'correction';
  return h(
    Fragment,
    { key: `${part.policy}-${part.version}` },
    !alone && heading('policy', 2, part.title, lang),
    !announces &&
      say(
        'withdrawn',
        words.withdrawnHeading,
        ...words.withdrawn(part).map((text, at) => paragraph(`w${at}`, text)),
      ),
    announces && changesSection(part, words, level, content.kind === 'reminder' ? 0 : shown, lang),
    announces &&
      concernsData(part) &&
      say('held', words.heldDataHeading, paragraph('text', words.heldData(part))),
    announces && say('actions', words.actionsHeading, ...actions(content, part, words)),
    announces && say('nothing', words.nothingHeading, paragraph('text', words.nothing(part))),
    say('texts', words.textsHeading, texts(content, part, words)),
  );
}

/** What becomes of data is a question for every document but a contract that says nothing about it. */
const concernsData = (part: LetterPart): boolean =>
  part.policyKind !== 'terms' || part.touchesHeldData || part.class === 'consent';

function actions(content: LetterContent, part: LetterPart, words: LetterWords): ReactNode[] {
  const items: ReactNode[] = part.actions.map(({ text, url, by }) => {
    const until = by === undefined ? '' : ` (${words.actionBy(by)})`;
    return url === undefined ? `${text}${until}` : h(Fragment, null, link(url, text), until);
  });
  const asked = part.consentUrl;
  if (asked !== undefined && !part.actions.some(({ url }) => url === asked))
    items.unshift(link(asked, words.consentLink));
  const { contact } = content.company;
  return [
    items.length > 0 ? bullets('list', items) : paragraph('none', words.noActions),
    paragraph('questions', `${words.questions} `, link(`mailto:${contact}`, contact), '.'),
  ];
}

function texts(content: LetterContent, part: LetterPart, words: LetterWords): ReactNode {
  const { links } = part;
  const place = (label: string, url: string) => h(Fragment, null, `${label}: `, link(url, url));
  if (content.kind === 'correction') {
    return bullets('links', [
      place(words.linkPolicy, links.policy),
      place(words.linkWithdrawn(part), links.version),
    ]);
  }
  return bullets('links', [
    place(words.linkNew(part), links.version),
    place(words.linkOld(part), links.previous),
    place(words.linkChanges, links.changes),
    place(words.linkUpcoming, links.upcoming),
    place(words.linkPolicy, links.policy),
  ]);
}
