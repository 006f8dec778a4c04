import type { Day } from '../../policy/day.ts';
import { isDay } from '../../policy/day.ts';
import type { Block, Inline } from '../../policy/document.ts';
import { splitNumber } from '../../policy/numbering.ts';
import { findOpeners } from '../../policy/openers.ts';
import { blockTexts, inlineText, normalizeSpace, wordsOf } from '../../policy/text.ts';
import { type Dropped, droppedBlock } from './report.ts';

/** What a rule knows about the place of a block. */
interface Place {
  block: Block;
  text: string;
  index: number;
  /** Blocks from the end; 0 for the last. */
  fromEnd: number;
  /** True until the first paragraph of the policy itself (40 words or more). */
  opening: boolean;
  /** True before the document's first heading and its first sentence. */
  aboveTitle: boolean;
  /** Titles of all clauses, in small letters. */
  headings: ReadonlySet<string>;
  title: string;
  next: Block | undefined;
  /** The block before announces this one (`We share your data with:`). */
  announced: boolean;
  /** The block before is a title of the contents. */
  titled: boolean;
  /** One of several paragraphs in a row that are each a link into the document, and no more. */
  inRun: boolean;
}

interface FurnitureRule {
  reason: string;
  test: (place: Place) => boolean;
}

const navigation =
  /^(skip to (the )?(main )?(content|search|navigation|menu|footer)|(back|return) to (the )?top|top|home|menu|close|search|print( this page)?|share( this page)?|(print or )?(download|save)( (as |a )?(pdf|copy)( file)?)?|log ?in|sign ?in|sign ?up|cookie settings|manage cookies|accept( all)?|previous|next|toggle navigation|jump to navigation)\W*$/i;

/** Archive banners and page furniture, one rule a kind. The first that fits is the reason in the report. */
const rules: FurnitureRule[] = [
  { reason: 'archive banner', test: ({ text, index }) => index <= 2 && archived.test(text) },
  {
    reason: 'no words (left over from a table or a layout)',
    test: ({ block, text }) => block.type !== 'rule' && !/[\p{L}\p{N}]/u.test(text) && !hasPicture(block),
  },
  { reason: 'line across the page', test: ({ block }) => block.type === 'rule' },
  { reason: 'picture', test: ({ block, text }) => text === '' && hasPicture(block) },
  {
    reason: 'footer of the page',
    test: ({ text, fromEnd }) =>
      fromEnd <= 4 &&
      text.length < 300 &&
      /^(copyright\b(?=.*(©|\(c\)|\d{4}))|©|\(c\) ?\d{4})|©\s*\d{4}|all rights reserved\W*$/i.test(text) &&
      !/\b(privacy|personal) (data|information)\b/i.test(text),
  },
  {
    reason: 'navigation',
    test: ({ block, text, opening, fromEnd }) =>
      (opening || fromEnd <= 4) && block.type === 'paragraph' && text.length < 40 && navigation.test(text),
  },
  {
    reason: 'announcement of the page',
    test: ({ block, text, opening }) =>
      opening &&
      block.type === 'paragraph' &&
      text.length < 400 &&
      /(^[X×✕]\s+\p{Lu})|(read|learn|find out) more\s*[»›>→]|^(we use|this (web)?site uses) cookies\b.*\b(accept|ok|agree)\W*$/iu.test(
        text,
      ) &&
      !/^(x|×) (may|will|is)\b/i.test(text),
  },
  {
    reason: 'title of the contents',
    test: ({ text, next, headings }) =>
      (contentsTitle.test(text) &&
        (next === undefined ||
          !(['list', 'table'].includes(next.type) || (mayBeClause.test(text) && isSentence(next))) ||
          linksOnly(next, { titled: true }, headings))) ||
      (contentsOf.test(text) && next !== undefined && linksOnly(next, {}, headings)),
  },
  {
    reason: 'links only (navigation, or contents that the site makes itself)',
    test: ({ block, aboveTitle, headings, inRun, announced, titled }) =>
      !announced && (inRun || linksOnly(block, { aboveTitle, titled }, headings)),
  },
  {
    reason: 'repeats the title',
    test: ({ block, text, opening, title, next }) =>
      opening &&
      title !== '' &&
      isLine(block) &&
      (sameWords(text, title) ||
        (nameOnly(text, title) &&
          next !== undefined &&
          isLine(next) &&
          sameWords(normalizeSpace(blockTexts(next).join(' ')), title))),
  },
];

