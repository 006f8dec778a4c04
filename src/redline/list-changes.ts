import type { Clause } from '../policy/document.ts';
import type { Unit } from './flatten.ts';
import type { ClausePair } from './match-clauses.ts';
import type { Entry } from './merge.ts';
import type { Change, ClauseReference, Run, Segment, TableRow } from './redline.ts';
import {
  findTerms,
  isRenumbering,
  type Replacement,
  replacementsOf,
  runListsOf,
  type Term,
} from './replacements.ts';
import { bareBreak } from './tokens.ts';

type Draft = Omit<Change, 'id'> & {
  /** What shows the finding: these get its id. */
  marks: { id?: string }[];
};

/**
 * Merged entries → findings, in reading order, each once: moves, whole clauses, columns, renumbering and terms replaced throughout
 * take the places that they explain; every other block with a change is a finding of its own.
 * Writes each finding's id into the rows and runs that show it.
 */
export function listChanges(
  entries: readonly Entry[],
  old: readonly Unit[],
  clauses: readonly ClausePair[],
): Change[] {
  const lister = new Lister(entries, old, clauses);
  return lister.list();
}

class Lister {
  private readonly entries: readonly Entry[];
  /** Runs that a finding about several places has taken. */
  private readonly taken = new Set<Run>();
  private readonly terms: Term[];
  private readonly renumbered: Replacement[];
  private readonly numbers: Map<string, string>;
  private readonly wholeClauses: Map<Entry, Entry[]>;
  private readonly moves = new Map<number, Entry[]>();

  constructor(entries: readonly Entry[], old: readonly Unit[], clauses: readonly ClausePair[]) {
    this.entries = entries;
    for (const entry of entries) {
      if (entry.move === undefined) continue;
      const list = this.moves.get(entry.move);
      if (list) list.push(entry);
      else this.moves.set(entry.move, [entry]);
    }
    const replacements = entries.flatMap(replacementsOf);
    this.numbers = renumberings(entries, clauses);
    this.renumbered = replacements.filter((place) => isRenumbering(place, this.numbers));
    const explained = new Set(this.renumbered);
    this.terms = findTerms(
      replacements.filter((place) => !explained.has(place)),
      old.map((unit) => unit.text).join('\n'),
    );
    for (const place of [...this.renumbered, ...this.terms.flatMap((term) => term.places)]) {
      for (const run of [...place.removed, ...place.added]) this.taken.add(run);
    }
    this.wholeClauses = findWholeClauses(entries);
  }

  list(): Change[] {
    const drafts: Draft[] = [];
    const inClause = new Set([...this.wholeClauses.values()].flat());
    const termAt = new Map(this.terms.map((term) => [term.places[0]!.entry, [] as Term[]]));
    for (const term of this.terms) termAt.get(term.places[0]!.entry)!.push(term);
    const firstRenumbered = this.renumbered[0]?.entry;
    for (const [index, entry] of this.entries.entries()) {
      const clause = this.wholeClauses.get(entry);
      if (clause) drafts.push(clauseDraft(clause));
      else if (entry.move !== undefined && !entry.form) {
        const all = this.moves.get(entry.move)!;
        if (entry.side === 'new' && all.find((other) => other.side === 'new') === entry)
          drafts.push(moveDraft(all, entry.move));
      } else if (!inClause.has(entry)) drafts.push(...this.blockDrafts(entry, index));
      if (entry === firstRenumbered) drafts.push(this.renumberDraft());
      for (const term of termAt.get(entry) ?? []) drafts.push(termDraft(term));
    }
    return identify(drafts);
  }

