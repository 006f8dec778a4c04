/**
 * The redline in two columns: the earlier text with what went, the later one with what came, block beside block, list item
 * beside list item, table row beside table row. Made from the one-column redline, which is left as it is.
 */
export function splitRedline(redline: HTMLElement): DocumentFragment {
  const rows = document.createDocumentFragment();
  const names = (redline.dataset.sides ?? '').split('\n');
  rows.append(row(heading(names[0] ?? ''), heading(names[1] ?? ''), 'sides'));
  const blocks = [...redline.children];
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at] as HTMLElement;
    const next = blocks[at + 1] as HTMLElement | undefined;
    if (isWhole(block, 'del') && next && isWhole(next, 'ins')) {
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
const isWhole = (block: HTMLElement, tag: string): boolean => block.matches(`${tag}:not([data-move])`);

const clone = (block: HTMLElement): HTMLElement => block.cloneNode(true) as HTMLElement;

function rowOf(block: HTMLElement): HTMLElement {
  if (block.tagName === 'DEL') return row(clone(block), null);
  if (block.tagName === 'INS') return row(null, clone(block));
  const [was, is] = [clone(block), clone(block)];
  const kind = kindOf(block);
  const lines = kind && [was, is].map(placeLines)[0];
  take(was, 'ins');
  take(is, 'del');
  const changed = block.querySelector('ins, del') !== null;
  const made = row(isEmpty(was) ? null : was, isEmpty(is) ? null : is, kind && `lined ${kind}`);
  if (kind) made.style.setProperty('--lines', String(lines));
  // What is the same on both sides is heard once and reached once.
  if (!changed) silence(made.firstElementChild);
  return made;
}

function row(was: HTMLElement | null, is: HTMLElement | null, kind = ''): HTMLElement {
  const made = document.createElement('div');
  made.className = `pair ${kind}`.trim();
  for (const side of [was, is]) {
    const half = document.createElement('div');
    half.className = 'half';
    if (side) half.append(side);
    made.append(half);
  }
  // An id stands once: where the block has a later form, there.
  const ids = new Set<string>();
  for (const element of [...made.querySelectorAll('[id]')].reverse())
    if (ids.has(element.id)) element.removeAttribute('id');
    else ids.add(element.id);
  return made;
}

function heading(name: string): HTMLElement {
  const element = document.createElement('p');
  element.textContent = name;
  return element;
}

/** What is laid out line by line; a cell over several rows or columns leaves a table as it is. */
function kindOf(block: HTMLElement): '' | 'lists' | 'tables' {
  if (block.matches('ul, ol')) return 'lists';
  return block.matches('.table:not(:has([rowspan], [colspan]))') ? 'tables' : '';
}

/** Each item or row keeps the line it has in the text of both, so that the columns stay side by side. Returns how many there are. */
function placeLines(side: HTMLElement): number {
  const lines = side.matches('.table') ? side.querySelectorAll('tr') : side.children;
  for (const [index, line] of [...lines].entries()) (line as HTMLElement).style.gridRow = `${index + 1}`;
  side.style.setProperty('--columns', `${lines[0]?.children.length}`);
  // A table that is laid out as a grid is not heard as one everywhere, unless it is told to be.
  for (const [parts, role] of Object.entries(roles))
    for (const part of side.querySelectorAll(parts)) part.role = role;
  return lines.length;
}

const roles = {
  table: 'table',
  'thead, tbody': 'rowgroup',
  tr: 'row',
  th: 'columnheader',
  'tbody th': 'rowheader',
  td: 'cell',
};

function take(side: HTMLElement, tag: 'ins' | 'del'): void {
  for (const mark of side.querySelectorAll(tag)) mark.remove();
  // What stood on the other side only.
  for (const part of side.querySelectorAll('li, dt, dd, tr')) if (isEmpty(part)) part.remove();
}

const isEmpty = (element: Element): boolean =>
  element.textContent?.trim() === '' &&
  element.querySelector('img, a.picture, hr') === null &&
  element.tagName !== 'HR';

function silence(half: Element | null): void {
  half?.setAttribute('aria-hidden', 'true');
  for (const element of half?.querySelectorAll<HTMLElement>('a, [tabindex]') ?? []) element.tabIndex = -1;
}
