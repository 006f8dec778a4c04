import type { Block } from './document.ts';
import { closeTitle } from './leads.ts';
import { acceptNumbers, type Numbered } from './numbering.ts';
import { type Candidate, candidateOf, type Opener } from './opener-candidates.ts';
import { inlineText, normalizeSpace } from './text.ts';
import { namesDocument } from './titles.ts';

/**
 * The blocks that open clauses, in order. Headings always do. Paragraphs do when they bear a number that is part of a
 * sequence (see numbering.ts), or when they begin with a title set in bold or italics, provided that the document
 * has no headings to speak of: where people wrote headings, bold words are emphasis. One pass and a sort of sequences: linear.
 */
export function findOpeners(blocks: readonly Block[]): Opener[] {
  const candidates: Candidate[] = [];
  for (const [index, block] of blocks.entries()) {
    const candidate = candidateOf(block, index);
    if (candidate) candidates.push(candidate);
  }
  const listLike = contentsLists(candidates);
  const numbered = candidates.filter((candidate) => candidate.numbered && !listLike.has(candidate));
  const accepted = acceptNumbers(numbered.flatMap((candidate) => candidate.numbered ?? []));
  const headings =
    candidates.filter((candidate) => candidate.kind === 'heading').length -
    (blocks[0]?.type === 'heading' ? 1 : 0);
  const marks = candidates.filter((candidate) => candidate.kind === 'mark').length;
  const marksCount = headings <= 2 || marks >= 4 * headings;
  const names = documentNames(candidates, blocks);
  const openers = candidates
    .filter((candidate) => !names.has(candidate))
    .flatMap((candidate) => settle(candidate, accepted, listLike, marksCount, blocks));
  return separateAlone(openers);
}

/** Drops what is no number after all; a heading stays a heading, its figures then belong to the title. */
function settle(
  candidate: Candidate,
  accepted: ReadonlySet<Numbered>,
  listLike: ReadonlySet<Candidate>,
  marksCount: boolean,
  blocks: readonly Block[],
): Candidate[] {
  const { numbered } = candidate;
  const real = numbered !== undefined && accepted.has(numbered) && !listLike.has(candidate);
  if (candidate.kind === 'heading') {
    if (!numbered || real) return [withStyle(candidate)];
    const block = blocks[candidate.index];
    const text = block?.type === 'heading' ? normalizeSpace(inlineText(block.children)) : '';
    return [{ ...candidate, number: null, path: null, title: closeTitle(text) }];
  }
  if (candidate.kind === 'number') return real ? [withStyle(candidate)] : [];
  return marksCount ? [candidate] : [];
}

/** The style of a number is known only after its sequence (`I.` may be a letter). */
function withStyle(candidate: Candidate): Candidate {
  const read = candidate.numbered?.read;
  if (!read) return candidate;
  const decimal = read.style === 'decimal' && !read.bracketed;
  return {
    ...candidate,
    path: decimal ? read.path : null,
    first: (read.path.at(-1) ?? 0) <= 1,
    style: decimal ? `decimal ${read.path.length}` : `${read.bracketed ? 'bracketed ' : ''}${read.style}`,
  };
}

/** Tables of contents and lists in disguise: three or more numbered titles in a row, each followed at once by the next. */
function contentsLists(candidates: readonly Candidate[]): Set<Candidate> {
  const found = new Set<Candidate>();
  let run: Candidate[] = [];
  const flush = () => {
    if (run.length >= 3) for (const candidate of run) found.add(candidate);
    run = [];
  };
  for (const candidate of candidates) {
    if (candidate.kind !== 'number') {
      flush();
      continue;
    }
    const before = run.at(-1);
    const next = before && before.index + 1 === candidate.index && isNext(before, candidate);
    if (!next) flush();
    if (candidate.alone) run.push(candidate);
    else flush();
  }
  flush();
  return found;
}

/** True when some reading of the numbers makes `after` the next one (`H.` and `I.`: letters; `I` alone is Roman). */
function isNext(before: Candidate, after: Candidate): boolean {
  const readings = ({ numbered }: Candidate) =>
    numbered ? [numbered.read, ...(numbered.read.other ? [numbered.read.other] : [])] : [];
  return readings(before).some((a) =>
    readings(after).some(
      (b) =>
        a.style === b.style &&
        a.path.length === b.path.length &&
        a.path.every((value, i) => b.path[i] === (i === b.path.length - 1 ? value + 1 : value)),
    ),
  );
}

/** Bold lines that repeat the words of the document's title, and one right above such a line (the company's name). */
function documentNames(candidates: readonly Candidate[], blocks: readonly Block[]): Set<Candidate> {
  const first = blocks.find((block) => block.type === 'heading');
  const title = first?.type === 'heading' ? normalizeSpace(inlineText(first.children)).toLowerCase() : '';
  const repeats = (candidate: Candidate | undefined) =>
    candidate?.kind === 'mark' &&
    candidate.alone &&
    (title.includes(candidate.title.toLowerCase()) ||
      (candidate.index === 0 && namesDocument(candidate.title)));
  return new Set(
    candidates.filter((candidate, i) => {
      const next = candidates[i + 1];
      const above = next?.index === candidate.index + 1 && repeats(next);
      return candidate.kind === 'mark' && candidate.alone && (repeats(candidate) || above);
    }),
  );
}

/**
 * Where one style of marks is used both alone and run into paragraphs, the ones alone stand above the others, provided that
 * the document does so from the beginning: at least two alone, and one of them first. A colon makes one of both.
 */
function separateAlone(openers: Candidate[]): Opener[] {
  const firstOf = (style: string) =>
    openers.findIndex((opener) => opener.kind === 'mark' && opener.style === style);
  // Bold italics met after plain bold are the same to whoever set them.
  const same = firstOf('strong') >= 0 && firstOf('strong') < firstOf('emphasis strong');
  if (same) for (const opener of openers) if (opener.style === 'emphasis strong') opener.style = 'strong';
  const uses = new Map<string, { alone: number; run: number; aloneFirst: boolean }>();
  const above = (opener: Candidate) => opener.alone && !opener.colon;
  for (const opener of openers) {
    if (opener.kind !== 'mark') continue;
    const use = uses.get(opener.style) ?? { alone: 0, run: 0, aloneFirst: above(opener) };
    use[above(opener) ? 'alone' : 'run'] += 1;
    uses.set(opener.style, use);
  }
  return openers.map((candidate) => {
    const { numbered: _n, alone: _a, colon: _c, ...opener } = candidate;
    const use = opener.kind === 'mark' ? uses.get(opener.style) : undefined;
    const apart = use !== undefined && use.alone >= 2 && use.run >= 2 && use.aloneFirst;
    return apart ? { ...opener, style: `${opener.style} ${above(candidate) ? 'alone' : 'run in'}` } : opener;
  });
}
