import {
  type Block,
  type Clause,
  childBlocks,
  type Inline,
  type PolicyDocument,
} from '../policy/document.ts';
import { inlineText, normalizeSpace } from '../policy/text.ts';
import { readSentence, type Sentence, splitSentences } from './sentences.ts';
import { hasVerb } from './verb.ts';

/** What stands around a block: the titles above it, nearest first, and the sentence that leads its list. */
export interface Surroundings {
  titles: string[];
  lead: string;
  /** Header cells of its table, joined. */
  header: string;
}

/** A document made ready for questions: one pass, linear in its length. */
export interface DocumentIndex {
  /** Surroundings by clause id and block text. */
  around: Map<string, Surroundings>;
  /** Clause id → titles, nearest first. */
  titles: Map<string, string[]>;
  /** Key of a sentence → how often it stands in the document. */
  sentences: Map<string, number>;
  /** Key of a sentence → how often it only repeats an entry of the same list. */
  repeats: Map<string, number>;
  /** Stem → how often it stands in the document. */
  stems: Map<string, number>;
  /** Every different sentence once, with the nearest title. */
  list: { sentence: Sentence; title: string }[];
  /** The first words as written in small letters, to tell the language from. */
  words: string[];
  /** Keys of the headings: a line that repeats one is a table of contents. */
  headings: Set<string>;
  /** Keys of sentences with their dates left out: rows of a list of versions differ in nothing else. */
  undated: Set<string>;
  /** Texts that are nothing but links, and texts that stand above the title of the page. */
  links: Set<string>;
  /** Texts that are nothing but links to places of the same page: a table of contents. */
  contents: Set<string>;
  aboveTitle: Set<string>;
  /** Texts of the entries of lists that are menus. */
  menus: Set<string>;
  /** Titles beside that of the page, at its level: where another document begins. */
  documents: Set<string>;
  /** Keys of sentences in the head and the foot of the page: before the first and after the last thing that the text itself says. */
  margins: Set<string>;
}

/** A heading that is the document's own name, not one of its parts. */
const documentTitle =
  /^(?!.*\b(?:changes?|updates?|contact|about|scope|our|this|how|what|the)\b)[^.?!]{0,60}\b(?:(?:privacy|cookies?|data|legal|trackers?) (?:policy|notice|statement|supplement)|terms (?:of|and|&) \w+|(?:user|service|licence|license|processing) agreement|user terms|subprocessors)\b[^.?!]{0,40}$/i;

/** The key of a sentence without its dates; null when it has none. */
export function undatedKey(sentence: Sentence): string | null {
  if (!sentence.key.includes('‹date:')) return null;
  return sentence.stems.filter((stem) => !stem.startsWith('‹date:')).join(' ');
}

let recent: { document: PolicyDocument; index: DocumentIndex }[] = [];

/** The two texts asked about last are kept: in a history the later one of a step is the earlier one of the next. */
export function indexDocument(document: PolicyDocument): DocumentIndex {
  const index = recent.find((known) => known.document === document)?.index ?? readDocument(document);
  recent = [{ document, index }, ...recent.filter((known) => known.document !== document)].slice(0, 2);
  return index;
}

