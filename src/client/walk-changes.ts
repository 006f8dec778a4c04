import { foldUnchanged, removeGaps, stepsIn } from './redline-parts.ts';

/** Tools of every redline on the page: step through the changes, fold away what did not change, show formatting, two columns. */
const wide = matchMedia('(width >= 72rem)');

/** Undefined when it cannot be loaded: the redline stays in one column. */
const loadSplit = () =>
  import('./split-redline.ts').then(
    ({ splitRedline }) => splitRedline,
    () => undefined,
  );

function equip(frame: HTMLElement): void {
  const tools = frame.querySelector<HTMLElement>('[data-tools]');
  const redline = frame.querySelector<HTMLElement>('.redline');
  const place = tools?.querySelector<HTMLElement>('[data-place]');
  if (!tools || !redline) return;
  const box = (name: string) => tools.querySelector<HTMLInputElement>(`[data-toggle="${name}"]`);
  const isOn = (name: string) => box(name)?.checked === true;
  let at = -1;
  /** The text in one column, while it is shown in two. */
  let whole: Node[] | null = null;
  tools.hidden = false;

  const step = (by: number) => {
    const steps = stepsIn(redline);
    if (steps.length === 0) return;
    at = at === -1 && by < 0 ? steps.length - 1 : (at + by + steps.length) % steps.length;
    const target = steps[at];
    if (!target) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'center' });
    if (place)
      place.textContent = (place.dataset.place ?? '')
        .replace('{n}', String(at + 1))
        .replace('{all}', String(steps.length));
  };

  const show = async () => {
    redline.classList.toggle('hide-format', !isOn('format'));
    const isSplit = () => isOn('split') && wide.matches;
    // Few ask for two columns, and they wait for nothing else.
    const splitRedline = isSplit() ? await loadSplit() : undefined;
    removeGaps(redline);
    const split = isSplit() && splitRedline !== undefined;
    if (split && whole === null) {
      whole = [...redline.childNodes];
      redline.replaceChildren(splitRedline(redline));
    } else if (!split && whole !== null) {
      redline.replaceChildren(...whole);
      whole = null;
    }
    frame.classList.toggle('split', split);
    foldUnchanged(redline, isOn('only'));
    restart();
  };
  const restart = () => {
    at = -1;
    if (place) place.textContent = '';
  };

  for (const button of tools.querySelectorAll<HTMLElement>('[data-step]'))
    button.addEventListener('click', () => step(Number(button.dataset.step)));
  for (const input of tools.querySelectorAll<HTMLInputElement>('[data-toggle]')) {
    input.checked = false;
    input.addEventListener('change', show);
  }
  wide.addEventListener('change', show);
  // Single keys work only while the focus is in the redline or its tools, so they take nothing from anybody else.
  frame.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { n: 1, p: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    step(by);
  });
  // From a place that a link led to, the steps go on from there.
  addEventListener('hashchange', () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !redline.contains(target)) return;
    at = stepsIn(redline).findIndex((one) => one === target || one.contains(target));
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  });
  redline.addEventListener('redline-written', () => {
    whole = null;
    show();
  });
  show();
}

for (const frame of document.querySelectorAll<HTMLElement>('[data-redline]')) equip(frame);
