import type { Element, ElementContent, Nodes, Root, Text } from 'hast';
import { normalizeSpace } from '../../policy/text.ts';
import { placeOf } from './links.ts';
import { find, textIn } from './main-part.ts';
import type { Dropped } from './report.ts';

/** Where a saved page stood, from its own head; null when it does not say. */
export function addressOf(tree: Root): URL | null {
  const named = (tagName: string, key: string, value: string) =>
    find(tree, ({ tagName: own, properties }) => own === tagName && [properties[key]].flat().includes(value));
  const written = [
    find(tree, ({ tagName }) => tagName === 'base')?.properties.href,
    named('link', 'rel', 'canonical')?.properties.href,
    named('meta', 'property', 'og:url')?.properties.content,
  ];
  for (const text of written) {
    const url = URL.parse(String(text ?? ''));
    if (url && /^https?:$/.test(url.protocol)) return url;
  }
  return null;
}

/**
 * Mends what a page needs its scripts or styles for: addresses hidden from robots, lines of text set apart by styles alone, links that
 * count from the page's own place. Changes the tree; returns the words that were replaced.
 */
export function mendTree(root: Root | Element, address: URL | null): Dropped[] {
  const replaced: Dropped[] = [];
  const walk = (node: Root | Element) => {
    node.children = (node.children as ElementContent[]).flatMap((child): ElementContent[] => {
      if (child.type === 'text') return linesOf(child, node);
      if (child.type !== 'element') return [child];
      showAddress(child, replaced);
      if (child.tagName === 'a' && child.properties.href !== undefined)
        child.properties.href = resolve(String(child.properties.href), address);
      walk(child);
      if (isParagraph(child)) child.tagName = 'p';
      return [child];
    }) as typeof node.children;
  };
  const spans = spanParagraphs(root);
  const isParagraph = (element: Element) => spans.has(element);
  walk(root);
  return replaced;
}

/** Cloudflare writes e-mail addresses as hexadecimal, each byte combined with the first, and shows `[email protected]` until a script has run. */
function showAddress(element: Element, replaced: Dropped[]): void {
  const { dataCfemail, href } = element.properties;
  const code = String(
    dataCfemail ?? /\/cdn-cgi\/l\/email-protection#([0-9a-f]+)/i.exec(String(href ?? ''))?.[1] ?? '',
  );
  if (!/^([0-9a-f]{2}){4,}$/i.test(code)) return;
  const bytes = Buffer.from(code, 'hex');
  const mail = Buffer.from(bytes.subarray(1).map((byte) => byte ^ bytes[0]!)).toString('utf8');
  if (!/^[^\s@<>"():;,]+@[\p{L}\p{N}.-]+$/u.test(mail)) return;
  if (element.tagName === 'a') element.properties.href = `mailto:${mail}`;
  const shown = normalizeSpace(textIn(element));
  if (!/^\[email.protected\]$/i.test(shown)) return;
  delete element.properties.dataCfemail;
  replaced.push({ text: shown, reason: `written out: ${mail}`, line: element.position?.start.line ?? 0 });
  element.children = [{ type: 'text', value: mail }];
}

/** A link that counts from the page's place as a full address; one into the page itself as `#…`. */
function resolve(href: string, address: URL | null): string {
  const url = address && !href.startsWith('#') ? URL.parse(href, address) : null;
  if (!url || !address || !/^https?:$/.test(url.protocol)) return href;
  const own =
    url.hash !== '' &&
    url.host + url.pathname + url.search === address.host + address.pathname + address.search;
  if (own) return url.hash;
  return /^[a-z][a-z0-9+.-]*:/i.test(href.trim()) ? href : url.href;
}

/** Long text with empty lines in it, whose lines only a style (`white-space: pre-line`) sets apart. */
function linesOf(text: Text, parent: Root | Element): ElementContent[] {
  const inside = parent.type === 'element' ? parent.tagName : '';
  if (['pre', 'code', 'script', 'style'].includes(inside)) return [text];
  const parts = text.value.split(/\n[ \t]*\n\s*/);
  if (parts.length < 4 || text.value.length < 600) return [text];
  return parts.map((value) => ({
    type: 'element',
    tagName: 'p',
    properties: {},
    children: [{ ...text, value }],
  }));
}

/** Runs of `<span>` that stand for paragraphs: many in a row, nothing between them, most ending as sentences or titles do. */
function spanParagraphs(root: Root | Element): Set<Element> {
  const found = new Set<Element>();
  const visit = (node: Root | Element) => {
    const elements = (node.children as Nodes[]).filter((child): child is Element => child.type === 'element');
    const others = node.children.some((child) => child.type === 'text' && child.value.trim() !== '');
    const spans = elements.filter(({ tagName }) => tagName === 'span' || tagName === 'br');
    const box =
      node.type === 'element' && ['div', 'section', 'article', 'main', 'body'].includes(node.tagName);
    if (box && !others && spans.length === elements.length) {
      const texts = spans.map((span) => normalizeSpace(textIn(span))).filter(Boolean);
      const sentences = texts.filter((text) => text.split(' ').length >= 8 && /[.!?:;]\W*$/u.test(text));
      if (texts.length >= 6 && sentences.length * 3 >= texts.length)
        for (const span of spans) if (span.tagName === 'span') found.add(span);
    }
    for (const child of elements) visit(child);
  };
  visit(root);
  return found;
}

/** What stands at the places that links of the page lead to: the first words from there on. */
export function placesIn(root: Root | Element): Map<string, string> {
  const wanted = new Set<string>();
  const open = new Map<string, string>();
  const done = new Map<string, string>();
  const visit = (node: Nodes, first: boolean): void => {
    if (node.type === 'text' && !first) {
      const words = normalizeSpace(node.value);
      if (words === '') return;
      for (const [place, before] of open) {
        const text = `${before} ${words}`.trim();
        open.set(place, text);
        if (text.length < 120) continue;
        done.set(place, text);
        open.delete(place);
      }
    }
    if (node.type === 'element') {
      const { id, name, href } = node.properties;
      if (first) {
        const place = node.tagName === 'a' ? /^#(.+)/.exec(String(href ?? ''))?.[1] : undefined;
        if (place) wanted.add(placeOf(place));
      } else
        for (const place of [id, node.tagName === 'a' ? name : undefined])
          if (typeof place === 'string' && wanted.has(place) && !done.has(place) && !open.has(place))
            open.set(place, '');
    }
    if ('children' in node) for (const child of node.children) visit(child, first);
  };
  visit(root, true);
  visit(root, false);
  return new Map([...open, ...done].filter(([, words]) => words !== ''));
}
