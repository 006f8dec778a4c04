/** Tools of every redline on the page: step through the changes, fold away what did not change, show formatting. */

/** Marks in reading order; what stands inside another mark belongs to it. */
export function marksIn(redline: Element): HTMLElement[] {
  const marks = [...redline.querySelectorAll<HTMLElement>('ins, del')];
  return marks.filter((mark) => !mark.parentElement?.closest('ins, del') && mark.textContent?.trim() !== '');
}

function equip(frame: HTMLElement): void {
  const tools = frame.querySelector<HTMLElement>('[data-tools]');
  const redline = frame.querySelector<HTMLElement>('.redline');
  const place = tools?.querySelector<HTMLElement>('[data-place]');
  if (!tools || !redline) return;
  let at = -1;
  tools.hidden = false;

  const step = (by: number) => {
    const marks = marksIn(redline);
    if (marks.length === 0) return;
    at = at === -1 && by < 0 ? marks.length - 1 : (at + by + marks.length) % marks.length;
    const mark = marks[at];
    if (!mark) return;
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: 'center' });
    if (place)
      place.textContent = (place.dataset.place ?? '')
        .replace('{n}', String(at + 1))
        .replace('{all}', String(marks.length));
  };

  for (const button of tools.querySelectorAll<HTMLElement>('[data-step]'))
    button.addEventListener('click', () => step(Number(button.dataset.step)));
  for (const box of tools.querySelectorAll<HTMLInputElement>('[data-toggle]')) {
    const name = box.dataset.toggle ?? '';
    box.checked = false;
    box.addEventListener('change', () => redline.classList.toggle(name, box.checked));
  }
  // Single keys work only while the focus is in the redline or its tools, so they take nothing from anybody else.
  frame.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { n: 1, p: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    step(by);
  });
  redline.addEventListener('redline-written', () => {
    at = -1;
    if (place) place.textContent = '';
  });
}

for (const frame of document.querySelectorAll<HTMLElement>('[data-redline]')) equip(frame);
