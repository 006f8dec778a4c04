import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DefaultTreeAdapterTypes, parse, defaultTreeAdapter as tree } from 'parse5';

export type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode;
type Parent = DefaultTreeAdapterTypes.ParentNode;

export interface BuiltPage {
  /** From the site's root: `privacy/4/index.html`. */
  path: string;
  source: string;
  root: DefaultTreeAdapterTypes.Document;
}

/** Every HTML page of a built site. */
export function pagesOf(out: string): BuiltPage[] {
  return filesOf(out)
    .filter((path) => path.endsWith('.html'))
    .map((path) => {
      const source = readFileSync(join(out, path), 'utf8');
      return { path, source, root: parse(source) };
    });
}

export function filesOf(out: string): string[] {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1))
    .sort();
}

function* elementsOf(parent: Parent): Generator<Element> {
  for (const node of parent.childNodes) {
    if (!tree.isElementNode(node)) continue;
    yield node;
    yield* elementsOf(node);
  }
}

export const attributeOf = (element: Element, name: string): string | undefined =>
  element.attrs.find((attr) => attr.name === name)?.value;

export const find = (page: BuiltPage, test: (element: Element) => boolean): Element[] =>
  [...elementsOf(page.root)].filter(test);

const blocks = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'ul',
  'ol',
  'td',
  'th',
  'tr',
  'table',
  'blockquote',
  'div',
  'section',
  'pre',
  'dt',
  'dd',
  'dl',
  'br',
  'hr',
]);

/** Text as a reader sees it: blocks apart, everything inside a line joined. White space is left to the caller. */
export function textOf(node: Node): string {
  if (tree.isTextNode(node)) return node.value;
  if (!tree.isElementNode(node)) return '';
  const inner = node.childNodes.map(textOf).join('');
  return blocks.has(node.tagName) ? `\n${inner}\n` : inner;
}