const contentsTitle =
  /^(table of contents|contents|(in|on) this (page|article|document)|quick links|jump to|inhalt(sverzeichnis)?|sommaire|table des matières|índice|contenido)\W*$/i;

/** `Contents of this notice`; `Contents of your messages` is a clause. */
const contentsOf = /^contents of .{3,40}$/i;

/** What follows `Contents` as prose may be about contents: `You own what you write.` */
const mayBeClause = /^(contents|inhalt|contenido)\W*$/i;
const isSentence = (block: Block): boolean =>
  block.type === 'paragraph' && /(\P{L}+\p{L}+){3,}.*[.!?:]$/u.test(inlineText(block.children).trim());

const archived =
  /\b(extracted and transformed from|archived on \d{4}|wayback machine|web\.archive\.org|archive\.org\/web|original snapshot|archived (copy|version) of)\b/i;

/** Takes furniture out of the blocks; reports each piece with its reason and line. `title`: of the document. */
export function dropFurniture(
  blocks: readonly Block[],
  title: string,
): { blocks: Block[]; dropped: Dropped[]; seen: Day | null } {
  const kept: Block[] = [];
  const dropped: Dropped[] = [];
  let seen: Day | null = null;
  let opening = true;
  const headings = new Set(findOpeners(blocks).map((opener) => bareTitle(opener.title)));
  const runs = contentsRuns(blocks, headings);
  const firstHeading = blocks.findIndex((block) => block.type === 'heading');
  for (const [index, block] of blocks.entries()) {
    const text = textOf(block);
    const place = {
      block,
      text,
      index,
      fromEnd: blocks.length - 1 - index,
      opening,
      aboveTitle: index < firstHeading && !kept.some(isSentence),
      headings,
      title,
      next: blocks[index + 1],
      titled: contentsTitle.test(textOf(blocks[index - 1])),
      announced: announces(blocks[runs.get(block) ?? index - 1]),
      inRun: runs.has(block),
    };
    const rule = rules.find((candidate) => candidate.test(place));
    if (!rule) {
      kept.push(block);
      if (block.type === 'paragraph' && text.split(' ').length >= 40) opening = false;
      continue;
    }
    if (rule.reason === 'archive banner') seen ??= seenDay(block, text);
    dropped.push(
      rule.reason === 'picture'
        ? { ...droppedBlock(block, rule.reason), text: altOf(block) }
        : droppedBlock(block, rule.reason),
    );
  }
  return { blocks: kept, dropped, seen };
}

/** The day on which an archive saw the text: in its words, else in its address (`/web/20130508…`). */
function seenDay(block: Block, text: string): Day | null {
  const told = /\b(\d{4}-\d{2}-\d{2})\b/.exec(text)?.[1];
  if (told && isDay(told)) return told;
  const stamp = /\/web\/(\d{4})(\d{2})(\d{2})/.exec(JSON.stringify(block));
  const day = stamp ? `${stamp[1]}-${stamp[2]}-${stamp[3]}` : '';
  return isDay(day) ? day : null;
}

const isLine = (block: Block): boolean =>
  block.type === 'heading' || (block.type === 'paragraph' && inlineText(block.children).length < 120);

function sameWords(text: string, title: string): boolean {
  const words = wordsOf(text.toLowerCase());
  const wanted = wordsOf(title.toLowerCase());
  return (
    words.length > 0 &&
    words.length <= wanted.length &&
    words.join(' ') === wanted.slice(0, words.length).join(' ') &&
    words.length * 2 >= wanted.length
  );
}

