import { blockOf, type Draft, identify, placeOf, referenceOf } from './drafts.ts';
import type { Unit } from './flatten.ts';
import { formDraft, splitDraft, termDraft } from './group-drafts.ts';
import type { ClausePair } from './match-clauses.ts';
import type { Entry } from './merge.ts';
import { findReordered, moveDraft } from './move-changes.ts';
import type { Change, Run } from './redline.ts';
import { renumberDraft, renumberings } from './renumbering.ts';
import { findTerms, isRenumbering, type Replacement, replacementsOf, type Term } from './replacements.ts';
import { isBlank, segmentsOf, sideText } from './segments.ts';
import { tableDrafts } from './table-changes.ts';
import { clauseDraft, findWholeClauses } from './whole-clauses.ts';

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
  readonly #entries: readonly Entry[];
  /** Runs that a finding about several places has taken. */
  readonly #taken = new Set<Run>();
  readonly #terms: Term[];
  readonly #renumbered: Replacement[];
  readonly #numbers: Map<string, string>;
  /** Old numbers of clauses that moved. */
  readonly #movedNumbers: Set<string>;
  readonly #wholeClauses: Map<Entry, Entry[]>;
  readonly #moves = new Map<number, Entry[]>();
  /** Blocks that a finding about a split has taken. */
  readonly #inSplit = new Set<Entry>();
  /** Move → all entries of the list that was only re-ordered, the first new place first. */
  readonly #reordered: Map<number, Entry[]>;

  constructor(entries: readonly Entry[], old: readonly Unit[], clauses: readonly ClausePair[]) {
    this.#entries = entries;
    for (const entry of entries) {
      if (entry.move === undefined) continue;
      const list = this.#moves.get(entry.move);
      if (list) list.push(entry);
      else this.#moves.set(entry.move, [entry]);
    }
    this.#reordered = findReordered(this.#moves);
    const replacements = entries.flatMap(replacementsOf);
    this.#numbers = renumberings(entries, clauses);
    this.#movedNumbers = new Set(
      entries.flatMap(({ move, form, old, new: fresh }) =>
        move !== undefined && !form && fresh?.opens && old?.clause?.number ? [old.clause.number] : [],
      ),
    );
    // The number of a clause that moved belongs to its move; references to it follow the renumbering.
    this.#renumbered = replacements.filter(
      (place) =>
        isRenumbering(place, this.#numbers) &&
        !(place.entry.move !== undefined && !place.entry.form && place.first),
    );
    const explained = new Set(this.#renumbered);
    this.#terms = findTerms(
      replacements.filter((place) => !explained.has(place)),
      () => old.map((unit) => unit.text).join('\n'),
    );
    for (const place of [...this.#renumbered, ...this.#terms.flatMap((term) => term.places)]) {
      for (const run of [...place.removed, ...place.added]) this.#taken.add(run);
    }
    this.#wholeClauses = findWholeClauses(entries);
  }

  list(): Change[] {
    const drafts: Draft[] = [];
    const inClause = new Set([...this.#wholeClauses.values()].flat());
    const termAt = new Map(this.#terms.map((term) => [term.places[0]!.entry, [] as Term[]]));
    for (const term of this.#terms) termAt.get(term.places[0]!.entry)!.push(term);
    const firstRenumbered = this.#renumbered[0]?.entry;
    for (const [index, entry] of this.#entries.entries()) {
      const clause = this.#wholeClauses.get(entry);
      if (clause) drafts.push(clauseDraft(clause));
      else if (entry.move !== undefined && !entry.form) {
        const all = this.#moves.get(entry.move)!;
        const list = this.#reordered.get(entry.move);
        if (list) {
          if (entry === list[0]) drafts.push({ ...moveDraft(list, entry.move), count: list.length / 2 });
        } else if (entry.side === 'new' && all.find((other) => other.side === 'new') === entry)
          drafts.push(moveDraft(all, entry.move));
      } else if (!inClause.has(entry)) drafts.push(...this.#blockDrafts(entry, index));
      if (entry === firstRenumbered)
        drafts.push(renumberDraft(this.#renumbered, this.#numbers, this.#movedNumbers));
      for (const term of termAt.get(entry) ?? []) drafts.push(termDraft(term));
    }
    return identify(drafts);
  }

  #blockDrafts(entry: Entry, index: number): Draft[] {
    const { row } = entry;
    if (row.type === 'table') return tableDrafts(entry, (run) => this.#isOpen(run));
    if (!('runs' in row) || (entry.form && entry.side === 'old')) return [];
    const group = entry.side === 'both' && !entry.form ? this.#splitGroup(index) : null;
    if (entry.side === 'both' && !entry.form && !group && row.runs.every(isKept)) return [];
    const marks = [row, ...row.runs.filter((run) => this.#isOpen(run))];
    const base = { ...placeOf(entry), count: 1, block: blockOf(entry.new ?? entry.old!), marks };
    const segments = segmentsOf(row.runs);
    const [old, fresh] = [sideText(segments, 'old'), sideText(segments, 'new')];
    if (entry.side === 'old') {
      const partner = this.#replacedBy(index);
      if (partner) return [];
      return isBlank(old) ? [] : [{ kind: 'removed', old, new: null, segments, ...base }];
    }
    if (entry.side === 'new' && !entry.form) {
      const partner = this.#replaces(index);
      if (partner && 'runs' in partner.row) {
        const both = [...segmentsOf(partner.row.runs), ...segments];
        const clause = { old: referenceOf(partner.old), new: base.clause.new };
        const before = sideText(segmentsOf(partner.row.runs), 'old');
        return [
          {
            ...base,
            // One picture for another, without a word.
            kind: isBlank(before) && isBlank(fresh) ? 'link' : 'changed',
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
    const isOpen = (run: Run) => this.#isOpen(run);
    if (entry.form) {
      const all = this.#moves.get(entry.move!)!.filter((member) => member.side === 'new');
      return all[0] === entry ? [formDraft(all, base, isOpen)] : [];
    }
    if (group) {
      for (const member of group) this.#inSplit.add(member);
      return [splitDraft(group, base, isOpen)];
    }
    if (this.#inSplit.has(entry)) return [];
    if (row.runs.some((run) => run.ends)) return [{ ...base, kind: 'merged', old, new: fresh, segments }];
    const drafts: Draft[] = [];
    const edited = row.runs.some(
      (run) => this.#isOpen(run) && run.op !== 'same' && run.change === undefined && !isBlank(run.text),
    );
    if (edited) drafts.push({ ...base, kind: 'changed', old, new: fresh, segments });
    else if (row.runs.some((run) => run.change === 'link' || (run.image && run.op !== 'same')))
      drafts.push({ ...base, kind: 'link', old, new: fresh, segments });
    else if (row.runs.some((run) => run.change !== undefined)) {
      drafts.push({ ...base, kind: 'format', old, new: fresh, segments });
    }
    return drafts;
  }

  #isOpen(run: Run): boolean {
    return !this.#taken.has(run) && (run.op !== 'same' || run.change !== undefined);
  }

  /** One removed block right before one added block of the same sort: a replacement. */
  #replacedBy(index: number): Entry | null {
    const [before, here, after, beyond] = [-1, 0, 1, 2].map((step) => this.#entries[index + step]);
    const alone = (entry: Entry | undefined, side: string) =>
      entry?.side !== side || entry.move !== undefined;
    if (!here || !after || !isPlain(here, 'old') || !isPlain(after, 'new')) return null;
    if (!alone(before, 'old') || !alone(beyond, 'new')) return null;
    return blockOf(here.old!) === blockOf(after.new!) &&
      !this.#inWholeClause(here) &&
      !this.#inWholeClause(after)
      ? after
      : null;
  }

  #replaces(index: number): Entry | null {
    return index > 0 && this.#replacedBy(index - 1) ? this.#entries[index - 1]! : null;
  }

  #inWholeClause(entry: Entry): boolean {
    for (const list of this.#wholeClauses.values()) if (list.includes(entry)) return true;
    return false;
  }

  /** A block and the blocks that carry it on; what was added between them is a finding of its own. */
  #splitGroup(index: number): Entry[] | null {
    const first = this.#entries[index]!;
    if (first.side === 'new' || carriesOn(first)) return null;
    const group = [first];
    for (let at = index + 1; at < this.#entries.length; at++) {
      const entry = this.#entries[at]!;
      if (carriesOn(entry)) group.push(entry);
      else if (entry.side !== 'new' || entry.move !== undefined) break;
    }
    return group.length > 1 ? group : null;
  }
}

const isKept = (run: Run): boolean => run.op === 'same' && run.change === undefined && !run.ends;

const carriesOn = ({ row }: Entry): boolean => 'runs' in row && row.type !== 'code' && row.continues === true;

const isPlain = (entry: Entry, side: 'old' | 'new'): boolean =>
  entry.side === side && entry.move === undefined && 'runs' in entry.row && entry.row.runs.length > 0;
