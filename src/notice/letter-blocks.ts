import { Heading, Link, Section, Text } from '@react-email/components';
import { type CSSProperties, Fragment, createElement as h, type ReactNode } from 'react';
import type { LetterLine, LetterRun } from './letter.ts';
import { styles } from './letter-style.ts';

/** The few shapes that a letter is made of. */

export const paragraph = (key: string, ...children: ReactNode[]) =>
  h(Text, { key, style: styles.text }, ...children);

export const facts = (key: string, text: string) =>
  text === '' ? null : h(Text, { key, style: styles.facts, className: 'q' }, text);

/** A remark that must not be missed: late, exempt, test. */
export const note = (key: string, text: string) =>
  h(Text, { key, style: styles.note, className: 'n' }, h('strong', null, text));

const headingStyles = { 1: styles.h1, 2: styles.h2, 3: styles.h3, 4: styles.h4 } as const;
export type Level = keyof typeof headingStyles;

export const heading = (key: string, level: Level, text: string, lang?: string) =>
  h(
    Heading,
    { key, as: `h${level}`, style: headingStyles[level], className: level === 2 ? 'h' : undefined, lang },
    text,
  );

export const link = (url: string, text: string) =>
  h(Link, { href: url, style: styles.link, className: 'a' }, text);

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
  return h(
    Section,
    { key, style: styles[look], className: tag === 'ins' ? 'ib' : 'db' },
    h(Text, { style: styles.label }, `${label}:`),
    h('div', { lang, dir: lang === undefined ? undefined : 'auto' }, ...linesOf(lines, tag)),
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
        Text,
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
  h(tag, { key, style: styles[tag], className: tag === 'ins' ? 'i' : 'd' }, text);

function runOf(run: LetterRun, tag: Tag, at: number): ReactNode {
  if (run.type === 'cut') return ' […] ';
  return run.type === 'same' ? h(Fragment, { key: at }, run.text) : marked(tag, run.text, at);
}