function readDocument(document: PolicyDocument): DocumentIndex {
  const index: DocumentIndex = {
    around: new Map(),
    titles: new Map(),
    sentences: new Map(),
    repeats: new Map(),
    stems: new Map(),
    list: [],
    words: [],
    headings: new Set(),
    undated: new Set(),
    links: new Set(),
    contents: new Set(),
    aboveTitle: new Set(),
    menus: new Set(),
    documents: new Set(),
    margins: new Set(),
  };
  const lines: Line[] = [];
  let aboveTitle = hasFurnitureAbove(document);
  let clauseId = '';
  const place = (text: string, surroundings: Surroundings) => {
    const normal = /\s\s|^\s|\s$|[^\S ]/u.test(text) ? normalizeSpace(text) : text;
    for (const key of [`${clauseId}\0${normal}`, normal]) {
      if (normal !== '' && !index.around.has(key)) index.around.set(key, surroundings);
    }
  };
  const read = (text: string, surroundings: Surroundings) => {
    place(text, surroundings);
    for (const piece of splitSentences(text)) addSentence(index, readSentence(piece), surroundings);
  };
  const readBlocks = (blocks: readonly Block[], titles: string[], lead: string) => {
    let before = '';
    for (const block of blocks) {
      const above = `${before} ${lead}`.trim();
      if (block.type === 'paragraph' || block.type === 'heading') {
        const text = inlineText(block.children);
        if (onlyLinks(block.children)) {
          index.links.add(normalizeSpace(text));
          if (onlyAnchors(block.children)) index.contents.add(normalizeSpace(text));
        }
        if (aboveTitle && (onlyLinks(block.children) || !statesPractice(text)))
          index.aboveTitle.add(normalizeSpace(text));
        read(text, { titles, lead, header: '' });
        if (/[\p{L}\p{N}]/u.test(text))
          lines.push({ text, linked: onlyLinks(block.children), lead, title: titles[0] ?? '' });
        before = splitSentences(text).at(-1) ?? '';
      } else if (block.type === 'list') {
        countRepeats(block, index.repeats);
        for (const text of menuOf(block, titles, above)) index.menus.add(text);
        for (const item of block.items) readBlocks(item.children, titles, above);
      } else if (block.type === 'table') {
        const rows = block.rows.map((row) => row.map((cell) => normalizeSpace(inlineText(cell.children))));
        const header = (rows[0] ?? []).join(' ');
        lines.push({ text: '', linked: false, lead: above, title: '' });
        for (const cells of rows) {
          for (const cell of cells) read(cell, { titles, lead: above, header });
          for (const list of [cells, cells.filter((cell) => cell !== '')])
            for (const joint of [' | ', ' ']) place(list.join(joint), { titles, lead: above, header });
        }
      } else if (block.type === 'code') read(block.value.replace(/\n/g, ' '), { titles, lead, header: '' });
      else if (block.type === 'definitions') {
        for (const item of block.items) {
          for (const term of item.terms) read(inlineText(term), { titles, lead, header: '' });
          for (const description of item.descriptions)
            readBlocks(description, titles, `${item.terms.map(inlineText).join(', ')} means`);
        }
      } else for (const group of childBlocks(block)) readBlocks(group, titles, lead);
    }
  };
  const readClause = (clause: Clause, above: string[]) => {
    clauseId = clause.id;
    const titles = [clause.title, ...above].filter((title) => title !== '');
    index.titles.set(clause.id, titles);
    if (clause.heading) {
      const text = inlineText(clause.heading);
      read(text, { titles, lead: '', header: '' });
      lines.push({ text, linked: onlyLinks(clause.heading), lead: '', title: null });
    }
    index.headings.add(readSentence(clause.title).key);
    readBlocks(clause.body, titles, '');
    for (const child of clause.children) readClause(child, titles);
  };
  readBlocks(document.preamble, [], '');
  aboveTitle = false;
  for (const clause of document.clauses) readClause(clause, []);
  const levels = document.clauses.map(({ level }) => level);
  for (const { level, title } of document.clauses)
    if (level === 1 && levels.some((other) => other > 1)) index.documents.add(title);
  for (const text of footOf(lines))
    for (const piece of splitSentences(text))
      if (
        !isStatement(piece) ||
        isSlogan(piece) ||
        (copyright.test(text) && !(speaksToReader.test(piece) && speaksOfPractice.test(piece)))
      )
        index.margins.add(readSentence(piece).key);
  for (const text of headOf(lines))
    for (const piece of splitSentences(text)) index.margins.add(readSentence(piece).key);
  return index;
}

/** A block in the order of the page. */
interface Line {
  /** Empty for a table, which is no part of a foot. */
  text: string;
  linked: boolean;
  lead: string;
  /** The nearest title; null for a title itself. */
  title: string | null;
}

const copyright = /©|\(c\)\s*(?:19|20)\d\d|\bcopyright\b.{0,6}(?:19|20)\d\d|\ball rights reserved\b/i;
const leastFoot = 3;
const wordsOfStatement = 6;

