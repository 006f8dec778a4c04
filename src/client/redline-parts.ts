/** What stepping and folding see in a redline, in one column or in two. */

/** The places to step to, in reading order: in two columns rows, in one marks; what was put in place of something is one place with it. */
export function stepsIn(redline: Element): HTMLElement[] {
  const rows = [...redline.querySelectorAll<HTMLElement>(':scope > .pair')];
  if (rows.length > 0) return rows.filter(isChanged);
  const marks = [...redline.querySelectorAll<HTMLElement>('ins, del')];
  return marks.filter(
    (mark) =>
      !mark.parentElement?.closest('ins, del') &&
      mark.textContent?.trim() !== '' &&
      mark.matches(shown) &&
      !isReplacement(mark),
  );
}

/** An insertion right behind a deletion, with nothing between them but white space. */
function isReplacement(mark: HTMLElement): boolean {
  if (!mark.matches('ins:not([data-move])')) return false;
  let before = mark.previousSibling;
  while (before && before.nodeType === Node.TEXT_NODE && before.textContent?.trim() === '')
    before = before.previousSibling;
  return before instanceof HTMLElement && before.matches('del:not([data-move])');
}

/** Marks, without those of formatting only while those are hidden. */
const shown = ':is(ins, del, [data-change]):not(.hide-format [data-change])';

/** True for a block with a change that is shown. */
const isChanged = (block: Element): boolean =>
  block.matches(`ins, del, ${shown}`) || block.querySelector(shown) !== null;

/** Hides blocks without a change; headings above a change stay, so that every change is seen under its clause. */
export function foldUnchanged(redline: Element, folded: boolean): void {
  const blocks = [...redline.children].filter((block) => !block.classList.contains('sides'));
  const kept = new Set(blocks.filter((block) => isChanged(block)));
  const open: { level: number; heading: Element }[] = [];
  for (const block of blocks) {
    const level = levelOf(block);
    if (level > 0) {
      while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level) open.pop();
      open.push({ level, heading: block });
    }
    if (kept.has(block)) for (const { heading } of open) kept.add(heading);
  }
  let gap = false;
  for (const block of blocks) {
    const hidden = folded && !kept.has(block);
    block.classList.toggle('unchanged', hidden);
    // Before a heading its number says enough.
    if (gap && !hidden && levelOf(block) === 0) block.before(gapMark());
    gap = hidden;
  }
}

/** Something was left out here. */
function gapMark(): HTMLElement {
  const mark = document.createElement('p');
  mark.className = 'gap';
  mark.textContent = '[…]';
  return mark;
}

/** The blocks alone, as they were before they were folded. */
export function removeGaps(redline: Element): void {
  for (const mark of redline.querySelectorAll(':scope > .gap')) mark.remove();
}

function levelOf(block: Element): number {
  const heading = block.matches('.pair, ins, del')
    ? block.querySelector(
        ':scope > :is(h2, h3, h4, h5, h6), :scope > .half > :is(h2, h3, h4, h5, h6), :scope > .half > :is(ins, del) > :is(h2, h3, h4, h5, h6)',
      )
    : block;
  return Number(/^H([1-6])$/.exec(heading?.tagName ?? '')?.[1] ?? 0);
}
