import type { NoticeJson } from '../export/notice-json.ts';
import { type Listed, lettersOf } from './letters.ts';
import { formatDay, sentence } from './page-words.ts';

/** What somebody typed, pasted or followed a link with. */
type Asked =
  | { kind: 'digest'; digest: string }
  | { kind: 'reference'; reference: string }
  | { kind: 'malformed' };

/**
 * Reads a checksum or a letter's reference, forgiving how people copy them: spaces, hyphens and capitals do not matter, and
 * in references the letters that Crockford's base 32 leaves out are read as the digits they look like.
 */
function readAsked(text: string): Asked {
  const bare = text.replace(/^\s*(sha-?256|ref(erence)?)\s*[:.=]?\s*/i, '').replace(/[\s.‐-―-]/gu, '');
  if (/^[0-9a-f]{64}$/i.test(bare)) return { kind: 'digest', digest: bare.toLowerCase() };
  const code = bare.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  if (/^[0-9A-HJKMNP-TV-Z]{16}$/.test(code))
    return { kind: 'reference', reference: code.replace(/(.{4})(?=.)/g, '$1-') };
  return { kind: 'malformed' };
}

const form = document.querySelector<HTMLFormElement>('form[data-verify]');
const verdict = document.querySelector<HTMLElement>('[data-verdict]');

const say = (key: string, facts?: Record<string, string>): string => sentence(verdict, key, facts);

let listed: Promise<Listed[]> | undefined;

/** Every published version of every policy, from the notice.json files of this site. */
function list(): Promise<Listed[]> {
  listed ??= Promise.all(
    (form?.dataset.verify ?? '')
      .split(' ')
      .filter(Boolean)
      .map(async (path) => {
        const notice = (await (await load(path)).json()) as NoticeJson;
        return notice.versions.map((version) => ({ policy: notice.policy, title: notice.title, version }));
      }),
  ).then((all) => all.flat());
  listed.catch(() => {
    listed = undefined;
  });
  return listed;
}

async function load(path: string): Promise<Response> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${response.status}`);
  return response;
}

async function digestOf(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const paragraph = (text: string, className = ''): HTMLElement =>
  Object.assign(document.createElement('p'), { textContent: text, className });

function linkTo(href: string, text: string): HTMLAnchorElement {
  return Object.assign(document.createElement('a'), { href, textContent: text });
}

/** Addresses are those of the published site; here the paths count, so that a copy elsewhere checks its own files. */
const pathOf = (url: string): string => new URL(url).pathname;

const day = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDay(text) : text === 'unknown' ? say('dateUnknown') : text;

function show(good: boolean | null, ...children: (HTMLElement | string)[]): void {
  if (!verdict) return;
  verdict.dataset.outcome = good === null ? '' : good ? 'good' : 'bad';
  verdict.replaceChildren(...children);
}

function factsOf({ version }: Listed): HTMLElement[] {
  const links = document.createElement('p');
  links.append(linkTo(pathOf(version.url), say('page')), ' · ', linkTo(pathOf(version.text), say('text')));
  const dates = { published: day(version.published), effective: day(version.effective) };
  return [paragraph(say('dates', dates)), links];
}

/** `file`: name of a file that the digest was worked out from. */
async function checkDigest(digest: string, file?: string): Promise<void> {
  const found = (await list()).find(({ version }) => version.digest === digest);
  const own = paragraph(say('computed', { digest }), 'digest quiet');
  if (!found) {
    if (file === undefined) show(false, paragraph(say('none')));
    else show(false, paragraph(say('noneFile', { name: file })), own);
    return;
  }
  const facts = { title: found.title, version: found.version.version };
  const computed = await digestOf(await (await load(pathOf(found.version.text))).arrayBuffer());
  const outcome = paragraph(say('computed', { digest: computed }), 'digest quiet');
  if (computed !== digest) show(false, paragraph(say('differs', facts)), outcome);
  else if (file === undefined) show(true, paragraph(say('same', facts)), ...factsOf(found), outcome);
  else show(true, paragraph(say('sameFile', { ...facts, name: file })), ...factsOf(found), outcome);
}

const kinds = {
  advance: 'referenceAdvance',
  reminder: 'referenceReminder',
  correction: 'referenceCorrection',
} as const;

/** Which letter it is, whether the texts that it told about are published unchanged, and who can confirm that it was to this reader. */
async function checkReference(reference: string): Promise<void> {
  const letters = lettersOf(reference, await list());
  const contact = say('contact');
  const more = paragraph(`${say('referenceMore')} `);
  more.append(linkTo(`mailto:${contact}?subject=${encodeURIComponent(reference)}`, contact));
  if (letters.length === 0) return show(false, paragraph(say('referenceNone', { reference })), more);

  let good = true;
  const told: HTMLElement[] = [];
  for (const { kind, about } of letters) {
    told.push(paragraph(say(kinds[kind], { reference })));
    for (const one of about) {
      const facts = { title: one.title, version: one.version.version };
      const computed = await digestOf(await (await load(pathOf(one.version.text))).arrayBuffer());
      const same = computed === one.version.digest;
      good &&= same;
      told.push(paragraph(say(same ? 'referenceSame' : 'differs', facts)), ...factsOf(one));
      told.push(paragraph(say('computed', { digest: computed }), 'digest quiet'));
    }
  }
  show(good, ...told, more);
}

async function attempt(work: () => Promise<void>): Promise<void> {
  if (!globalThis.crypto?.subtle) return show(null, paragraph(say('insecure')));
  show(null, paragraph(say('checking')));
  try {
    await work();
  } catch {
    show(null, paragraph(say('failed')));
  }
}

function check(text: string): void {
  const asked = readAsked(text);
  if (asked.kind === 'digest') void attempt(() => checkDigest(asked.digest));
  else if (asked.kind === 'reference') void attempt(() => checkReference(asked.reference));
  else show(null, paragraph(say('malformed')));
}

if (form) {
  form.hidden = false;
  const field = form.querySelector<HTMLInputElement>('input[name=digest]');
  const file = form.querySelector<HTMLInputElement>('input[type=file]');
  const linked = new URLSearchParams(location.search);
  const given = linked.get('digest') ?? linked.get('ref') ?? '';
  if (given.trim() !== '') {
    if (field) field.value = given;
    check(given);
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!field || field.value.trim() === '') return;
    const asked = readAsked(field.value);
    // A checksum is public and makes a link worth keeping; a reference is the reader's own and stays out of the address.
    if (asked.kind === 'digest') history.replaceState(null, '', `?digest=${asked.digest}`);
    check(field.value);
  });
  file?.addEventListener('change', () => {
    const chosen = file.files?.[0];
    if (chosen)
      void attempt(async () => checkDigest(await digestOf(await chosen.arrayBuffer()), chosen.name));
  });
}