/**
 * The menus, addresses and marks after the last statement of a page, which the capture took along. Told by their
 * shape: short lines without a verb that no sentence leads to, among them links or a copyright line. Names that
 * stand directly below a title are a list of its own.
 */
function footOf(lines: readonly Line[]): string[] {
  let start = lines.length;
  while (start > 0 && isFootLine(lines[start - 1]!)) start--;
  // What stands below a title without a sentence between may be that title's list.
  for (let at = start; at < lines.length; at++) {
    const below = lines[at + 1];
    if (lines[at]!.title !== null || !below || below.title === null || !topicalTitle.test(lines[at]!.text))
      continue;
    while (at + 1 < lines.length && lines[at + 1]!.title !== null) at++;
    start = at + 1;
  }
  const foot = lines.slice(start);
  const marked = foot.some(({ text }) => copyright.test(text));
  return marked || (foot.length >= leastFoot && foot.some(({ linked }) => linked))
    ? foot.map(({ text }) => text)
    : [];
}

function isFootLine({ text, lead, title }: Line): boolean {
  if (text === '') return false;
  if (title === null || copyright.test(text)) return true;
  if (/:\s*$/.test(lead) || hasVerb(lead)) return false;
  return splitSentences(text).every(
    (piece) => piece.length <= 160 && (!isStatement(piece) || isSlogan(piece)),
  );
}

const wordsOfEntry = 5;
const leastEntries = 8;
const mostSentences = 0.15;

/**
 * What stands in a list that is a menu: many entries, nearly all of them links or a few words without a verb or an
 * end, under no title that they would answer to. What a sentence among them does with data is no part of it.
 */
function menuOf(list: Block, titles: readonly string[], lead: string): string[] {
  if (titles.some((title) => topicalTitle.test(title)) || /:\W*$/.test(lead)) return [];
  const texts: { text: string; linked: boolean }[] = [];
  const collect = (blocks: readonly Block[]): void => {
    for (const block of blocks)
      if (block.type === 'paragraph')
        texts.push({ text: normalizeSpace(inlineText(block.children)), linked: onlyLinks(block.children) });
      else for (const group of childBlocks(block)) collect(group);
  };
  collect([list]);
  const entries = texts.filter(
    ({ text, linked }) =>
      text.split(' ').length <= wordsOfEntry &&
      (linked || (!/[.;:,]$/.test(text) && !/^\p{Ll}/u.test(text) && !hasVerb(text))),
  );
  if (entries.length < leastEntries || entries.length < (1 - mostSentences) * texts.length) return [];
  return texts.map(({ text }) => text).filter((text) => !statesPractice(text));
}

const wordsOfProse = 15;
const manyLines = 8;

/**
 * The menus and buttons before the first prose of a page: short lines, among them links, or very many of them. A
 * title under which a bare list would say something ends them.
 */
function headOf(lines: readonly Line[]): string[] {
  const end = lines.findIndex(
    ({ text, title }) =>
      text === '' ||
      (title === null && topicalTitle.test(text) && !documentTitle.test(text)) ||
      splitSentences(text).some(
        (piece) =>
          hasVerb(piece) && (readSentence(piece).words.length >= wordsOfProse || speaksToReader.test(piece)),
      ),
  );
  const head = lines.slice(0, Math.max(0, end));
  return head.length >= manyLines || (head.length >= leastFoot && head.some(({ linked }) => linked))
    ? head.map(({ text }) => text)
    : [];
}

const speaksToReader = /\b(?:we|you|your|data|personal|controller)\b/i;

/** Data, a duty, a right: what a line beside a copyright mark may still say. */
const speaksOfPractice =
  /\b(?:data|personal|information|controller|cookies?|collect\w*|shar(?:e|ing)\w*|s(?:ell|old)\w*|terms|polic\w+|notice|agree\w*|must|may|shall|rights?|consent|liab\w*|laws?|licen[cs]\w*|fees?)\b/i;

const isStatement = (piece: string): boolean =>
  hasVerb(piece) && readSentence(piece).words.length >= wordsOfStatement;

