import type { PolicyDocument } from '../policy/document.ts';
import { compareDocuments } from '../redline/compare.ts';
import { clauseName, groupByClause } from '../redline/describe-change.ts';
import type { Change, Redline } from '../redline/redline.ts';
import { writeHtml } from '../redline/write-html.ts';

/** Compares any two versions in the browser, with the engine that made the pages between neighbours. */
const form = document.querySelector<HTMLFormElement>('form[data-compare]');
const status = document.querySelector<HTMLElement>('[data-compare-status]');
const results = document.querySelector<HTMLElement>('[data-results]');
const list = document.querySelector<HTMLElement>('[data-list]');
const redlineBox = results?.querySelector<HTMLElement>('.redline');

/** Sentences stand on the page, in its language; `{from}` and `{to}` are filled in. */
function say(key: string, facts: Record<string, string> = {}): void {
  if (status)
    status.textContent = Object.entries(facts).reduce(
      (text, [name, value]) => text.replaceAll(`{${name}}`, value),
      status.dataset[key] ?? '',
    );
}

async function load(version: string): Promise<PolicyDocument> {
  const response = await fetch(`${encodeURIComponent(version)}.json`);
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()).document;
}

function showList(redline: Redline, kinds: Record<string, string>): void {
  if (!list) return;
  const items = groupByClause(redline).map(({ name, changes }) => {
    const heading = document.createElement('h3');
    heading.textContent =
      changes[0] && !clauseName(changes[0].clause.new) && !clauseName(changes[0].clause.old)
        ? (list.dataset.opening ?? name)
        : name;
    const what = document.createElement('p');
    what.className = 'change-facts';
    what.append(...linksTo(changes, kinds));
    const item = document.createElement('li');
    item.append(heading, what);
    return item;
  });
  list.replaceChildren(...items);
}

/** One link per kind of change in a clause, to the first of them: `Added × 3`. */
function linksTo(changes: readonly Change[], kinds: Record<string, string>): HTMLElement[] {
  const byKind = new Map<string, Change[]>();
  for (const change of changes) byKind.set(change.kind, [...(byKind.get(change.kind) ?? []), change]);
  return [...byKind].map(([kind, members]) => {
    const places = members.reduce((sum, change) => sum + change.count, 0);
    const anchor =
      members.map(({ id }) => `change-${id}`).find((id) => document.getElementById(id)) ?? '_redline';
    const link = document.createElement('a');
    link.textContent = `${kinds[kind] ?? kind}${places > 1 ? ` × ${places}` : ''}`;
    link.href = `#${anchor}`;
    const part = document.createElement('span');
    part.append(link);
    return part;
  });
}

async function compare(from: string, to: string): Promise<void> {
  if (!form || !results || !redlineBox) return;
  const known = new Set(
    [...form.querySelectorAll<HTMLOptionElement>('select[name=from] option')].map((option) => option.value),
  );
  results.hidden = true;
  const unknown = [from, to].find((version) => !known.has(version));
  if (unknown !== undefined) return say('unknown', { version: unknown });
  if (from === to) return say('same', { version: from });
  say('loading');
  try {
    const [previous, next] = await Promise.all([load(from), load(to)]);
    const redline = compareDocuments(previous, next);
    // `writeHtml` escapes texts and addresses; the same fragment stands on the pages between neighbours.
    redlineBox.innerHTML = writeHtml(redline, {
      anchors: true,
      spoken: true,
      page: JSON.parse(redlineBox.dataset.page ?? 'null'),
    });
    redlineBox.dispatchEvent(new Event('redline-written'));
    showList(redline, JSON.parse(form.dataset.kinds ?? '{}'));
    results.hidden = redline.changes.length === 0;
    const { inserted, deleted } = redline.stats;
    say(redline.changes.length === 0 ? 'none' : 'done', {
      from,
      to,
      inserted: String(inserted),
      deleted: String(deleted),
      changes: String(redline.changes.length),
    });
  } catch {
    say('failed');
  }
}

if (form) {
  const chosen = (name: string) => form.querySelector<HTMLSelectElement>(`select[name=${name}]`);
  const asked = new URLSearchParams(location.search);
  const start = () => {
    const [from, to] = [chosen('from')?.value ?? '', chosen('to')?.value ?? ''];
    history.replaceState(null, '', `?${new URLSearchParams({ from, to })}`);
    void compare(from, to);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    start();
  });
  const [from, to] = [asked.get('from'), asked.get('to')];
  if (from !== null && to !== null) {
    for (const [name, version] of [
      ['from', from],
      ['to', to],
    ] as const) {
      const select = chosen(name);
      if (select && [...select.options].some((option) => option.value === version)) select.value = version;
    }
    void compare(from, to);
  }
}
