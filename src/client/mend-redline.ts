export interface RedlineLabels {
  /** Name of the scroll region around a table. */
  table: string;
  movedTo: string;
  movedFrom: string;
}

/**
 * A redline fragment made fit for the page it is put into (the browser's side of export/redline-html.ts): headings in
 * the outline, tables in a region that scrolls, no address that could run code, no picture from another site.
 */
export function mendRedline(html: string, headingLevel: number, labels: RedlineLabels): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = html;
  const { content } = template;
  const open: number[] = [];
  for (const heading of content.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = Number(heading.tagName[1]);
    while (open.length > 0 && (open.at(-1) ?? 0) >= level) open.pop();
    open.push(level);
    replace(heading, `h${Math.min(6, headingLevel + open.length - 1)}`);
  }
  for (const link of content.querySelectorAll('a[href]')) {
    const bare = (link.getAttribute('href') ?? '').replace(/[\p{Cc}\p{Z}]/gu, '');
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase();
    if (scheme !== undefined && !['http', 'https', 'mailto', 'tel'].includes(scheme))
      link.removeAttribute('href');
  }
  for (const picture of content.querySelectorAll('img')) {
    const alt = picture.getAttribute('alt') ?? '';
    if (/^(\w+:|\/\/)/.test(picture.getAttribute('src') ?? ''))
      picture.replaceWith(
        Object.assign(document.createElement('span'), { className: 'picture', ariaLabel: alt }),
      );
  }
  for (const [index, table] of [...content.querySelectorAll('table')].entries()) {
    const region = document.createElement('div');
    region.className = 'table';
    region.tabIndex = 0;
    region.setAttribute('role', 'region');
    region.setAttribute('aria-label', `${labels.table} (${index + 1})`);
    table.replaceWith(region);
    region.append(table);
  }
  for (const cell of content.querySelectorAll('th, td')) {
    const align = cell.getAttribute('align');
    cell.removeAttribute('align');
    if (align === 'right' || align === 'center') cell.className = align;
    if (cell.tagName === 'TH') {
      if (cell.textContent?.trim() === '') replace(cell, 'td');
      else cell.setAttribute('scope', 'col');
    }
  }
  for (const code of content.querySelectorAll<HTMLElement>('pre')) code.tabIndex = 0;
  for (const del of content.querySelectorAll<HTMLElement>('del[data-move]')) {
    const ins = content.querySelector<HTMLElement>(`ins[data-move="${CSS.escape(del.dataset.move ?? '')}"]`);
    if (!ins || ins.querySelector(':scope > .move-link')) continue;
    linkTo(del, ins, labels.movedTo);
    linkTo(ins, del, labels.movedFrom);
  }
  return content;
}

/** Its words are in its name only, so they are no text of the redline. */
function linkTo(element: HTMLElement, to: HTMLElement, label: string): void {
  to.id ||= `move-${to.dataset.move}-${to.tagName.toLowerCase()}`;
  const link = document.createElement('a');
  link.className = 'move-link';
  link.href = `#${to.id}`;
  link.setAttribute('aria-label', label);
  element.prepend(link);
}

function replace(element: Element, tagName: string): void {
  const other = document.createElement(tagName);
  for (const { name, value } of element.attributes) other.setAttribute(name, value);
  other.append(...element.childNodes);
  element.replaceWith(other);
}
