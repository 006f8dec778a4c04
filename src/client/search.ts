import type { SearchRecord } from '../export/search-records.ts';
import { formatDay, sentence } from './page-words.ts';

/** What is used of Pagefind's interface (pagefind.js, built beside the index). */
interface Pagefind {
  createInstance(options: { basePath: string; noWorker: boolean; excerptEllipsis: string }): Instance;
}
interface Instance {
  search(query: string, options: { filters: Record<string, unknown> }): Promise<{ results: Hit[] } | null>;
}
interface Hit {
  score: number;
  data(): Promise<{ raw_url: string; excerpt: string; meta: SearchRecord['meta'] }>;
}

/** A part of an excerpt; `found` where it is a word that was looked for. */
interface ExcerptPart {
  text: string;
  found: boolean;
}

/** Pagefind's excerpt (`a <mark>word</mark>`, `<` and `>` of the text as entities) as parts, so that no HTML is parsed. */
function excerptParts(excerpt: string): ExcerptPart[] {
  return excerpt
    .split(/<mark>(.*?)<\/mark>/s)
    .map((text, index) => ({
      text: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
      found: index % 2 === 1,
    }))
    .filter(({ text }) => text !== '');
}

const step = 20;
const form = document.querySelector<HTMLFormElement>('form[data-search]');
const status = document.querySelector<HTMLElement>('[data-status]');
const list = document.querySelector<HTMLOListElement>('[data-results]');
const more = document.querySelector<HTMLButtonElement>('[data-more]');

let instances: Promise<Instance[]> | undefined;

/**
 * One index for each language of the texts; they are asked together. Pagefind keeps one engine a module, and an engine
 * knows the word stems of one language: the query in the address makes each language a module of its own.
 */
function load(): Promise<Instance[]> {
  const address = new URL(form?.dataset.search ?? '', location.href);
  const basePath = address.pathname.replace(/[^/]*$/, '');
  const languages = (form?.dataset.languages ?? '').split(' ').filter(Boolean);
  return Promise.all(
    languages.map(async (language) => {
      const pagefind: Pagefind = await import(/* @vite-ignore */ `${address.href}?${language}`);
      return inLanguage(language, () =>
        pagefind.createInstance({ basePath, noWorker: true, excerptEllipsis: '…' }),
      );
    }),
  );
}

/** Pagefind 1.6 reads the language of an index from the page, whatever its options say, and reads it at once. */
function inLanguage<T>(language: string, work: () => T): T {
  const { documentElement } = document;
  const own = documentElement.lang;
  documentElement.lang = language;
  try {
    return work();
  } finally {
    documentElement.lang = own;
  }
}

async function find(query: string, filters: Record<string, unknown>): Promise<Hit[]> {
  instances ??= load();
  const answers = await Promise.all((await instances).map((one) => one.search(query, { filters })));
  return answers.flatMap((answer) => answer?.results ?? []).sort((a, b) => b.score - a.score);
}

/** `In force from 1 December 2025 until the end of 14 January 2027.`: true on any day. */
function spanText({ status: name, from, until }: SearchRecord['meta']): string {
  if (name === 'withdrawn') return sentence(list, 'withdrawn');
  const parts = [
    ...(from ? [sentence(list, 'from', { from: formatDay(from) })] : []),
    ...(until ? [sentence(list, 'until', { until: formatDay(until) })] : []),
  ];
  return parts.length === 0
    ? sentence(list, 'unknown')
    : sentence(list, name.toLowerCase(), { span: parts.join(' ') });
}

async function resultOf(hit: Hit): Promise<HTMLLIElement> {
  const { raw_url, excerpt, meta } = await hit.data();
  const item = document.createElement('li');
  const heading = document.createElement('h2');
  const link = document.createElement('a');
  link.href = raw_url;
  link.textContent = meta.part === 'clause' ? meta.clause : sentence(list, meta.part);
  heading.append(link);
  const place = document.createElement('p');
  place.className = 'change-facts';
  const facts = [meta.title, sentence(list, 'version', { version: meta.version }), spanText(meta)];
  for (const fact of facts)
    place.append(Object.assign(document.createElement('span'), { textContent: fact.replace(/\.$/, '') }));
  const text = document.createElement('p');
  text.className = 'excerpt';
  for (const part of excerptParts(excerpt)) {
    if (!part.found) text.append(part.text);
    else text.append(Object.assign(document.createElement('mark'), { textContent: part.text }));
  }
  item.append(heading, place, text);
  if (meta.versions.includes(',')) {
    const others = document.createElement('p');
    others.className = 'quiet';
    others.textContent = sentence(list, 'versions', { versions: meta.versions });
    item.append(others);
  }
  return item;
}

let latest = 0;

async function show(query: string, policy: string, past: boolean): Promise<void> {
  if (!status || !list || !more) return;
  const run = ++latest;
  status.textContent = sentence(status, 'searching');
  list.replaceChildren();
  more.hidden = true;
  let hits: Hit[];
  try {
    hits = await find(query, {
      ...(policy ? { policy } : {}),
      ...(past ? {} : { status: { any: ['inForce', 'upcoming'] } }),
    });
  } catch {
    if (run === latest) status.textContent = sentence(status, 'failed');
    instances = undefined;
    return;
  }
  if (run !== latest) return;
  if (hits.length === 0) {
    status.textContent = [sentence(status, 'none', { query }), past ? '' : sentence(status, 'nonePast')]
      .join(' ')
      .trim();
    return;
  }
  const add = async () => {
    const from = list.children.length;
    const items = await Promise.all(hits.slice(from, from + step).map(resultOf));
    if (run !== latest) return;
    list.append(...items);
    const shown = list.children.length;
    more.hidden = shown >= hits.length;
    status.textContent = [
      sentence(status, 'found', { query, count: String(hits.length) }),
      shown < hits.length ? sentence(status, 'shown', { shown: String(shown) }) : '',
    ]
      .join(' ')
      .trim();
    // Whoever asked for more by the keyboard goes on at the first new one.
    if (from > 0) items[0]?.querySelector('a')?.focus();
  };
  more.onclick = () => void add();
  await add();
}

if (form) {
  const field = <T extends HTMLElement>(name: string) => form.elements.namedItem(name) as T | null;
  const query = field<HTMLInputElement>('q');
  const policy = field<HTMLSelectElement>('in');
  const past = field<HTMLInputElement>('past');
  const run = (remember: boolean) => {
    const words = query?.value.trim() ?? '';
    if (words === '') return;
    const facts = { q: words, in: policy?.value ?? '', past: past?.checked ? '1' : '' };
    const address = new URLSearchParams(Object.entries(facts).filter(([, value]) => value !== ''));
    if (remember) history.replaceState(null, '', `?${address}`);
    void show(words, facts.in, facts.past !== '');
  };
  const asked = new URLSearchParams(location.search);
  if (query) query.value = asked.get('q') ?? '';
  const chosen = asked.get('in') ?? '';
  if (policy && [...policy.options].some(({ value }) => value === chosen)) policy.value = chosen;
  if (past) past.checked = asked.has('past');
  run(false);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    run(true);
  });
  for (const limit of [policy, past]) limit?.addEventListener('change', () => run(true));
}
