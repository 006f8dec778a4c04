import type { Element, ElementContent, Nodes, Root } from 'hast';
import { blocksFromHast } from '../../policy/from-hast.ts';
import { htmlTree } from '../../policy/parse.ts';
import { normalizeSpace } from '../../policy/text.ts';
import { namesDocument } from '../../policy/titles.ts';
import { addressOf, mendTree, placesIn } from './html-mends.ts';
import { countHeadings, find, findAround, isConsentBanner, isOpener, textIn, wordsIn } from './main-part.ts';
import type { Dropped } from './report.ts';
import type { Source } from './source.ts';
import { unfoldLists } from './unfold.ts';
import { mendWord } from './word.ts';

/** Elements that are never part of a policy, wherever they stand. */
const furniture: Record<string, string> = {
  nav: 'navigation',
  aside: 'beside the text',
  form: 'form',
  button: 'button',
  dialog: 'dialog',
  select: 'form',
  textarea: 'form',
  label: 'form',
  noscript: 'for browsers without scripts',
  object: 'embedded',
  iframe: 'embedded',
};

/** The main part of a page as blocks, without navigation, forms and what is hidden. */
export function readHtml(text: string): Source {
  const tree = htmlTree(text);
  mendWord(tree);
  const dropped: Dropped[] = [];
  const head = find(tree, (element) => element.tagName === 'title');
  const main =
    find(tree, (element) => element.tagName === 'main' || element.properties.role === 'main') ??
    find(tree, (element) => element.tagName === 'article');
  const body = find(tree, (element) => element.tagName === 'body') ?? tree;
  const part = main && wordsIn(main) * 2 > wordsIn(body) ? main : body;
  const article = find(part, (element) => element.tagName === 'article');
  const root = article && wordsIn(article) * 3 > wordsIn(part) * 2 ? article : part;
  const title = titleOf(body, root, head);
  const address = addressOf(tree);
  if (root !== body) dropOutside(body, root, dropped);
  const { way, around } = findAround(root);
  if (root === body) dropAround(root, around, dropped);
  // A table around the whole text is layout.
  for (const element of way)
    if (['table', 'tbody', 'tr', 'td'].includes(element.tagName)) element.tagName = 'div';
  prune(root, { top: root === body, words: wordsIn(root), kinds: countHeadings(root) }, dropped);
  dropped.push(...mendTree(root, address));
  return {
    blocks: unfoldLists(blocksFromHast(root)),
    title,
    subtitle: null,
    dated: [],
    places: placesIn(root),
    dropped,
    doubts: [],
  };
}

/** A page's heading may stand above its main part; the title of the window is the last resort. */
function titleOf(body: Root | Element, root: Root | Element, head: Element | undefined): string | null {
  const words = (element: Element | undefined) => (element ? normalizeSpace(textIn(element)) : '');
  const heading =
    root === body || find(root, ({ tagName }) => tagName === 'h1')
      ? undefined
      : find(body, (element) => element.tagName === 'h1' && namesDocument(words(element)));
  return words(heading) || words(head) || null;
}

function dropOutside(node: Root | Element, keep: Element | Root, dropped: Dropped[]): void {
  for (const child of node.children) {
    if (child === keep) continue;
    if (child.type === 'element' && contains(child, keep)) dropOutside(child, keep, dropped);
    else report(child, 'outside the main part of the page', dropped);
  }
}

const contains = (element: Element, other: Element | Root): boolean =>
  element.children.some((child) => child === other || (child.type === 'element' && contains(child, other)));

function dropAround(
  root: Root | Element,
  found: readonly { node: Nodes; reason: string }[],
  dropped: Dropped[],
): void {
  const around = new Map(found.map(({ node, reason }) => [node, reason]));
  const walk = (node: Root | Element) => {
    node.children = (node.children as ElementContent[]).filter((child) => {
      const reason = around.get(child);
      if (reason) report(child, reason, dropped);
      else if (child.type === 'element') walk(child);
      return !reason;
    }) as typeof node.children;
  };
  if (around.size > 0) walk(root);
}

function report(node: Nodes, reason: string, dropped: Dropped[]): void {
  const text = normalizeSpace(textIn(node));
  if (text !== '') dropped.push({ text, reason, line: node.position?.start.line ?? 0 });
}

/** What folds open holds text, hidden until somebody asks for it; a remark for screen readers is shorter. */
const mostHidden = 12;

/** Takes navigation and the like out of the tree; a page's own header stays when it holds the title. */
function prune(
  node: Root | Element,
  page: { top: boolean; words: number; kinds: ReadonlyMap<string, number> },
  dropped: Dropped[],
): void {
  const { top } = page;
  node.children = (node.children as ElementContent[]).filter((child) => {
    if (child.type !== 'element') return true;
    const role = String(child.properties.role ?? '');
    const reason =
      (isOpener(child) ? undefined : furniture[child.tagName]) ??
      (['navigation', 'banner', 'contentinfo', 'complementary', 'search', 'dialog', 'alertdialog'].includes(
        role,
      )
        ? role
        : undefined) ??
      (isConsentBanner(child, wordsIn(child), page.words, page.kinds) ? 'cookie banner' : undefined) ??
      (top && child.tagName === 'footer' ? 'footer of the page' : undefined) ??
      (top && child.tagName === 'header' && !find(child, (e) => e.tagName === 'h1')
        ? 'header of the page'
        : undefined) ??
      (isHidden(child) && wordsIn(child) < mostHidden ? 'hidden on the page' : undefined);
    if (reason) {
      report(child, reason, dropped);
      return false;
    }
    const wrapper = ['div', 'body'].includes(child.tagName);
    prune(child, { ...page, top: top && wrapper }, dropped);
    return true;
  }) as typeof node.children;
}

const isHidden = ({ properties: { hidden, ariaHidden, style } }: Element): boolean =>
  Boolean(hidden) ||
  ariaHidden === 'true' ||
  /display:\s*none|visibility:\s*hidden/i.test(String(style ?? ''));
