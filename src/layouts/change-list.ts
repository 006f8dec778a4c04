import type { AssessedChange, Category, Direction } from '../assessment/assessment.ts';
import { type ChangeClass, classOrder } from '../policy/change-class.ts';
import { escapeHtml } from '../policy/escape-html.ts';
import type { PageLabels } from '../redline/page-parts.ts';
import type { Change, ChangeKind, Segment } from '../redline/redline.ts';
import { asSentence, type ClassGroup, groupChanges } from './describe-change.ts';
import { type Documents, type ExcerptLine, excerptOf } from './excerpt.ts';

/** The words of a list of changes: data, so that a page can hand them to a script. `{…}` is filled in. */
export interface ChangeListLabels {
  /** BCP 47. What the rules say is used by a list in the same language only. */
  language: string;
  /** Nothing changed. */
  none: string;
  /** After a number: `3 material`. */
  counted: Record<ChangeClass, string>;
  groups: Record<ChangeClass, string>;
  groupNotes: Record<ChangeClass, string>;
  /** `Show all {n}` */
  showAll: string;
  kinds: Record<ChangeKind, string>;
  /** `{what}, {clause}: to its place in the redline` */
  toPlace: string;
  /** `in {n} places` */
  places: string;
  categories: Record<Category, string>;
  directions: Record<Direction, string>;
  /** One sentence where the rules have nothing to say of their own: `{block} was added.` */
  happened: Record<ChangeKind, string>;
  blocks: Record<Change['block'], string>;
  /** `“{old}” is now “{new}”.` */
  term: string;
  /** Text before the first clause. */
  opening: string;
  /** `{after} (before: {before})` */
  renamed: string;
  why: Record<ChangeClass, string>;
  /** `The rules alone say “{class}”; {by} decided otherwise.` */
  decided: string;
  classes: Record<ChangeClass, string>;
  team: string;
  spoken: NonNullable<PageLabels['spoken']>;
}

export interface ChangeListPlace {
  title: string;
  /** Level of the list's own heading; those of classes and clauses follow. */
  level: 2 | 3;
  /** Told apart when a page holds two lists. */
  prefix: string;
  /** The redline on the same page, which the changes lead to. */
  html: string;
  /** The texts that it is about: what is an item or a row in them is one in the excerpts. */
  documents: Documents;
  /** BCP 47: in which the rules gave their reasons. */
  spoken: string;
  /** Language and direction of the policy's own words. */
  lang: string;
  dir: 'ltr' | 'rtl';
}

/**
 * Every change under its class and clause, the gravest first, as the inside of a section: headings, facts, one
 * sentence, the words, and the reason on demand. The same on the pages between neighbours and in the browser.
 */
export function changeListHtml(
  changes: readonly AssessedChange[],
  labels: ChangeListLabels,
  place: ChangeListPlace,
): string {
  const groups = groupChanges(changes, labels);
  const writer = new ListWriter(labels, place, changePlaces(place.html, changes, place.prefix));
  const counts = `${groups.map((group) => `${group.count} ${labels.counted[group.class]}`).join(', ')}.`;
  const head = writer.row(
    `<h${place.level} id="_${place.prefix}list" tabindex="-1">${escapeHtml(place.title)}</h${place.level}>`,
    `<p>${escapeHtml(groups.length === 0 ? labels.none : counts)}</p>`,
  );
  return head + groups.map((group) => writer.group(group, groups.length === 1)).join('');
}

/** More wording changes than this stand folded, so that those that matter are not lost among them. */
const mostEditorial = 6;

class ListWriter {
  private readonly labels: ChangeListLabels;
  private readonly place: ChangeListPlace;
  private readonly places: Map<string, string | null>;

  constructor(labels: ChangeListLabels, place: ChangeListPlace, places: Map<string, string | null>) {
    this.labels = labels;
    this.place = place;
    this.places = places;
  }

  row(side: string, body: string): string {
    return `<div class="row"><div class="side">${side}</div><div class="body">${body}</div></div>`;
  }

  group(group: ClassGroup, alone: boolean): string {
    const { labels, place } = this;
    const heading = `h${place.level + 1}`;
    const side = `<${heading}>${escapeHtml(labels.groups[group.class])}</${heading}><p>${escapeHtml(labels.groupNotes[group.class])}</p>`;
    const list = `<ol class="change-list">${group.clauses.map((clause) => this.clause(clause)).join('')}</ol>`;
    if (group.class !== 'editorial' || group.count <= mostEditorial) return this.row(side, list);
    const summary = escapeHtml(labels.showAll.replace('{n}', String(group.count)));
    return this.row(
      side,
      `<details class="all"${alone ? ' open' : ''}><summary>${summary}</summary>${list}</details>`,
    );
  }

  private clause({ name, changes }: ClassGroup['clauses'][number]): string {
    const heading = `h${this.place.level + 2}`;
    const items = changes.map((change) => `<li>${this.change(change, name)}</li>`).join('');
    return `<li><${heading}${this.own}>${escapeHtml(name)}</${heading}><ul class="clause-changes">${items}</ul></li>`;
  }

  private get own(): string {
    return ` lang="${escapeHtml(this.place.lang)}" dir="${this.place.dir}"`;
  }

