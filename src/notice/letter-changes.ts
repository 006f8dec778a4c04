import { Fragment, createElement as h, type ReactNode } from 'react';
import type { LetterChange, LetterPart, LetterRun } from './letter.ts';
import { bullets, facts, heading, type Level, link, paragraph, passage } from './letter-blocks.ts';
import { styles } from './letter-style.ts';
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
    part.summary && paragraph('summary', words.inShort(part.summary)),
    detailed.length > 0 && paragraph('intro', words.changesIntro(detailed.length)),
    detailed.map((change) => detail(change, part, words, (level + 1) as Level, lang)),
    listed.length > 0 && listing(listed, words, detailed.length > 0, part, lang),
    paragraph(
      'more',
      part.smallChanges > 0 ? `${words.smallChanges(part.smallChanges)} ` : '',
      `${words.linkChanges}: `,
      link(part.links.changes, part.links.changes),
    ),
  );
}

function detail(
  change: LetterChange,
  part: LetterPart,
  words: LetterWords,
  level: Level,
  lang?: string,
): ReactNode {
  const both = change.before !== null && change.after !== null;
  const labelAfter = both ? words.after : change.kind === 'moved' ? words.moved : words.added;
  return h(
    Fragment,
    { key: change.id },
    heading('title', level, words.changeTitle(change)),
    facts('facts', words.changeFacts(change, part)),
    change.before &&
      passage(
        'before',
        'removed',
        both ? words.before : words.removed,
        lang,
        runsOf(change.before, 'del', words),
      ),
    change.after && passage('after', 'added', labelAfter, lang, runsOf(change.after, 'ins', words)),
  );
}

function runsOf(runs: readonly LetterRun[], tag: 'del' | 'ins', words: LetterWords): ReactNode[] {
  return runs.map((run, at) => {
    if (run.type === 'cut') return ` ${words.cut} `;
    if (run.type === 'same') return run.text;
    return h(tag, { key: String(at), style: styles[tag], className: tag === 'ins' ? 'i' : 'd' }, run.text);
  });
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