  private blockDrafts(entry: Entry, index: number): Draft[] {
    const { row } = entry;
    if (row.type === 'table') return tableDrafts(entry, (run) => this.isOpen(run));
    if (!('runs' in row) || (entry.form && entry.side === 'old')) return [];
    const marks = [row, ...row.runs.filter((run) => this.isOpen(run))];
    const base = { ...placeOf(entry), count: 1, block: blockOf(entry.new ?? entry.old!), marks };
    const segments = segmentsOf(row.runs);
    const [old, fresh] = [sideText(segments, 'old'), sideText(segments, 'new')];
    if (entry.side === 'old') {
      const partner = this.replacedBy(index);
      if (partner) return [];
      return isBlank(old) ? [] : [{ kind: 'removed', old, new: null, segments, ...base }];
    }
    if (entry.side === 'new' && !entry.form) {
      const partner = this.replaces(index);
      if (partner && 'runs' in partner.row) {
        const both = [...segmentsOf(partner.row.runs), ...segments];
        const clause = { old: referenceOf(partner.old), new: base.clause.new };
        const before = sideText(segmentsOf(partner.row.runs), 'old');
        return [
          {
            ...base,
            kind: 'changed',
            clause,
            old: before,
            new: fresh,
            segments: both,
            marks: [...marks, partner.row, ...partner.row.runs],
          },
        ];
      }
      return isBlank(fresh) ? [] : [{ kind: 'added', old: null, new: fresh, segments, ...base }];
    }
    const drafts: Draft[] = [];
    const group = this.splitGroup(index);
    if (group) {
      const all = group.flatMap((member) =>
        segmentsOf('runs' in member.row ? member.row.runs : []).concat({ type: 'same', text: '\n' }),
      );
      const texts = group.map((member) =>
        sideText(segmentsOf('runs' in member.row ? member.row.runs : []), 'new'),
      );
      drafts.push({
        ...base,
        kind: 'split',
        old: sideText(all, 'old'),
        new: texts.join('\n'),
        segments: merge(all.slice(0, -1)),
        marks: group.slice(1).map((member) => member.row),
      });
    }
    if (row.runs.some((run) => run.ends))
      drafts.push({
        ...base,
        kind: 'merged',
        old,
        new: fresh,
        segments,
        marks: row.runs.filter((run) => run.ends),
      });
    const edited = row.runs.some(
      (run) => this.isOpen(run) && run.op !== 'same' && run.change === undefined && !isBlank(run.text),
    );
    if (edited) drafts.push({ ...base, kind: 'changed', old, new: fresh, segments });
    else if (row.runs.some((run) => run.change === 'link' || (run.image && run.op !== 'same')))
      drafts.push({ ...base, kind: 'link', old, new: fresh, segments });
    else if (entry.form || row.runs.some((run) => run.change !== undefined)) {
      drafts.push({ ...base, kind: 'format', old, new: fresh, segments });
    }
    return drafts;
  }

  private isOpen(run: Run): boolean {
    return !this.taken.has(run) && (run.op !== 'same' || run.change !== undefined);
  }

  /** One removed block right before one added block of the same sort: a replacement. */
  private replacedBy(index: number): Entry | null {
    const [before, here, after, beyond] = [-1, 0, 1, 2].map((step) => this.entries[index + step]);
    const alone = (entry: Entry | undefined, side: string) =>
      entry?.side !== side || entry.move !== undefined;
    if (!here || !after || !isPlain(here, 'old') || !isPlain(after, 'new')) return null;
    if (!alone(before, 'old') || !alone(beyond, 'new')) return null;
    return blockOf(here.old!) === blockOf(after.new!) &&
      !this.inWholeClause(here) &&
      !this.inWholeClause(after)
      ? after
      : null;
  }

  private replaces(index: number): Entry | null {
    return index > 0 && this.replacedBy(index - 1) ? this.entries[index - 1]! : null;
  }

  private inWholeClause(entry: Entry): boolean {
    for (const list of this.wholeClauses.values()) if (list.includes(entry)) return true;
    return false;
  }

  private splitGroup(index: number): Entry[] | null {
    const continues = (entry: Entry | undefined) =>
      entry !== undefined && 'runs' in entry.row && entry.row.type !== 'code' && entry.row.continues === true;
    const [first] = [this.entries[index]!];
    if (continues(first) || !continues(this.entries[index + 1])) return null;
    let end = index + 1;
    while (continues(this.entries[end])) end++;
    return this.entries.slice(index, end);
  }

