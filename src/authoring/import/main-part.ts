import type { Element, Nodes, Root } from 'hast';
import { normalizeSpace } from '../../policy/text.ts';

/** What stands around the text of a page, told by its own names for its parts. */
const aroundNames =
  /(^|[-_])(footer|foot|menu|nav|navbar|navigation|sidebar|breadcrumbs?|modals?|popin|popup|overlay|masthead|topbar|toolbar|skip|drawer|cta)([-_]|$)/i;

/** Names of boxes beside the text that are just as well those of clauses: what is shared, with which networks, on signing up. */
const topicNames = /(^|[-_])(share|sharing|social|related|newsletter|subscribe|login|signup|promo)([-_]|$)/i;

/** Banners that ask for consent to cookies: the names that the common tools give them, and what others call them. */
const consentTools =
  /^(onetrust|ot-sdk|cookiebot|CybotCookiebot|didomi|usercentrics|osano|iubenda-cs|truste|termly|cky-|cmplz|qc-cmp2|fc-consent|hs-eu-cookie|cc-(banner|window)|axeptio|tarteaucitron|sp_message)/i;
const consentNames =
  /(^|[-_])(cookies?|consent|gdpr|rgpd)[-_]?(consent|banner|bar|popup|popin|modal|overlay|dialog|wall|alert|prompt|toast|message)([-_]|$)/i;

const namesOf = (element: Element): string[] => {
  const { className, id } = element.properties;
  return [...(Array.isArray(className) ? className.map(String) : []), ...(id ? [String(id)] : [])];
};

/** Words of a button that gives consent; no clause of a text has one. */
const agrees =
  /^(yes,? )?(i )?(accept|allow|agree|ok|okay|got it|understood|akzeptieren|zustimmen|verstanden|accepter|aceptar|alle[ns]? (akzeptieren|zulassen)|tout accepter)( all| tout| todo| todas)?( (the )?cookies)?\W*$/i;

const isButton = ({ tagName, properties }: Element): boolean =>
  tagName === 'button' || properties.role === 'button';

/**
 * A banner that asks for consent, however it is built: a small box with a button in it. A clause on cookies may have the same
 * name, and links; headed as the page's others are, it is a banner only with a button that agrees. `kinds`: the headings of the
 * page, as `countHeadings` gives them.
 */
export function isConsentBanner(
  element: Element,
  words: number,
  all: number,
  kinds: ReadonlyMap<string, number>,
): boolean {
  if (!['div', 'section', 'aside'].includes(element.tagName) || words * 4 >= all) return false;
  const names = namesOf(element);
  const tool = names.some((name) => consentTools.test(name));
  if (!tool && !names.some((name) => consentNames.test(name))) return false;
  const says = (part: Element) => agrees.test(normalizeSpace(textIn(part)));
  if (headsClause(element, kinds)) return find(element, (part) => isButton(part) && says(part)) !== undefined;
  const answers = (part: Element) => isButton(part) || (part.tagName === 'a' && (tool || says(part)));
  return find(element, answers) !== undefined;
}

/** How many headings of each kind (`h2` …) there are. */
export function countHeadings(node: Root | Element, counts = new Map<string, number>()): Map<string, number> {
  for (const child of elementsIn(node)) {
    if (/^h[1-6]$/.test(child.tagName)) counts.set(child.tagName, (counts.get(child.tagName) ?? 0) + 1);
    countHeadings(child, counts);
  }
  return counts;
}

/** Holds a heading of a kind that stands elsewhere on the page too: its clauses are headed so. */
const headsClause = (element: Element, kinds: ReadonlyMap<string, number>): boolean =>
  [...countHeadings(element)].some(([kind, count]) => (kinds.get(kind) ?? 0) > count);

export function find(node: Root | Element, test: (element: Element) => boolean): Element | undefined {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    if (test(child)) return child;
    const inside = find(child, test);
    if (inside) return inside;
  }
  return undefined;
}

const hidden = new Set(['script', 'style', 'template', 'noscript', 'svg', 'head']);

export function textIn(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && hidden.has(node.tagName)) return '';
  return 'children' in node ? node.children.map(textIn).join(' ') : '';
}

export const wordsIn = (node: Nodes): number =>
  normalizeSpace(textIn(node)).split(' ').filter(Boolean).length;

/** A button that folds a part of the text open: its words are the title of that part. */
export const isOpener = (element: Element): boolean =>
  element.tagName === 'button' &&
  (element.properties.ariaExpanded !== undefined || element.properties.ariaControls !== undefined) &&
  wordsIn(element) > 1;

