import {
  type DefaultTreeAdapterTypes,
  html,
  parseFragment,
  serialize,
  defaultTreeAdapter as tree,
} from 'parse5';
import { safeUrl } from '../policy/safe-url.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode;
type Parent = DefaultTreeAdapterTypes.ParentNode;

export interface RedlinePageOptions {
  /** Level of the topmost headings, 2–6; deeper ones follow without a gap. */
  headingLevel: number;
  /** Put before every id and every link to one, when a page holds several redlines. */
  prefix: string;
  /** Name of the scroll region around a table, by the heading it stands under; `nth` counts those of one heading. */
  tableLabel: (heading: string, nth: number) => string;
  pictureLabel: (alt: string) => string;
  /** Names of the links between the two places of moved text. */
  movedTo: string;
  movedFrom: string;
}

/**
 * A redline fragment made fit for a page: headings in the page's outline, tables in a region that scrolls, no address
 * that could run code, no picture from another site, ids told apart, the two places of moved text linked. Texts and marks stay as they are.
 */
export function redlinePageHtml(fragment: string, options: RedlinePageOptions): string {
  const root = parseFragment(fragment);
  const open: number[] = [];
  const tables = new Map<string, number>();
  let heading = '';
  const visit = (parent: Parent) => {
    for (const node of [...parent.childNodes]) {
      if (!tree.isElementNode(node)) continue;
      const level = /^h([1-6])$/.exec(node.tagName)?.[1];
      if (level) {
        while (open.length > 0 && (open.at(-1) ?? 0) >= Number(level)) open.pop();
        open.push(Number(level));
        heading = textOf(node).replace(/\s+/g, ' ').trim();
        rename(node, `h${Math.min(6, options.headingLevel + open.length - 1)}`);
      }
      prefixIds(node, options.prefix);
      visit(node);
      if (node.tagName === 'a') mendLink(node);
      else if (node.tagName === 'img') mendPicture(node, options);
      else if (node.tagName === 'table') {
        const nth = (tables.get(heading) ?? 0) + 1;
        tables.set(heading, nth);
        wrapTable(node, options.tableLabel(heading, nth));
      } else if (node.tagName === 'th' || node.tagName === 'td') mendCell(node);
      else if (node.tagName === 'pre') setAttribute(node, 'tabindex', '0');
    }
  };
  visit(root);
  linkMoves(root, options);
  return serialize(root);
}

const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((attr) => attr.name === name)?.value;

function setAttribute(element: Element, name: string, value: string | null): void {
  element.attrs = element.attrs.filter((attr) => attr.name !== name);
  if (value !== null) element.attrs.push({ name, value });
}

function rename(element: Element, tagName: string): void {
  element.tagName = tagName;
  element.nodeName = tagName;
}

function prefixIds(element: Element, prefix: string): void {
  const id = attribute(element, 'id');
  if (id !== undefined) setAttribute(element, 'id', prefix + id);
  const href = element.tagName === 'a' ? attribute(element, 'href') : undefined;
  if (href?.startsWith('#') && href.length > 1) setAttribute(element, 'href', `#${prefix}${href.slice(1)}`);
}

function mendLink(element: Element): void {
  const url = safeUrl(attribute(element, 'href') ?? '');
  if (url === null) setAttribute(element, 'href', null);
}

function mendPicture(element: Element, options: RedlinePageOptions): void {
  const url = safeUrl(attribute(element, 'src') ?? '');
  const alt = attribute(element, 'alt') ?? '';
  if (url !== null && !/^(https?:)?\/\//i.test(url)) return;
  rename(element, url === null ? 'span' : 'a');
  element.attrs =
    url === null
      ? []
      : [attr('class', 'picture'), attr('href', url), attr('aria-label', options.pictureLabel(alt))];
}

function wrapTable(element: Element, label: string): void {
  const region = tree.createElement('div', html.NS.HTML, [
    attr('class', 'table'),
    attr('role', 'region'),
    attr('tabindex', '0'),
    attr('aria-label', label),
  ]);
  const parent = element.parentNode as Parent;
  tree.insertBefore(parent, region, element);
  tree.detachNode(element);
  tree.appendChild(region, element);
}

function mendCell(element: Element): void {
  const align = attribute(element, 'align');
  setAttribute(element, 'align', null);
  if (align === 'right' || align === 'center') setAttribute(element, 'class', align);
  if (element.tagName !== 'th') return;
  // A header cell without text names nothing; as a plain cell nobody hears an empty header.
  if (textOf(element).trim() === '') rename(element, 'td');
  else setAttribute(element, 'scope', 'col');
}

/** Puts a link at the head of each place of a moved text, to the other place. Its words are in its name only, so they are no text. */
function linkMoves(root: Parent, options: RedlinePageOptions): void {
  const places = new Map<string, { del?: Element; ins?: Element }>();
  const visit = (parent: Parent) => {
    for (const node of parent.childNodes) {
      if (!tree.isElementNode(node)) continue;
      const move = attribute(node, 'data-move');
      if (move !== undefined && (node.tagName === 'del' || node.tagName === 'ins')) {
        const place = places.get(move) ?? {};
        place[node.tagName] ??= node;
        places.set(move, place);
      }
      visit(node);
    }
  };
  visit(root);
  for (const [move, { del, ins }] of places) {
    if (!del || !ins) continue;
    const idOf = (element: Element): string => {
      const id = attribute(element, 'id') ?? `${options.prefix}move-${move}-${element.tagName}`;
      setAttribute(element, 'id', id);
      return id;
    };
    const link = (element: Element, to: Element, label: string) => {
      const anchor = tree.createElement('a', html.NS.HTML, [
        attr('class', 'move-link'),
        attr('href', `#${idOf(to)}`),
        attr('aria-label', label),
      ]);
      const first = element.childNodes[0];
      if (first) tree.insertBefore(element, anchor, first);
      else tree.appendChild(element, anchor);
    };
    link(del, ins, options.movedTo);
    link(ins, del, options.movedFrom);
  }
}

const textOf = (node: Node): string =>
  tree.isTextNode(node) ? node.value : tree.isElementNode(node) ? node.childNodes.map(textOf).join('') : '';

const attr = (name: string, value: string) => ({ name, value });