  private renumberDraft(): Draft {
    const numbers = [...this.numbers].map(([old, fresh]) => ({ old, new: fresh }));
    const first = this.renumbered[0]!;
    const [from, to] = [
      numberRange(numbers.map((pair) => pair.old)),
      numberRange(numbers.map((pair) => pair.new)),
    ];
    return {
      kind: 'renumbered',
      ...placeOf(first.entry),
      old: from || first.old,
      new: to || first.new,
      count: this.renumbered.length,
      segments: [
        { type: 'removed', text: from || first.old },
        { type: 'added', text: to || first.new },
      ],
      block: blockOf(first.entry.new ?? first.entry.old!),
      numbers,
      marks: this.renumbered.flatMap((place) => [...place.removed, ...place.added]),
    };
  }
}

const isPlain = (entry: Entry, side: 'old' | 'new'): boolean =>
  entry.side === side && entry.move === undefined && 'runs' in entry.row && entry.row.runs.length > 0;

/** Old number → new number of the clauses found again, where they differ. */
function renumberings(entries: readonly Entry[], clauses: readonly ClausePair[]): Map<string, string> {
  const before = new Map<string, Clause>();
  const after = new Map<string, Clause>();
  for (const { old, new: fresh } of entries) {
    if (old?.clause) before.set(old.clause.id, old.clause);
    if (fresh?.clause) after.set(fresh.clause.id, fresh.clause);
  }
  const numbers = new Map<string, string>();
  for (const pair of clauses) {
    const [a, b] = [before.get(pair.old)?.number, after.get(pair.new)?.number];
    if (a && b && a !== b) numbers.set(a, b);
  }
  return numbers;
}

/** `5, 6, 7, 9` → `5–7, 9`. */
function numberRange(numbers: readonly string[]): string {
  const parts: string[] = [];
  for (let start = 0; start < numbers.length; ) {
    let end = start;
    while (end + 1 < numbers.length && follows(numbers[end]!, numbers[end + 1]!)) end++;
    parts.push(
      end - start >= 2 ? `${numbers[start]}–${numbers[end]}` : numbers.slice(start, end + 1).join(', '),
    );
    start = end + 1;
  }
  return parts.join(', ');
}

function follows(a: string, b: string): boolean {
  const [x, y] = [a.split('.'), b.split('.')];
  return (
    x.length === y.length &&
    x.slice(0, -1).join('.') === y.slice(0, -1).join('.') &&
    Number(y.at(-1)) === Number(x.at(-1)) + 1
  );
}

/** Clauses all of whose own blocks were added, or removed: opening entry → its entries. */
function findWholeClauses(entries: readonly Entry[]): Map<Entry, Entry[]> {
  const byClause = new Map<Clause, { all: Entry[]; whole: boolean }>();
  for (const entry of entries) {
    for (const side of ['old', 'new'] as const) {
      const clause = entry[side]?.clause;
      if (!clause) continue;
      const known = byClause.get(clause) ?? { all: [], whole: true };
      byClause.set(clause, known);
      known.all.push(entry);
      if (entry.side !== side || entry.move !== undefined) known.whole = false;
    }
  }
  const found = new Map<Entry, Entry[]>();
  for (const { all, whole } of byClause.values()) {
    const opening = all[0]!;
    if (whole && (opening.new ?? opening.old)!.opens && all.length > 1) found.set(opening, all);
  }
  return found;
}

function clauseDraft(entries: readonly Entry[]): Draft {
  const first = entries[0]!;
  const added = first.side === 'new';
  const texts = entries.map((entry) => textOf(entry, added ? 'new' : 'old')).filter((text) => text !== '');
  const text = texts.join('\n');
  return {
    kind: added ? 'added' : 'removed',
    ...placeOf(first),
    old: added ? null : text,
    new: added ? text : null,
    count: 1,
    segments: [{ type: added ? 'added' : 'removed', text }],
    block: 'clause',
    marks: entries.flatMap((entry) => [entry.row, ...linesOf(entry), ...runListsOf(entry).flat()]),
  };
}

