import { type CSSProperties, Fragment, createElement as h, type ReactNode } from 'react';
import type { LetterLine, LetterRun } from './letter.ts';
import { frame, styles } from './letter-style.ts';

/** The few shapes that a letter is made of. */

export const paragraph = (key: string, ...children: ReactNode[]) =>
  h('p', { key, style: styles.text }, ...children);

export const facts = (key: string, text: string) =>
  text === '' ? null : h('p', { key, style: styles.facts, className: 'q' }, text);

/** A remark that must not be missed: late, exempt, test. */
export const note = (key: string, text: string) =>
  h('p', { key, style: styles.note, className: 'n' }, h('strong', null, text));

const headingStyles = { 1: styles.h1, 2: styles.h2, 3: styles.h3, 4: styles.h4 } as const;
export type Level = keyof typeof headingStyles;

export const heading = (key: string, level: Level, text: string, lang?: string) =>
  h(`h${level}`, { key, style: headingStyles[level], className: level === 2 ? 'h' : undefined, lang }, text);

export const link = (url: string, text: string) => h('a', { href: url }, text);

export function bullets(key: string, items: ReactNode[], style: CSSProperties = styles.list): ReactNode {
  return h(
    'ul',
    { key, style },
    items.map((item, at) => h('li', { key: String(at), style: styles.item }, item)),
  );
}

/** A labelled passage of a policy; the border only repeats what the label says. */
export function passage(
  key: string,
  look: 'removed' | 'added',
  label: string,
  lang: string | undefined,
  lines: readonly LetterLine[],
): ReactNode {
  const tag = look === 'added' ? 'ins' : 'del';
  const body = linesOf(lines, tag);
  const cell = h(
    'td',
    { style: styles.passage },
    h('p', { style: styles.label, className: 'l' }, `${label}:`),
    lang === undefined ? h(Fragment, null, ...body) : h('div', { lang, dir: 'auto' }, ...body),
  );
  return h(
    'table',
    { key, ...frame, className: tag === 'ins' ? 'ib' : 'db', style: styles[look] },
    h('tbody', null, h('tr', null, cell)),
  );
}

/** Items that follow each other are one list. */
function linesOf(lines: readonly LetterLine[], tag: Tag): ReactNode[] {
  const nodes: ReactNode[] = [];
  let items: ReactNode[] = [];
  const closeList = () => {
    if (items.length > 0) nodes.push(bullets(`list-${nodes.length}`, items, styles.quotedList));
    items = [];
  };
  for (const line of lines) {
    if (line.look === 'item') {
      items.push(runsOf(line.runs, tag));
      continue;
    }
    closeList();
    const key = String(nodes.length);
    nodes.push(
      h(
        'p',
        { key, style: styles.quoted },
        ...(line.look === 'row' ? cellsOf(line.cells, tag) : runsOf(line.runs, tag)),
      ),
    );
  }
  closeList();
  return nodes;
}

function cellsOf(cells: readonly { label?: string; runs: LetterRun[] }[], tag: Tag): ReactNode[] {
  return cells.map(({ label, runs }, at) =>
    h(
      Fragment,
      { key: at },
      at > 0 && h('br'),
      label !== undefined && h('strong', null, `${label}:`),
      label !== undefined && ' ',
      ...runsOf(runs, tag),
    ),
  );
}

type Tag = 'del' | 'ins';

function runsOf(runs: readonly LetterRun[], tag: Tag): ReactNode[] {
  return runs.map((run, at) => runOf(run, tag, at));
}

/** Words that differ, as the letter marks them. */
export const marked = (tag: Tag, text: string, key?: string | number) =>
  h(tag, { key, style: styles[tag] }, text);

function runOf(run: LetterRun, tag: Tag, at: number): ReactNode {
  if (run.type === 'cut') return ' […] ';
  return run.type === 'same' ? h(Fragment, { key: at }, run.text) : marked(tag, run.text, at);
}
