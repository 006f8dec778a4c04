import { Heading, Link, Section, Text } from '@react-email/components';
import { createElement as h, type ReactNode } from 'react';
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

export function bullets(key: string, items: ReactNode[]): ReactNode {
  return h(
    'ul',
    { key, style: styles.list },
    items.map((item, at) => h('li', { key: String(at), style: styles.item }, item)),
  );
}

/** A labelled passage of a policy; the border only repeats what the label says. */
export function passage(
  key: string,
  look: 'removed' | 'added',
  label: string,
  lang: string | undefined,
  runs: ReactNode[],
): ReactNode {
  return h(
    Section,
    { key, style: styles[look], className: look === 'added' ? 'ib' : 'db' },
    h(Text, { style: styles.label }, `${label}:`),
    h(Text, { style: styles.quoted, lang }, ...runs),
  );
}
