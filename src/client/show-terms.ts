/**
 * Shows what a defined term means while the pointer or the focus is on it. Without this script the terms are links to the
 * place that defines them. The note can be left with Escape, stays while the pointer is on it, and closes by nothing else
 * (WCAG 2.2, 1.4.13).
 */
const note = document.createElement('div');
note.className = 'term-note';
note.id = '_term-note';
note.setAttribute('role', 'tooltip');
note.popover = 'manual';
let shown: HTMLElement | null = null;
let leaving = 0;

const hide = () => {
  if (!shown) return;
  shown.removeAttribute('aria-describedby');
  shown = null;
  note.hidePopover();
};

function show(link: HTMLElement): void {
  clearTimeout(leaving);
  if (link === shown) return;
  hide();
  const id = decodeURIComponent((link as HTMLAnchorElement).hash.slice(1));
  const meaning = document.querySelector<HTMLElement>(`[data-term="${CSS.escape(id)}"]`);
  if (!meaning) return;
  if (!note.isConnected) document.body.append(note);
  note.textContent = meaning.textContent;
  note.lang = meaning.closest<HTMLElement>('[lang]')?.lang ?? '';
  note.showPopover();
  const place = link.getBoundingClientRect();
  const size = note.getBoundingClientRect();
  const below = place.bottom + size.height + 8 < innerHeight || place.top < size.height + 8;
  const left = Math.max(8, Math.min(place.left, document.documentElement.clientWidth - size.width - 8));
  // The note touches its word, so that the pointer can move onto it.
  note.style.insetBlockStart = `${below ? place.bottom : place.top - size.height}px`;
  note.style.insetInlineStart = `${left}px`;
  link.setAttribute('aria-describedby', note.id);
  shown = link;
}

const termAt = (event: Event): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>('a.term') : null;

if (document.querySelector('a.term')) {
  for (const kind of ['pointerover', 'focusin'])
    document.addEventListener(kind, (event) => {
      const link = termAt(event);
      if (link) show(link);
      else if (event.target instanceof Element && event.target.closest('.term-note')) clearTimeout(leaving);
      else if (kind === 'pointerover' && shown && !shown.matches(':focus')) {
        clearTimeout(leaving);
        leaving = window.setTimeout(hide, 250);
      } else if (kind === 'focusin') hide();
    });
  document.addEventListener('focusout', hide);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
  addEventListener('scroll', hide, { passive: true });
}