function moveDraft(entries: readonly Entry[], move: number): Draft {
  const [gone, come] = [
    entries.filter((entry) => entry.side === 'old'),
    entries.filter((entry) => entry.side === 'new'),
  ];
  const first = come[0]!;
  const segments = merge(
    come.flatMap((entry, index): Segment[] => [
      ...(index > 0 ? [{ type: 'same' as const, text: '\n' }] : []),
      ...segmentsOf(runListsOf(entry).flat()),
    ]),
  );
  return {
    kind: 'moved',
    clause: { old: referenceOf(gone[0]?.old), new: referenceOf(first.new) },
    old: gone.map((entry) => textOf(entry, 'old')).join('\n'),
    new: come.map((entry) => textOf(entry, 'new')).join('\n'),
    count: 1,
    segments,
    block: first.new!.opens && entries.length > 2 ? 'clause' : blockOf(first.new!),
    move,
    marks: entries.flatMap((entry) => [
      entry.row,
      ...linesOf(entry),
      ...runListsOf(entry)
        .flat()
        .filter((run) => run.op !== 'same' || run.change),
    ]),
  };
}

function termDraft(term: Term): Draft {
  const { entry } = term.places[0]!;
  const own = new Set(term.places.flatMap((place) => [...place.removed, ...place.added]));
  const list = runListsOf(entry).find((runs) => runs.some((run) => own.has(run))) ?? [];
  const segments = segmentsOf(list);
  return {
    kind: 'changed',
    ...placeOf(entry),
    old: sideText(segments, 'old'),
    new: sideText(segments, 'new'),
    count: term.places.length,
    segments,
    block: blockOf(entry.new ?? entry.old!),
    term: { old: term.old, new: term.new },
    marks: [...own],
  };
}

/** A table that came or went is one finding; a column too; else every changed row. */
function tableDrafts(entry: Entry, isOpen: (run: Run) => boolean): Draft[] {
  const { row } = entry;
  if (row.type !== 'table') return [];
  if (entry.side !== 'both') {
    const text = row.rows.map((line) => lineText(line, entry.side === 'old' ? 'old' : 'new')).join('\n');
    const removed = entry.side === 'old';
    return [
      {
        kind: removed ? 'removed' : 'added',
        ...placeOf(entry),
        old: removed ? text : null,
        new: removed ? null : text,
        count: 1,
        segments: [{ type: removed ? 'removed' : 'added', text }],
        block: 'table',
        marks: [row, ...linesOf(entry), ...runListsOf(entry).flat()],
      },
    ];
  }
  const drafts: Draft[] = [];
  const inColumn = new Set<Run>();
  for (const column of row.columns ?? []) {
    const cells = row.rows.flatMap((line) =>
      line.side === 'both' && line.cells[column.index] ? [line.cells[column.index]!] : [],
    );
    const runs = cells.flatMap((cell) => cell.runs);
    for (const run of runs) inColumn.add(run);
    const text = cells.map((cell) => cell.runs.map((run) => run.text).join('')).join('\n');
    const removed = column.side === 'old';
    if (text.trim() === '') continue;
    drafts.push({
      kind: removed ? 'removed' : 'added',
      ...placeOf(entry),
      old: removed ? text : null,
      new: removed ? null : text,
      count: 1,
      segments: [{ type: removed ? 'removed' : 'added', text }],
      block: 'table',
      marks: runs,
    });
  }
  for (const line of row.rows) {
    const runs = line.cells.flatMap((cell) => cell.runs).filter((run) => !inColumn.has(run));
    const segments = lineSegments(line, inColumn);
    const [old, fresh] = [sideText(segments, 'old'), sideText(segments, 'new')];
    const base = {
      ...placeOf(entry),
      count: 1,
      segments,
      block: 'row' as const,
      marks: [line, ...runs.filter(isOpen)],
    };
    if (line.move !== undefined) {
      if (line.side === 'new') drafts.push({ ...base, kind: 'moved', old, new: fresh, move: line.move });
    } else if (line.side === 'old') drafts.push({ ...base, kind: 'removed', old, new: null });
    else if (line.side === 'new') drafts.push({ ...base, kind: 'added', old: null, new: fresh });
    else if (
      runs.some((run) => isOpen(run) && run.op !== 'same' && run.change === undefined && !isBlank(run.text))
    )
      drafts.push({ ...base, kind: 'changed', old, new: fresh });
    else if (runs.some((run) => run.change === 'link'))
      drafts.push({ ...base, kind: 'link', old, new: fresh });
    else if (runs.some((run) => run.change !== undefined))
      drafts.push({ ...base, kind: 'format', old, new: fresh });
  }
  return drafts;
}