/** The company's name alone (`Fernhill TM`), as it stands in the title too. */
function nameOnly(text: string, title: string): boolean {
  const words = wordsOf(text.toLowerCase()).filter(
    (word) => !['tm', 'r', 'inc', 'llc', 'ltd', 'gmbh'].includes(word),
  );
  return (
    words.length > 0 &&
    words.length <= 4 &&
    words.every((word) => wordsOf(title.toLowerCase()).includes(word))
  );
}

function hasPicture(block: Block): boolean {
  return altOf(block) !== '' || JSON.stringify(block).includes('"type":"image"');
}

function altOf(block: Block): string {
  const alts = [...JSON.stringify(block).matchAll(/"alt":("(?:[^"\\]|\\.)*")/g)].map((match) =>
    String(JSON.parse(match[1] ?? '""')),
  );
  return alts.join(' ').trim();
}

/** A title in small letters without number and signs. */
const bareTitle = (text: string): string =>
  wordsOf(splitNumber(normalizeSpace(text)).title.toLowerCase()).join(' ');

/**
 * A row or list of three links or more and nothing else: a table of contents (most of it repeats the document's titles; half, or
 * none below a title of the contents, where all of it leads into the document itself), or a menu above the first heading. Elsewhere links are content: a list of subprocessors, say.
 */
function linksOnly(
  block: Block,
  { aboveTitle = false, titled = false },
  headings: ReadonlySet<string>,
): boolean {
  const links: string[] = [];
  let others = 0;
  let within = 0;
  const visit = (nodes: readonly Inline[]) => {
    for (const node of nodes) {
      if (node.type === 'link') {
        links.push(inlineText(node.children));
        if (node.url.startsWith('#')) within += 1;
      } else if ('children' in node) visit(node.children);
      else if ((node.type === 'text' || node.type === 'code') && /\p{L}/u.test(node.value)) others += 1;
    }
  };
  const walk = (blocks: readonly Block[]) => {
    for (const inner of blocks) {
      if (inner.type === 'paragraph') visit(inner.children);
      else if (inner.type === 'list') for (const item of inner.items) walk(item.children);
      else others += 1;
    }
  };
  walk([block]);
  const known = links.filter((link) => headings.has(bareTitle(link))).length;
  return (
    links.length >= 3 &&
    others === 0 &&
    (aboveTitle ||
      known * 3 >= links.length * 2 ||
      (within === links.length && (titled || known * 2 >= links.length)))
  );
}

const textOf = (block: Block | undefined): string =>
  block ? normalizeSpace(blockTexts(block).join(' ')) : '';

/** `Links to the sections of this notice:` */
const leadsOn =
  /\b(sections?|chapters?|topics|contents|links|headings|abschnitte?n?|kapiteln?|inhalte?|rubriques|chapitres|secciones|apartados)\b/i;

/** `We share your data with:`; a title of the contents announces only them. */
function announces(block: Block | undefined): boolean {
  if (!block || !['paragraph', 'heading'].includes(block.type)) return false;
  const text = textOf(block);
  return (
    text.endsWith(':') && ![contentsTitle, contentsOf, navigation, leadsOn].some((words) => words.test(text))
  );
}

/**
 * Contents set as paragraphs: three or more in a row, each a single link into the document, half of them a title of it. Each with the
 * index of the block before its row.
 */
function contentsRuns(blocks: readonly Block[], headings: ReadonlySet<string>): Map<Block, number> {
  const found = new Map<Block, number>();
  let run: Block[] = [];
  const known = (entry: Block) => headings.has(bareTitle(blockTexts(entry).join(' ')));
  for (const [index, block] of [...blocks, null].entries()) {
    const [only, ...others] =
      block?.type === 'paragraph' ? block.children.filter((node) => /\p{L}/u.test(inlineText([node]))) : [];
    if (block && others.length === 0 && only?.type === 'link' && only.url.startsWith('#')) run.push(block);
    else {
      if (run.length >= 3 && run.filter(known).length * 2 >= run.length)
        for (const entry of run) found.set(entry, index - run.length - 1);
      run = [];
    }
  }
  return found;
}
