/**
 * The redline in two columns: the earlier text with what went, the later one with what came, block beside block, list item
 * beside list item. Made from the one-column redline, which is left as it is.
 */
export function splitRedline(redline: HTMLElement): DocumentFragment {
  const rows = document.createDocumentFragment();
  const names = (redline.dataset.sides ?? '').split('\n');
  rows.append(row(heading(names[0] ?? ''), heading(names[1] ?? ''), 'sides'));
  const blocks = [...redline.children];
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at] as HTMLElement;
    const next = blocks[at + 1] as HTMLElement | undefined;
    if (isWhole(block, 'DEL') && next && isWhole(next, 'INS')) {
      rows.append(row(clone(block), clone(next)));
      at++;
    } else rows.append(rowOf(block));
  }
  // Two regions need two names.
  for (const region of rows.querySelectorAll('.half:first-child [role="region"]'))
    region.setAttribute('aria-label', `${region.getAttribute('aria-label')} – ${names[0]}`);
  return rows;
}

/** A block that went or came as a whole, without having moved. */
const isWhole = (block: HTMLElement, tag: string): boolean =>
  block.tagName === tag && block.dataset.move === undefined;

const clone = (block: HTMLElement): HTMLElement => block.cloneNode(true) as HTMLElement;

function rowOf(block: HTMLElement): HTMLElement {
  if (block.tagName === 'DEL') return row(clone(block), null);
  if (block.tagName === 'INS') return row(null, clone(block));
  const [was, is] = [clone(block), clone(block)];
  const lists = block.tagName === 'UL' || block.tagName === 'OL';
  if (lists) for (const list of [was, is]) placeItems(list);
  take(was, 'ins');
  take(is, 'del');
  const changed = block.querySelector('ins, del') !== null;
  const made = row(isEmpty(was) ? null : was, isEmpty(is) ? null : is, lists ? 'lists' : '');
  if (lists) made.style.setProperty('--items', String(block.children.length));
  // What is the same on both sides is heard once and reached once.
  if (!changed) silence(made.firstElementChild);
  return made;
}

function row(was: HTMLElement | null, is: HTMLElement | null, kind = ''): HTMLElement {
  const made = document.createElement('div');
  made.className = `pair ${kind}`.trim();
  // An id stands once: where the block has a later form, there.
  const ids = new Set([...(is?.querySelectorAll('[id]') ?? []), ...(is?.id ? [is] : [])].map(({ id }) => id));
  for (const element of [...(was?.querySelectorAll('[id]') ?? []), ...(was ? [was] : [])])
    if (ids.has(element.id)) element.removeAttribute('id');
  for (const side of [was, is]) {
    const half = document.createElement('div');
    half.className = 'half';
    if (side) half.append(side);
    made.append(half);
  }
  return made;
}

function heading(name: string): HTMLElement {
  const element = document.createElement('p');
  element.textContent = name;
  return element;
}

/** Each item keeps the line it has in the list of both, so that the columns stay side by side. */
function placeItems(list: HTMLElement): void {
  for (const [index, item] of [...list.children].entries())
    (item as HTMLElement).style.gridRow = String(index + 1);
}

function take(side: HTMLElement, tag: 'ins' | 'del'): void {
  // A line of a table that stands on the other side only.
  const lines = [...side.querySelectorAll('tr')].filter((line) => line.querySelector(tag));
  for (const mark of side.querySelectorAll(tag)) mark.remove();
  for (const line of lines) if (isEmpty(line)) line.remove();
  for (const item of side.querySelectorAll('li, dt, dd')) if (isEmpty(item)) item.remove();
}

const isEmpty = (element: Element): boolean =>
  element.textContent?.trim() === '' &&
  element.querySelector('img, a.picture, hr') === null &&
  element.tagName !== 'HR';

function silence(half: Element | null): void {
  half?.setAttribute('aria-hidden', 'true');
  for (const element of half?.querySelectorAll<HTMLElement>('a, [tabindex]') ?? []) element.tabIndex = -1;
}