  private change(change: AssessedChange, clause: string): string {
    const { labels, place } = this;
    const what = labels.kinds[change.kind];
    const href = `#${this.places.get(change.id) ?? `_${place.prefix}redline`}`;
    const name = labels.toPlace.replace('{what}', what).replace('{clause}', () => clause);
    const facts = [
      ...(change.count > 1 ? [labels.places.replace('{n}', String(change.count))] : []),
      ...change.categories.map((category) => labels.categories[category]),
      labels.directions[change.direction],
    ].filter(Boolean);
    return `<p class="change-facts"><a href="${escapeHtml(href)}" aria-label="${escapeHtml(name)}">${escapeHtml(what)}</a>${facts
      .map((fact) => `<span>${escapeHtml(fact)}</span>`)
      .join(
        '',
      )}</p><p class="change-said">${escapeHtml(this.sentence(change))}</p>${this.excerpt(change)}${this.reasons(change)}`;
  }

  /** What the rules say; else which words took the place of which; else what happened to which block. */
  private sentence(change: AssessedChange): string {
    const { labels, place } = this;
    if (labels.language === place.spoken) {
      const settled = classOrder[change.class] < classOrder.material;
      const said = change.reasons.flatMap(({ tell, text }) => tell ?? (settled ? text : []));
      if (said.length > 0) return asSentence([...new Set(said)].slice(0, 2).join('; '));
    }
    const words = change.term ?? (change.kind === 'renumbered' ? change : exchangedWords(change));
    if (words?.old && words.new)
      return labels.term.replace('{old}', () => words.old ?? '').replace('{new}', () => words.new ?? '');
    return labels.happened[change.kind].replace('{block}', labels.blocks[change.block]);
  }

  private excerpt(change: AssessedChange): string {
    const lines = excerptOf(change, this.place.documents);
    if (lines.length === 0) return '';
    // A clause that came or went is one mark, so that its beginning and end are heard once.
    const only = change.block === 'clause' ? onlyType(change.segments) : 'same';
    const inner = lines
      .map((line) => this.line(line, only))
      .join('')
      .replaceAll('</ul><ul>', '');
    return `<div class="excerpt"${this.own}>${this.marked(only, inner)}</div>`;
  }

  /** `within`: the mark that stands around all lines already. */
  private line(line: ExcerptLine, within: Segment['type']): string {
    const text = (segments: readonly Segment[]) =>
      segments
        .map((segment) =>
          this.marked(segment.type === within ? 'same' : segment.type, escapeHtml(segment.text)),
        )
        .join('');
    if (line.look === 'row') {
      const cells = line.cells.map(
        ({ label, segments }) =>
          `<p>${label && `<span class="column">${escapeHtml(label)}:</span> `}${text(segments)}</p>`,
      );
      return `<div class="cells">${cells.join('')}</div>`;
    }
    const words = text(line.segments);
    return line.look === 'item' ? `<ul><li>${words}</li></ul>` : `<p>${words}</p>`;
  }

  private marked(type: Segment['type'], html: string): string {
    if (type === 'same') return html;
    const tag = type === 'removed' ? 'del' : 'ins';
    const [begin, end] = this.labels.spoken[type].map(
      (said) => `<span class="visually-hidden">${escapeHtml(said)}</span>`,
    );
    return `<${tag}>${begin}${html}${end}</${tag}>`;
  }

  private reasons({ reasons, decision, toolClass, class: name }: AssessedChange): string {
    const { labels, place } = this;
    const marked = (language: string) =>
      language === labels.language ? '' : ` lang="${escapeHtml(language)}"`;
    // Laws and guidelines are named in English.
    const items = reasons.map(
      ({ text, source }) =>
        `<span${marked(place.spoken)}>${escapeHtml(asSentence(text))}</span> <span class="source"${marked('en')}>${escapeHtml(source)}</span>`,
    );
    if (decision && toolClass) {
      const said = labels.decided
        .replace('{class}', labels.classes[toolClass].toLowerCase())
        .replace('{by}', () => decision.decidedBy ?? labels.team);
      items.push(escapeHtml(decision.reason ? `${said} ${asSentence(decision.reason)}` : said));
    }
    if (items.length === 0) return '';
    return `<details><summary>${escapeHtml(labels.why[name])}</summary><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul></details>`;
  }
}

/** Longer passages are shown and not said again. */
const mostWords = 80;

/** The only words that went and those that came in their place, when both are few. */
function exchangedWords({ segments }: AssessedChange): { old: string; new: string } | null {
  const words = (type: Segment['type']) =>
    segments.filter((segment) => segment.type === type && /[\p{L}\p{N}]/u.test(segment.text));
  const [went, came] = [words('removed'), words('added')];
  if (went.length !== 1 || came.length !== 1) return null;
  const exchanged = { old: went[0]!.text.trim(), new: came[0]!.text.trim() };
  return Math.max(exchanged.old.length, exchanged.new.length) > mostWords ? null : exchanged;
}

/** What became of all words of a change; `same` where that differs. */
function onlyType(segments: readonly Segment[]): Segment['type'] {
  const types = new Set(segments.map(({ type }) => type));
  const [type = 'same'] = types;
  return types.size === 1 ? type : 'same';
}

/**
 * Id of a change → id of its place in a redline. Neighbours that came or went together share one mark, which has
 * one id: the later ones lead to it. Null when the redline has no place to lead to.
 */
function changePlaces(
  html: string,
  changes: readonly { id: string }[],
  prefix: string,
): Map<string, string | null> {
  const present = new Set([...html.matchAll(/ id="([^"]*change-[^"]+)"/g)].map((match) => match[1]));
  const places = new Map<string, string | null>();
  let last: string | null = null;
  for (const { id } of changes) {
    const own = `${prefix}change-${id}`;
    if (present.has(own)) last = own;
    places.set(id, last);
  }
  return places;
}
