import { Fragment, createElement as h, type ReactNode } from 'react';
import type { LetterChange, LetterPart, LetterPassage } from './letter.ts';
import { bullets, facts, heading, type Level, link, marked, paragraph, passage } from './letter-blocks.ts';
import type { LetterWords } from './words/words.ts';

/** Titles are listed up to here; a list that nobody reads to the end helps nobody. */
const mostListed = 150;

/** The changes of one policy: the first `shown` with before and after, the others by title and link. */
export function changesSection(
  part: LetterPart,
  words: LetterWords,
  level: Level,
  shown: number,
  lang?: string,
): ReactNode {
  const detailed = part.changes.slice(0, shown);
  const listed = part.changes.slice(shown);
  return h(
    Fragment,
    { key: 'changes' },
    heading('heading', level, words.changesHeading),
    isForeign(part, words) && paragraph('language', words.documentIn(part.locale)),
    part.summary && paragraph('summary', words.inShort(part.summary)),
    detailed.length > 0 &&
      paragraph(
        'intro',
        `${words.changesIntro(detailed.length)} `,
        marked('del', words.legend.removed),
        ', ',
        marked('ins', words.legend.added),
        '.',
      ),
    detailed.map((change) => detail(change, part, words, (level + 1) as Level, lang)),
    listed.length > 0 && listing(listed, words, detailed.length > 0, part, lang),
    part.smallChanges > 0 && paragraph('small', words.smallChanges(part.smallChanges)),
  );
}

function detail(
  change: LetterChange,
  part: LetterPart,
  words: LetterWords,
  level: Level,
  lang?: string,
): ReactNode {
  return h(
    Fragment,
    { key: change.id },
    heading('title', level, words.changeTitle(change)),
    facts('facts', words.changeFacts(change, part)),
    change.passages.map((each, at) => sides(String(at), each, words, lang)),
    isCut(change) && paragraph('whole', link(change.link, words.linkWhole)),
  );
}

function sides(
  key: string,
  { before, after, moved, count }: LetterPassage,
  words: LetterWords,
  lang?: string,
): ReactNode {
  const both = before !== null && after !== null;
  const labelAfter = both ? words.after : moved ? words.moved : words.added;
  return h(
    Fragment,
    { key },
    count > 1 && facts('count', words.changePlaces(count)),
    before && passage('before', 'removed', both ? words.before : words.removed, lang, before),
    after && passage('after', 'added', labelAfter, lang, after),
  );
}

/** Whoever reads a letter in their language must not be surprised by quotes in another. */
const isForeign = (part: LetterPart, words: LetterWords): boolean =>
  new Intl.Locale(part.locale).language !== new Intl.Locale(words.locale).language;

function isCut({ passages }: LetterChange): boolean {
  const lines = passages.flatMap(({ before, after }) => [...(before ?? []), ...(after ?? [])]);
  return lines.some((line) => line.look !== 'row' && line.runs.some(({ type }) => type === 'cut'));
}

function listing(
  changes: LetterChange[],
  words: LetterWords,
  shownAny: boolean,
  part: LetterPart,
  lang?: string,
): ReactNode {
  const items: ReactNode[] = changes
    .slice(0, mostListed)
    .map((change) => h('span', { lang }, link(change.link, words.changeTitle(change))));
  const left = changes.length - mostListed;
  if (left > 0) items.push(link(part.links.changes, words.unlisted(left)));
  return h(
    Fragment,
    { key: 'listed' },
    paragraph('intro', words.listedIntro(changes.length, shownAny)),
    bullets('list', items),
  );
}
