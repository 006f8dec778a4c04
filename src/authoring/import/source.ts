import type { Element, ElementContent, Nodes, Root } from 'hast';
import { parse as parseYaml } from 'yaml';
import type { Block, ListItem } from '../../policy/document.ts';
import { flattenDocument } from '../../policy/flatten.ts';
import { blocksFromHast } from '../../policy/from-hast.ts';
import { htmlTree, parse, type SourceFormat } from '../../policy/parse.ts';
import { PrenoticeError } from '../../policy/problem.ts';
import { inlineText, normalizeSpace } from '../../policy/text.ts';
import { isTitle } from '../../policy/titles.ts';
import { splitFrontMatter } from '../front-matter.ts';
import { mapInlines, repairEmphasis } from './repair.ts';
import type { Dropped } from './report.ts';

/** A source file, read as far as its format tells: blocks with their lines, and what the format sets aside. */
export interface Source {
  blocks: Block[];
  /** Title and subtitle of front matter or of the page; null where there are none. */
  title: string | null;
  subtitle: string | null;
  dropped: Dropped[];
}

const formats: Record<string, SourceFormat> = {
  md: 'md',
  markdown: 'md',
  txt: 'md',
  mdx: 'mdx',
  html: 'html',
  htm: 'html',
};

/** Throws for other kinds of file, and for MDX that cannot be read. `file`: name for messages. */
export function readSource(file: string, text: string): Source {
  const format = formats[/\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? ''];
  if (!format)
    throw new PrenoticeError(
      `${file} is of a kind that cannot be imported`,
      'Save it as .md, .mdx, .txt (Markdown) or .html and import that file.',
    );
  if (text.includes('\0'))
    throw new PrenoticeError(
      `${file} is not a text file`,
      'Save it as plain text (UTF-8) and import that file.',
    );
  const source = format === 'html' ? readHtml(text) : readMarkdown(file, text, format);
  if (source.blocks.length === 0)
    throw new PrenoticeError(`${file} has no text`, 'Import a file with the text of the policy.');
  return source;
}

