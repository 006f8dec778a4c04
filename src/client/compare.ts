import type { AssessmentContext } from '../assessment/assessment.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { compareDocuments } from '../redline/compare.ts';
import { writeHtml } from '../redline/write-html.ts';
import type { ListRequest } from './list-changes.ts';

/**
 * Compares any two versions in the browser, with the engine that made the pages between neighbours. The redline comes
 * first; the rules that give every change its class weigh three times as much, so they are fetched once it is shown.
 */
const find = <E extends HTMLElement>(selector: string) => document.querySelector<E>(selector)!;
/** Where there is one version only, the page has no form, and nothing below happens. */
const form = document.querySelector<HTMLFormElement>('form[data-compare]');
const status = find('[data-compare-status]');
const results = find('[data-results]');
const list = find('[data-list]');
const redlineBox = find('.redline');
const listWaiting = list.innerHTML;

/** A version as `compare/<version>.json` publishes it. */
export interface ComparedVersion {
  version: string;
  document: PolicyDocument;
  /** The version it was written against; its decisions are about the step from there. */
  previous: string | null;
  heldData: AssessmentContext['heldData'];
  decision?: AssessmentContext['decision'];
}

/** As `sentence` of page-words.ts does, which would be a second request for one line here. */
function say(key: string, facts: Record<string, string | number> = {}): void {
  status.textContent = status.dataset[key]!.replace(/{(\w+)}/g, (_, name) => `${facts[name]}`);
}

async function load(version: string): Promise<ComparedVersion> {
  const response = await fetch(`${encodeURIComponent(version)}.json`);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

/** By the rules, in a worker of their own. Rejects when they cannot be loaded. */
function listChanges(request: ListRequest): Promise<string> {
  const worker = new Worker(new URL('./list-changes.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<string>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
    worker.onerror = reject;
  });
  worker.postMessage(request);
  return answer.finally(() => worker.terminate());
}

const known = new Set([...document.querySelectorAll('option')].map(({ value }) => value));

/** Counts comparisons, so that an answer that comes late does not replace a newer one. */
let latest = 0;

async function compare(from: string, to: string): Promise<void> {
  const mine = ++latest;
  results.hidden = true;
  const unknown = [from, to].find((version) => !known.has(version));
  if (unknown !== undefined) return say('unknown', { version: unknown });
  if (from === to) return say('same', { version: from });
  say('loading');
  try {
    const [previous, next] = await Promise.all([load(from), load(to)]);
    if (mine !== latest) return;
    performance.mark('prenotice-loaded');
    const redline = compareDocuments(previous.document, next.document);
    const page = JSON.parse(redlineBox.dataset.page!);
    const html = writeHtml(redline, { page });
    // `writeHtml` escapes texts and addresses; the same fragment stands on the pages between neighbours.
    redlineBox.innerHTML = html;
    redlineBox.dataset.sides = [from, to]
      .map((version) => redlineBox.dataset.side!.replace('{version}', version))
      .join('\n');
    const changes = redline.changes.length;
    results.hidden = changes === 0;
    performance.measure('prenotice-redline', 'prenotice-loaded');
    redlineBox.dispatchEvent(new Event('redline-written'));
    say(changes === 0 ? 'none' : 'done', { ...redline.stats, from, to, changes });
    if (changes === 0) return;
    list.innerHTML = listWaiting;
    const settings = JSON.parse(list.dataset.list!);
    const answer = listChanges({ previous, next, redline: { ...redline, rows: [] }, html, settings });
    answer.then(
      (listed) => {
        if (mine !== latest) return;
        list.innerHTML = listed;
        performance.measure('prenotice-list', 'prenotice-loaded');
      },
      () => mine === latest && find('[data-waiting]').replaceChildren(list.dataset.failed!),
    );
  } catch {
    if (mine === latest) say('failed');
  }
}

if (form) {
  form.hidden = false;
  const [first, second] = ['from', 'to'].map((name) => find<HTMLSelectElement>(`select[name=${name}]`)) as [
    HTMLSelectElement,
    HTMLSelectElement,
  ];
  const start = () => {
    const [from, to] = [first.value, second.value];
    history.replaceState(null, '', `?${new URLSearchParams({ from, to })}`);
    void compare(from, to);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    start();
  });
  find('[data-swap]').addEventListener('click', () => {
    [first.value, second.value] = [second.value, first.value];
    start();
  });
  const asked = new URLSearchParams(location.search);
  // One of the two is enough: the other is what the lists propose.
  if (asked.has('from') || asked.has('to')) {
    const [from = '', to = ''] = [first, second].map((select) => {
      const version = asked.get(select.name) ?? select.value;
      if (known.has(version)) select.value = version;
      return version;
    });
    void compare(from, to);
  }
}
