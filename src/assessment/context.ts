import { type Block, type Clause, childBlocks, type PolicyDocument } from '../policy/document.ts';
import { inlineText, normalizeSpace } from '../policy/text.ts';
import { readSentence, splitSentences } from './sentences.ts';

/** What stands around a block: the titles above it, nearest first, and the sentence that leads its list. */
export interface Surroundings {
  titles: string[];
  lead: string;
  /** Header cells of its table, joined. */
  header: string;
}

export interface DocumentIndex {
  /** Surroundings by normalised block text. */
  around: Map<string, Surroundings>;
  /** Clause id → titles, nearest first. */
  titles: Map<string, string[]>;
  /** Key of a sentence → how often it stands in the document. */
  sentences: Map<string, number>;
  /** Stem → how often it stands in the document. */
  stems: Map<string, number>;
  /** The first words as written in small letters, to tell the language from. */
  words: string[];
}

/** One pass over a document; linear in its length. */
export function indexDocument(document: PolicyDocument): DocumentIndex {
  const index: DocumentIndex = {
    around: new Map(),
    titles: new Map(),
    sentences: new Map(),
    stems: new Map(),
    words: [],
  };
  const addText = (text: string, surroundings: Surroundings) => {
    const normal = normalizeSpace(text);
    if (normal === '') return;
    if (!index.around.has(normal)) index.around.set(normal, surroundings);
    for (const piece of splitSentences(text)) {
      const sentence = readSentence(piece);
      if (sentence.key !== '')
        index.sentences.set(sentence.key, (index.sentences.get(sentence.key) ?? 0) + 1);
      if (index.words.length < 2000)
        for (const word of sentence.words) index.words.push(word.text.toLowerCase());
      for (const stem of sentence.stems) index.stems.set(stem, (index.stems.get(stem) ?? 0) + 1);
    }
  };
  const addBlocks = (blocks: readonly Block[], titles: string[], lead: string, header = '') => {
    let before = lead;
    for (const block of blocks) {
      if (block.type === 'paragraph' || block.type === 'heading') {
        const text = inlineText(block.children);
        addText(text, { titles, lead: before === lead ? lead : `${before} ${lead}`.trim(), header });
        before = splitSentences(text).at(-1) ?? lead;
      } else if (block.type === 'table') {
        const [first] = block.rows;
        const cells = (row: typeof first) => (row ?? []).map((cell) => inlineText(cell.children));
        const head = cells(first).join(' ');
        for (const row of block.rows) {
          for (const cell of cells(row)) addText(cell, { titles, lead: before, header: head });
          addText(cells(row).join(' '), { titles, lead: before, header: head });
        }
      } else if (block.type === 'list') {
        for (const item of block.items)
          addBlocks(item.children, titles, before === lead ? lead : `${before} ${lead}`.trim());
      } else if (block.type === 'code') addText(block.value, { titles, lead: before, header });
      else if (block.type === 'definitions') {
        for (const item of block.items) {
          const term = item.terms.map(inlineText).join(', ');
          for (const one of item.terms) addText(inlineText(one), { titles, lead: before, header });
          for (const description of item.descriptions) addBlocks(description, titles, term);
        }
      } else for (const group of childBlocks(block)) addBlocks(group, titles, before);
    }
  };
  const addClause = (clause: Clause, above: string[]) => {
    const titles = [clause.title, ...above].filter((title) => title !== '');
    index.titles.set(clause.id, titles);
    if (clause.heading) addText(inlineText(clause.heading), { titles, lead: '', header: '' });
    addBlocks(clause.body, titles, '');
    for (const child of clause.children) addClause(child, titles);
  };
  addBlocks(document.preamble, [], '');
  for (const clause of document.clauses) addClause(clause, []);
  return index;
}
