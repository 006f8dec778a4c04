import type { Element, ElementContent, Nodes, Root } from 'hast';
import { blocksFromHast } from '../../policy/from-hast.ts';
import { htmlTree } from '../../policy/parse.ts';
import { normalizeSpace } from '../../policy/text.ts';
import type { Dropped } from './report.ts';
import type { Source } from './source.ts';
import { unfoldLists } from './unfold.ts';

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

/** The main part of a page as blocks, without navigation, forms and what is hidden. */
export function readHtml(text: string): Source {
  const tree = htmlTree(text);
  const dropped: Dropped[] = [];
  const head = find(tree, (element) => element.tagName === 'title');
  const main =
    find(tree, (element) => element.tagName === 'main' || element.properties.role === 'main') ??
    find(tree, (element) => element.tagName === 'article');
  const body = find(tree, (element) => element.tagName === 'body') ?? tree;
  const part = main && wordsIn(main) * 2 > wordsIn(body) ? main : body;
  const article = find(part, (element) => element.tagName === 'article');
  const root = article && wordsIn(article) * 3 > wordsIn(part) * 2 ? article : part;
  if (root !== body) dropOutside(body, root, dropped);
  prune(root, root === body, dropped);
  return {
    blocks: unfoldLists(blocksFromHast(root)),
    title: head ? normalizeSpace(textIn(head)) || null : null,
    subtitle: null,
    dropped,
    doubts: [],
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

/** What folds open holds text, hidden until somebody asks for it; a remark for screen readers is shorter. */
const mostHidden = 12;

/** Takes navigation and the like out of the tree; a page's own header stays when it holds the title. */
function prune(node: Root | Element, top: boolean, dropped: Dropped[]): void {
  node.children = (node.children as ElementContent[]).filter((child) => {
    if (child.type !== 'element') return true;
    const role = String(child.properties.role ?? '');
    const opener =
      child.tagName === 'button' &&
      (child.properties.ariaExpanded !== undefined || child.properties.ariaControls !== undefined) &&
      wordsIn(child) > 1;
    const reason =
      (opener ? undefined : furniture[child.tagName]) ??
      (['navigation', 'banner', 'contentinfo', 'complementary', 'search', 'dialog'].includes(role)
        ? role
        : undefined) ??
      (top && child.tagName === 'footer' ? 'footer of the page' : undefined) ??
      (top && child.tagName === 'header' && !find(child, (e) => e.tagName === 'h1')
        ? 'header of the page'
        : undefined) ??
      ((child.properties.hidden || child.properties.ariaHidden === 'true') && wordsIn(child) < mostHidden
        ? 'hidden on the page'
        : undefined);
    if (reason) {
      report(child, reason, dropped);
      return false;
    }
    const wrapper = ['div', 'body'].includes(child.tagName);
    prune(child, top && wrapper, dropped);
    return true;
  }) as typeof node.children;
}