/** Praise of the product: nothing in it is data, a duty or a term. */
const isSlogan = (piece: string): boolean =>
  !/\b(?:we|us|our|they|data|information|personal|shar\w+|sell\w*|collect\w*|us(?:es?|ed|ing)|cookies?|rights?|terms|polic\w+|notice|agree\w*|must|may|shall|will|can|fees?|pay\w*|refund\w*|delet\w+|consent|child\w*|years?|days?|law\w*|contact|account|service)\b/i.test(
    piece,
  );

/** Titles under which a bare list says something. */
const topicalTitle =
  /\b(?:collect|shar(?:e|ing)|disclos|recipient|third part|sub-?processor|partner|cookie|purpose|rights?\b|choice|provider|prohibit|fees?\b|pric|personal (?:data|information)|(?:data|information) (?:we|you|that|about))/i;

const wordsForLanguage = 2000;

function addSentence(index: DocumentIndex, sentence: Sentence, { titles }: Surroundings): void {
  if (index.words.length < wordsForLanguage)
    for (const word of sentence.words) index.words.push(word.text.toLowerCase());
  for (const stem of sentence.stems) index.stems.set(stem, (index.stems.get(stem) ?? 0) + 1);
  if (sentence.key === '') return;
  const undated = undatedKey(sentence);
  if (undated !== null) index.undated.add(undated);
  const times = index.sentences.get(sentence.key) ?? 0;
  if (times === 0) index.list.push({ sentence, title: titles[0] ?? '' });
  index.sentences.set(sentence.key, times + 1);
}

/** More words than this above the title are no banner. */
const mostAboveTitle = 60;

/** Whether what stands above the first heading is page furniture, because that heading is the document's title. */
function hasFurnitureAbove({ title, clauses, preamble }: PolicyDocument): boolean {
  if (title || preamble.length === 0 || !documentTitle.test(clauses[0]?.title ?? '')) return false;
  const words = preamble.flatMap((block) =>
    block.type === 'paragraph' ? inlineText(block.children).split(/\s+/) : ['', ''],
  );
  return words.length <= mostAboveTitle;
}

/** What is done with data is said, in a sentence rather than a title of the contents, wherever it stands. */
const statesPractice = (text: string): boolean =>
  /\bwe\b|[.!]["'”’)]*\s*$/i.test(text) &&
  /\b(?:we|us|our|your?|data|information|cookies)\b/i.test(text) &&
  /\b(?:collect|gather|us(?=e|i)|process|shar(?=e|i)|disclos(?=e|i)|sell|sold|rent|transfer|stor(?=e|i)|keep|kept|retain|delet(?=e|i)|record|track|monitor|receiv(?=e|i))(?:e?[sd]|es|ed|ing|e)?\b/i.test(
    text,
  );

/** Fewer stems than this begin several entries of a list that go on to say different things. */
const leastOpening = 6;

/** An entry that begins like another of its list repeats what both say. */
function countRepeats({ items }: Extract<Block, { type: 'list' }>, repeats: Map<string, number>): void {
  const said = new Map<string, Set<string>>();
  for (const { children } of items) {
    const [first, ...more] = children;
    if (first?.type !== 'paragraph' || more.length > 0) continue;
    const [opening, ...others] = splitSentences(inlineText(first.children)).map(readSentence);
    if (!opening || (others.length > 0 && opening.stems.length < leastOpening)) continue;
    const known = said.get(opening.key) ?? new Set();
    for (const { key } of [opening, ...others])
      if (known.has(key)) repeats.set(key, (repeats.get(key) ?? 0) + 1);
      else known.add(key);
    said.set(opening.key, known);
  }
}

/** Every letter stands in a link. */
function onlyLinks(children: readonly Inline[]): boolean {
  const written = children.filter((child) => /[\p{L}\p{N}]/u.test(inlineText([child])));
  return written.length > 0 && written.every((child) => child.type === 'link');
}

/** Links within the page. */
const onlyAnchors = (children: readonly Inline[]): boolean =>
  children.every((child) => child.type !== 'link' || child.url.startsWith('#'));