/** A row's cells as one text, with bars between them; the bars have the row's own fate. */
function lineSegments(line: TableRow['rows'][number], without: ReadonlySet<Run> = new Set()): Segment[] {
  const bar =
    line.side === 'both' || line.move !== undefined ? 'same' : line.side === 'old' ? 'removed' : 'added';
  const cells = line.cells
    .map((cell) => segmentsOf(cell.runs.filter((run) => !without.has(run))))
    .filter((segments) => segments.length > 0);
  return merge(
    cells.flatMap((segments, index) => [
      ...(index > 0 ? [{ type: bar, text: ' | ' } as Segment] : []),
      ...segments,
    ]),
  );
}

const lineText = (line: TableRow['rows'][number], side: 'old' | 'new'): string =>
  sideText(lineSegments(line), side);

function linesOf(entry: Entry): TableRow['rows'] {
  return entry.row.type === 'table' ? entry.row.rows : [];
}

function textOf(entry: Entry, side: 'old' | 'new'): string {
  if (entry.row.type === 'table') return entry.row.rows.map((line) => lineText(line, side)).join('\n');
  return sideText(segmentsOf(runListsOf(entry).flat()), side);
}

function placeOf(entry: Entry): Pick<Change, 'clause'> {
  return { clause: { old: referenceOf(entry.old), new: referenceOf(entry.new) } };
}

export function referenceOf(unit: Unit | undefined): ClauseReference | null {
  const clause = unit?.clause;
  return clause ? { id: clause.id, number: clause.number, title: clause.title } : null;
}

function blockOf(unit: Unit): Change['block'] {
  if (unit.type === 'heading' || unit.type === 'table' || unit.type === 'code') return unit.type;
  return unit.path.some((box) => box.type === 'item') ? 'item' : 'paragraph';
}

/** Runs → segments: formatting and typography left out, neighbours joined. Without `added` they are the old text, and so on. */
export function segmentsOf(runs: readonly Run[]): Segment[] {
  return merge(
    runs.flatMap((run): Segment[] => {
      if (run.ends) return [{ type: 'same', text: ' ' }];
      if (run.text === '' || (run.change === 'typography' && run.op === 'removed')) return [];
      // White space alone that came or went is no finding.
      const type = run.change === 'typography' || isBlank(run.text) ? 'same' : run.op;
      return [{ type, text: run.text.replaceAll(bareBreak, '\n') }];
    }),
  );
}

/** White space and invisible signs (joiners, direction marks) are no finding. */
const isBlank = (text: string): boolean => !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text);

function merge(segments: readonly Segment[]): Segment[] {
  const merged: Segment[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    if (last?.type === segment.type) last.text += segment.text;
    else merged.push({ ...segment });
  }
  return merged;
}

function sideText(segments: readonly Segment[], side: 'old' | 'new'): string {
  const other = side === 'old' ? 'added' : 'removed';
  return segments
    .filter((segment) => segment.type !== other)
    .map((segment) => segment.text)
    .join('')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Gives every finding an id from its kind, place and texts; only equal findings are counted apart. */
function identify(drafts: readonly Draft[]): Change[] {
  const seen = new Map<string, number>();
  return drafts.map(({ marks, ...draft }) => {
    const base = hash(
      [draft.kind, draft.clause.old?.id, draft.clause.new?.id, draft.old, draft.new, draft.term?.old].join(
        '\u0000',
      ),
    );
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    const id = count === 1 ? base : `${base}-${count}`;
    for (const mark of marks) mark.id ??= id;
    return { id, ...draft };
  });
}

/** FNV-1a and a second mixing, as base 36: depends on nothing but the texts. */
export function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + i), 0x85ebca6b);
  }
  return `${(a >>> 0).toString(36)}${(b >>> 6).toString(36)}`;
}