/** What is never prose: menus and what one clicks. */
const noProse = new Set(['nav', 'button', 'form', 'dialog', 'select', 'footer', 'aside', ...hidden]);

function proseIn(node: Nodes): number {
  if (node.type === 'text') return normalizeSpace(node.value).split(' ').filter(Boolean).length;
  if (!('children' in node)) return 0;
  if (node.type === 'element') {
    if (noProse.has(node.tagName) && !isOpener(node)) return 0;
    // Addresses to write to are text, links that lead on are not.
    if (node.tagName === 'a' && !isAddress(node)) return 0;
  }
  return node.children.reduce((sum: number, child) => sum + proseIn(child), 0);
}

const isAddress = ({ properties: { href } }: Element): boolean =>
  /^(mailto|tel):|email-protection/i.test(String(href ?? ''));

const elementsIn = (node: Root | Element): Element[] =>
  (node.children as Nodes[]).filter((child): child is Element => child.type === 'element');

/**
 * The way from `root` down to the element with most of the prose, and what stands beside that way and is no text of the
 * document (menus, footers, banners), with the reason: for a page that does not say where its main part is.
 */
export function findAround(root: Root | Element): {
  way: Element[];
  around: { node: Nodes; reason: string }[];
} {
  const all = proseIn(root);
  const kinds = countHeadings(root);
  const way: Element[] = [];
  const around: { node: Nodes; reason: string }[] = [];
  const judge = (element: Element): void => {
    const reason = reasonAround(element, all, kinds);
    if (reason) around.push({ node: element, reason });
    // Only the title and its like stay of a part that holds it.
    else if (find(element, isTitle)) elementsIn(element).forEach(judge);
  };
  let at: Root | Element | undefined = root;
  while (at && all > 0) {
    const elements = elementsIn(at);
    const next = elements.find((child) => proseIn(child) * 10 >= all * 7);
    if (next) for (const child of elements) child !== next && judge(child);
    else edgesOf(elements).forEach(judge);
    if (next) way.push(next);
    at = next;
  }
  return { way, around };
}

const isTitle = ({ tagName }: Element): boolean => tagName === 'h1';

/** Where the text itself has several parts, what stands before the first and after the last. */
function edgesOf(elements: readonly Element[]): Element[] {
  const long = (element: Element) => proseIn(element) >= 30;
  const [first, last] = [elements.findIndex(long), elements.findLastIndex(long)];
  return elements.filter(
    ({ tagName }, index) =>
      (index < first || index > last) &&
      ['div', 'section', 'header', 'footer', 'span', 'a'].includes(tagName),
  );
}

const boxes = new Set(['div', 'section', 'header', 'footer', 'aside', 'span', 'a', 'td', 'center']);

/** A line that dates the text, a heading, an address to write to or a sentence beside the main part belongs to the document; the rest is the page's. */
function reasonAround(element: Element, all: number, kinds: ReadonlyMap<string, number>): string | null {
  const text = normalizeSpace(textIn(element));
  if (text === '' || isTitle(element) || find(element, isTitle)) return null;
  const words = wordsIn(element);
  const prose = proseIn(element);
  const sentence = /(\p{L}+\P{L}+){7,}\p{L}+[^.!?]*[.!?:]/u.test(text);
  const clause = headsClause(element, kinds);
  const named = (names: RegExp) => prose * 5 < all && ownNames(element).some((name) => names.test(name));
  if (
    (named(aroundNames) && !(element.tagName === 'section' && clause && sentence)) ||
    (named(topicNames) && !clause && (!sentence || find(element, isAsking)))
  )
    return 'beside the text of the page';
  if (prose * 2 <= words) return 'links beside the text of the page';
  if (/^©|©\s*(copyright )?.{0,40}\d{4}|all rights reserved/i.test(text) && words < 40)
    return 'footer of the page';
  // Paragraphs and lists are text, however short; boxes may hold anything.
  if (!boxes.has(element.tagName)) return null;
  const dated = /\b(19|20)\d\d\b/.test(text) && words < 40;
  const heading = (part: Element) => /^h[2-6]$/.test(part.tagName) || isOpener(part);
  const kept = (part: Element) => heading(part) || isAddress(part);
  return dated || kept(element) || find(element, kept) || sentence ? null : 'beside the text of the page';
}

const isAsking = (element: Element): boolean =>
  isButton(element) || ['form', 'input'].includes(element.tagName);

/** Names of an element and of what it does nothing but wrap. */
function ownNames(element: Element): string[] {
  const [only, ...others] = elementsIn(element);
  return [...namesOf(element), ...(only && others.length === 0 ? ownNames(only) : [])];
}
