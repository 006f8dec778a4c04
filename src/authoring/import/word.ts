import type { Element, ElementContent, Nodes, Root } from 'hast';
import { normalizeSpace } from '../../policy/text.ts';
import { find, textIn } from './main-part.ts';

/**
 * What Word writes as a web page (`Web Page, Filtered`): its title and the entries of its lists are paragraphs, told apart by class
 * and style alone. Changes the tree; of the words only the signs of bullets go.
 */
export function mendWord(root: Root | Element): void {
  const isWord = find(root, (element) => classOf(element).startsWith('Mso'));
  if (!isWord) return;
  const walk = (node: Root | Element): void => {
    node.children = joinEntries(node.children as ElementContent[]) as typeof node.children;
    for (const child of node.children) {
      if (child.type !== 'element') continue;
      if (child.tagName === 'p' && classOf(child) === 'MsoTitle') child.tagName = 'h1';
      else walk(child);
    }
  };
  walk(root);
}

const classOf = ({ properties }: Element): string => [properties.className].flat().join(' ');

interface Open {
  list: Element;
  indent: number;
}

/** Paragraphs that begin with a bullet become lists; a deeper one stands inside the entry before it. */
function joinEntries(children: readonly ElementContent[]): ElementContent[] {
  const joined: ElementContent[] = [];
  let open: Open[] = [];
  for (const child of children) {
    const entry = child.type === 'element' ? entryOf(child) : null;
    if (!entry) {
      // White space between paragraphs ends no list.
      if (child.type !== 'text' || child.value.trim() !== '') open = [];
      joined.push(child);
      continue;
    }
    while (open.length > 1 && open.at(-1)!.indent > entry.indent) open.pop();
    let last = open.at(-1);
    if (!last || entry.indent > last.indent) {
      const list = element('ul', [], child);
      const holder = last?.list.children.at(-1);
      if (holder?.type === 'element') holder.children.push(list);
      else joined.push(list);
      last = { list, indent: entry.indent };
      open.push(last);
    }
    last.list.children.push(element('li', entry.content, child));
  }
  return joined;
}

const element = (tagName: string, children: ElementContent[], like: Nodes): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children,
  position: like.position,
});

const inFontOfSigns = ({ properties }: Element): boolean =>
  /Symbol|Wingdings|Courier/.test(String(properties.style ?? ''));

/** A paragraph whose first words are a bullet in a font of signs, without it; null for any other. A number belongs to the text and stays. */
function entryOf(paragraph: ElementContent): { content: ElementContent[]; indent: number } | null {
  if (paragraph.type !== 'element' || paragraph.tagName !== 'p') return null;
  const style = String(paragraph.properties.style ?? '');
  const first = paragraph.children.findIndex((child) => child.type !== 'text' || child.value.trim() !== '');
  const sign = paragraph.children[first];
  if (
    !/text-indent:\s*-/.test(style) ||
    sign?.type !== 'element' ||
    !/^[·o§•▪–-]$/.test(normalizeSpace(textIn(sign))) ||
    !find({ ...paragraph, children: [sign] }, inFontOfSigns)
  )
    return null;
  const indent = Number(/margin-left:\s*([\d.]+)pt/.exec(style)?.[1] ?? 0);
  return { content: paragraph.children.slice(first + 1), indent };
}