function readMarkdown(file: string, text: string, format: 'md' | 'mdx'): Source {
  const { yaml, body, bodyOffset, yamlOffset } = splitFrontMatter(text);
  const { document, problems } = parse(body, format);
  if (problems.length > 0)
    throw new PrenoticeError(
      `${file} cannot be read as MDX`,
      'Mend these places, or rename the file to .md to read it as Markdown.',
      {
        problems: problems.map((problem) => ({ ...problem, line: problem.line + bodyOffset, file })),
      },
    );
  const title = document.title;
  const flat = flattenDocument(document).map((block, index) =>
    index === 0 && title ? { ...block, line: lineOf(body, /^\s*#\s|^=+\s*$/) } : block,
  );
  const shifted = flat.map((block) =>
    block.line === undefined ? block : { ...block, line: block.line + bodyOffset },
  );
  const blocks = format === 'mdx' ? shifted : shifted.map((block) => mapInlines(block, repairEmphasis));
  return { blocks: unfoldLists(blocks), ...readFields(yaml, yamlOffset) };
}

const lineOf = (text: string, pattern: RegExp): number =>
  text.split('\n').findIndex((line) => pattern.test(line)) + 1;

/** Title and subtitle are text of the document; the rest of front matter is for the old site. */
function readFields(yaml: string, offset: number): Omit<Source, 'blocks'> {
  let fields: unknown;
  try {
    fields = yaml.trim() === '' ? {} : parseYaml(yaml, { maxAliasCount: 0, logLevel: 'silent' });
  } catch {
    fields = {};
  }
  const field = (...names: string[]) => {
    for (const name of names) {
      const value =
        fields && typeof fields === 'object' ? (fields as Record<string, unknown>)[name] : undefined;
      if (typeof value === 'string' && value.trim() !== '') return value.trim();
    }
    return null;
  };
  const title = field('title', 'Title', 'name', 'heading');
  const subtitle = field('subtitle', 'Subtitle', 'sub_title', 'subheading');
  const dropped: Dropped[] = [];
  for (const [index, line] of yaml.split('\n').entries()) {
    const words = line.replace(/['"]/g, '');
    if (
      line.trim() === '' ||
      (title && words.includes(title) && !/^\s/.test(line)) ||
      (subtitle && words.includes(subtitle) && !/^\s/.test(line))
    )
      continue;
    dropped.push({ text: line.trim(), reason: 'front matter of the old site', line: index + 1 + offset });
  }
  return { title, subtitle, dropped };
}

/** Elements that are never part of a policy, wherever they stand. */
const furniture: Record<string, string> = {
  nav: 'navigation',
  aside: 'beside the text',
  form: 'form',
  button: 'button',
  dialog: 'dialog',
  select: 'form',
  label: 'form',
};

function readHtml(text: string): Source {
  const tree = htmlTree(text);
  const dropped: Dropped[] = [];
  const head = find(tree, (element) => element.tagName === 'title');
  const main =
    find(tree, (element) => element.tagName === 'main' || element.properties.role === 'main') ??
    find(tree, (element) => element.tagName === 'article');
  const body = find(tree, (element) => element.tagName === 'body') ?? tree;
  const root = main && wordsIn(main) * 2 > wordsIn(body) ? main : body;
  if (root !== body) dropOutside(body, root, dropped);
  prune(root, root === body, dropped);
  return {
    blocks: unfoldLists(blocksFromHast(root)),
    title: head ? normalizeSpace(textIn(head)) || null : null,
    subtitle: null,
    dropped,
  };
}

function find(node: Root | Element, test: (element: Element) => boolean): Element | undefined {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    if (test(child)) return child;
    const inside = find(child, test);
    if (inside) return inside;
  }
  return undefined;
}

const hidden = new Set(['script', 'style', 'template', 'noscript', 'svg', 'head']);

function textIn(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && hidden.has(node.tagName)) return '';
  return 'children' in node ? node.children.map(textIn).join(' ') : '';
}

const wordsIn = (node: Nodes): number => normalizeSpace(textIn(node)).split(' ').length;

function dropOutside(node: Root | Element, keep: Element | Root, dropped: Dropped[]): void {
  for (const child of node.children) {
    if (child === keep) continue;
    if (child.type === 'element' && contains(child, keep)) dropOutside(child, keep, dropped);
    else report(child, 'outside the main part of the page', dropped);
  }
}

const contains = (element: Element, other: Element | Root): boolean =>
  element.children.some((child) => child === other || (child.type === 'element' && contains(child, other)));

function report(node: Nodes, reason: string, dropped: Dropped[]): void {
  const text = normalizeSpace(textIn(node));
  if (text !== '') dropped.push({ text, reason, line: node.position?.start.line ?? 0 });
}

/** Takes navigation and the like out of the tree; a page's own header stays when it holds the title. */
function prune(node: Root | Element, top: boolean, dropped: Dropped[]): void {
  node.children = (node.children as ElementContent[]).filter((child) => {
    if (child.type !== 'element') return true;
    const role = String(child.properties.role ?? '');
    const reason =
      furniture[child.tagName] ??
      (['navigation', 'banner', 'contentinfo', 'complementary', 'search', 'dialog'].includes(role)
        ? role
        : undefined) ??
      (top && child.tagName === 'footer' ? 'footer of the page' : undefined) ??
      (top && child.tagName === 'header' && !find(child, (e) => e.tagName === 'h1')
        ? 'header of the page'
        : undefined) ??
      (child.properties.hidden || child.properties.ariaHidden === 'true' ? 'hidden on the page' : undefined);
    if (reason) {
      report(child, reason, dropped);
      return false;
    }
    const wrapper = ['div', 'body'].includes(child.tagName);
    prune(child, top && wrapper, dropped);
    return true;
  }) as typeof node.children;
}

/**
 * Clauses written as items of one big numbered list (`1. ### Eligibility`, `1. Introduction. We …`) become paragraphs
 * and headings with their numbers, so that they are recognised like all others.
 */
function unfoldLists(blocks: readonly Block[]): Block[] {
  const headings = blocks.filter((block) => block.type === 'heading').length;
  return blocks.flatMap((block) => {
    if (block.type !== 'list' || block.items.length < 2) return [block];
    if (!block.ordered)
      return headings <= 2 && block.items.length >= 3 && block.items.every(isQuestion)
        ? block.items.flatMap(titledItem)
        : [block];
    const headed = block.items.filter((item) => item.children[0]?.type === 'heading').length;
    const long = block.items.filter(opensLikeClause).length;
    const clauses =
      headed * 2 > block.items.length ||
      (headings <= 2 && block.items.length >= 3 && long * 3 >= block.items.length * 2);
    return clauses
      ? block.items.flatMap((item, index) => numberedItem(item, block.start + index, block.line))
      : [block];
  });
}

/** A page whose sections fold open: every item has a short line of its own and text below. */
function isQuestion(item: ListItem): boolean {
  const [first, ...rest] = item.children;
  return (
    first?.type === 'paragraph' &&
    rest.length > 0 &&
    isTitle(normalizeSpace(inlineText(first.children)), { marked: true, alone: true, ended: false })
  );
}

function titledItem(item: ListItem): Block[] {
  const [first, ...rest] = item.children;
  return first?.type === 'paragraph'
    ? [{ type: 'heading', level: 2, children: first.children, line: first.line }, ...rest]
    : item.children;
}

/** `Introduction. We are …` or `**Introduction** …`, with a good deal of text behind it. */
function opensLikeClause(item: ListItem): boolean {
  const first = item.children[0];
  if (first?.type !== 'paragraph') return false;
  const text = normalizeSpace(
    first.children
      .map((node) => (node.type === 'text' ? node.value : 'children' in node ? 'x' : ''))
      .join(''),
  );
  const titled = first.children[0]?.type === 'strong' || /^\p{Lu}[^.:;,]{2,60}[.:]\s+\p{Lu}/u.test(text);
  return titled && (text.length > 160 || item.children.length > 1);
}

function numberedItem(item: ListItem, number: number, line: number | undefined): Block[] {
  const [first, ...rest] = item.children;
  const marker = { type: 'text', value: `${number}. ` } as const;
  if (first?.type === 'heading' || first?.type === 'paragraph')
    return [{ ...first, children: [marker, ...first.children], line: first.line ?? line }, ...rest];
  return [{ type: 'paragraph', children: [marker], line }, ...item.children];
}
