import { type Spell, versionOn } from './applied-on.ts';
import { formatDay, sentence } from './page-words.ts';

/** Answers `?date=…` from the table on the page. Without this script the table is the answer. */
const form = document.querySelector<HTMLFormElement>('form[data-ask-day]');
const answer = document.querySelector<HTMLElement>('[data-answer]');
const rows = [...document.querySelectorAll<HTMLElement>('[data-version]')];

const spells: Spell[] = rows.map(({ dataset }) => ({
  version: dataset.version ?? '',
  from: dataset.from || null,
  certain: dataset.certain || null,
  until: dataset.until || null,
}));

function show(asked: string): void {
  if (!answer) return;
  const found = versionOn(spells, asked, answer.dataset.asOf ?? '');
  const named = 'version' in found ? found.version : '';
  const day = found.kind === 'notADay' ? asked : formatDay(asked);
  answer.replaceChildren(sentence(answer, found.kind, { day, version: named }));
  const row = 'row' in found ? rows[found.row] : undefined;
  const link = row?.querySelector('a');
  if (link)
    answer.append(
      ' ',
      Object.assign(link.cloneNode(true) as HTMLAnchorElement, { textContent: answer.dataset.read ?? '' }),
    );
  if (found.kind === 'applied' && row?.dataset.keeps) answer.append(' ', row.dataset.keeps);
  for (const other of rows) other.toggleAttribute('data-found', other === row);
}

if (form && answer) {
  form.hidden = false;
  const field = form.querySelector('input');
  const asked = new URLSearchParams(location.search).get('date');
  if (asked !== null) {
    if (field) field.value = asked;
    show(asked);
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!field?.value) return;
    history.replaceState(null, '', `?date=${field.value}`);
    show(field.value);
  });
}
