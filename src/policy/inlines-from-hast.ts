import type { Element, ElementContent, RootContent } from 'hast';
import type { Inline } from './document.ts';
import { blockElements, inlineMarks, invisible } from './html-elements.ts';

/** Inline nodes of an HTML tree, white space as a browser shows it; blocks among them keep their distance. */
export function inlinesOf(nodes: readonly (RootContent | ElementContent)[]): Inline[] {
  const inlines: Inline[] = [];
  for (const node of nodes) {
    if (node.type === 'text') inlines.push({ type: 'text', value: node.value.replace(/[ \t\r\n\f]+/g, ' ') });
    else if (node.type === 'element') inlines.push(...inlineFrom(node));
  }
  return inlines;
}

function inlineFrom(element: Element): Inline[] {
  const { tagName, properties } = element;
  if (invisible.has(tagName) || tagName === 'input' || tagName === 'prenotice-anchor') return [];
  if (tagName === 'br') return [{ type: 'break' }];
  if (tagName === 'code' || tagName === 'kbd' || tagName === 'samp')
    return [{ type: 'code', value: rawText(element).replace(/\s+/g, ' ') }];
  if (tagName === 'img') {
    const title = properties.title ? { title: String(properties.title) } : {};
    return [
      { type: 'image', url: String(properties.src ?? ''), alt: String(properties.alt ?? ''), ...title },
    ];
  }
  const children = inlinesOf(element.children);
  // The parser's own links between a footnote and its sign: their targets are list items, which have no address.
  if (tagName === 'a' && String(properties.href ?? '').startsWith('#user-content-fn')) return children;
  if (tagName === 'a' && properties.href !== undefined) {
    const title = properties.title ? { title: String(properties.title) } : {};
    return [{ type: 'link', url: String(properties.href), ...title, children }];
  }
  const mark = inlineMarks[tagName];
  if (mark) return children.length > 0 ? [{ type: mark, children }] : [];
  // A block squeezed into inline content keeps its distance from its neighbours.
  if (blockElements.has(tagName))
    return [{ type: 'text', value: ' ' }, ...children, { type: 'text', value: ' ' }];
  return children;
}

/** Text of an element as written, for code. */
export const rawText = (element: Element): string =>
  element.children
    .map((child) => {
      if (child.type === 'text') return child.value;
      if (child.type !== 'element') return '';
      return child.tagName === 'br' ? '\n' : rawText(child);
    })
    .join('');
