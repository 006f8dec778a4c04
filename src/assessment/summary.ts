import { classOrder } from '../policy/change-class.ts';
import type { AssessedChange, Assessment } from './assessment.ts';
import type { Finding } from './engine.ts';
import { categoriesOf } from './judge.ts';
import type { AssessmentLanguage, Subject } from './languages/language.ts';
import { quotation, quoteFor, sectionInWords, sentenceOf, unitInWords } from './quote.ts';
import { tellings } from './tellings.ts';
import type { Unit } from './units.ts';

const mostLines = 6;
const mostTexts = 4;
/** Sentences of one change that are quoted; what the others bring is told by their rules. */
const mostQuotes = 2;
/** Names of new rows. */
const mostNames = 15;

/** What the summary says of one sentence; without `text` its rules tell it together with others of its subject. */
interface Point {
  subject: Subject;
  weight: number;
  findings: readonly Finding[];
  text: string | null;
  /** A row or cell, told with its row's name whatever else is told. */
  row?: boolean;
  /** Name of a row that came into a list of recipients or cookies. */
  entry?: string | undefined;
}

/**
 * Plain words that a legal team can publish after editing: how much changes, then one line for each subject, the
 * gravest first, with the sentences that changed or, where they are many, what the rules tell of them. Empty without
 * changes. `findings` by change id, as the rules gave them.
 */
export function summarize(
  assessment: Omit<Assessment, 'summary'>,
  findings: ReadonlyMap<string, readonly Finding[]>,
  language: AssessmentLanguage,
): string {
  if (assessment.changes.length === 0) return '';
  const material = assessment.changes.filter((change) => classOrder[change.class] >= classOrder.material);
  if (material.length === 0) return withoutMaterial(assessment.changes, language);
  const said = language.summary;
  const points = material.flatMap((change) => pointsOf(change, findings.get(change.id) ?? [], language));
  const lines = [opening(assessment, material, language)];
  const groups = bySubject(points, language);
  for (const [subject, members] of groups.slice(0, mostLines))
    lines.push(`- ${ended(`${capital(language.subjects[subject])}: ${told(members, language)}`)}`);
  const left = groups.slice(mostLines).map(([subject]) => language.subjects[subject]);
  if (left.length > 0) lines.push(`- ${said.also.replace('{subjects}', left.join(', '))}`);
  if (material.some((change) => change.class === 'consent')) lines.push(said.consent);
  else if (material.some((change) => change.heldData)) lines.push(said.heldData);
  return lines.join('\n');
}

function withoutMaterial(changes: readonly AssessedChange[], language: AssessmentLanguage): string {
  const { summary, subjects } = language;
  const minor = changes.filter((change) => change.class === 'minor');
  if (minor.length === 0) return summary.editorial;
  const named = orderOf(language).filter(
    (subject) =>
      !['editorial', 'structure'].includes(subject) &&
      minor.some((change) => change.categories.some((category) => category === subject)),
  );
  const list = named.map((subject) => subjects[subject]).join(', ');
  return summary.minor.replace('{about}', list && summary.about.replace('{subjects}', list));
}

function opening(
  assessment: Omit<Assessment, 'summary'>,
  material: readonly AssessedChange[],
  { summary }: AssessmentLanguage,
): string {
  const places = material.reduce((sum, change) => sum + change.count, 0);
  const much = places === 1 ? summary.one : summary.some.replace('{n}', String(places));
  return `${much}${assessment.favourable ? summary.favour : ''}:`;
}

const orderOf = (language: AssessmentLanguage) => Object.keys(language.subjects) as Subject[];

/** Consent first, then what is worse for the reader, then the order of the subjects. */
function bySubject(points: readonly Point[], language: AssessmentLanguage): [Subject, Point[]][] {
  const order = orderOf(language);
  const grave = (list: readonly Point[]) => Math.max(...list.map(({ weight }) => weight));
  const ranked = [...points].sort((a, b) => b.weight - a.weight);
  return [...Map.groupBy(ranked, ({ subject }) => subject)].sort(
    ([a, listA], [b, listB]) => grave(listB) - grave(listA) || order.indexOf(a) - order.indexOf(b),
  );
}

/** The sentences of a change that gave it its class: those that a rule knows first, in their own words. */
function pointsOf(
  change: AssessedChange,
  findings: readonly Finding[],
  language: AssessmentLanguage,
): Point[] {
  const top = Math.max(0, ...findings.map(({ rule }) => classOrder[rule.class]));
  const deciding = findings.filter(({ rule }) => classOrder[rule.class] === top);
  const units = [...Map.groupBy(deciding, ({ facts }) => facts.unit)];
  const weight = 2 * classOrder[change.class] + (change.direction === 'unfavourable' ? 1 : 0);
  // Raised by a person, or nothing that rules could read.
  if (top < classOrder.material || units.length === 0) {
    const text = quoteFor(change, language);
    return [{ subject: change.categories[0] ?? 'other', weight, findings: [], text }];
  }
  const sentences = units
    .map(([unit, list]) => ({ unit, findings: list, subject: subjectOf(list) }))
    .sort((a, b) => (change.block === 'row' ? 0 : Number(isSure(b.findings)) - Number(isSure(a.findings))));
  const section = sectionInWords(change, language);
  if (section === null && sentences.length <= mostQuotes + 1)
    return sentences.map((one) => ({
      ...one,
      weight,
      text: inWords(one, change, language),
      row: change.block === 'row',
      entry: entryOf(change, one.findings),
    }));
  // Many sentences: one subject, its own sentences first, the others told by their rules.
  const [subject] = [...Map.groupBy(sentences, (one) => one.subject)].reduce((most, one) =>
    one[1].length > most[1].length ? one : most,
  );
  const own = sentences.filter((one) => one.subject === subject);
  const quoted = [...own, ...sentences.filter((one) => one.subject !== subject)]
    .filter(({ unit }) => section === null || !section.includes(unit.new?.text ?? unit.old?.text ?? ''))
    .slice(0, mostQuotes);
  const told = sentences.filter((one) => !quoted.includes(one)).flatMap((one) => one.findings);
  const texts =
    section === null
      ? quoted.map((one) => inWords(one, change, language))
      : [
          [section, quoted.map(({ unit }) => sentenceOf(unit, language)).join(', ')]
            .filter(Boolean)
            .join(': '),
        ];
  return [
    ...texts.map((text) => ({ subject, weight, findings: [], text })),
    { subject, weight, findings: told, text: null },
  ];
}

function entryOf(change: AssessedChange, findings: readonly Finding[]): string | undefined {
  const listed = findings.some(({ rule }) => /^(?:recipient|cookie)-row-added$/.test(rule.id));
  return listed ? change.new?.split(' | ')[0] : undefined;
}

const isSure = (findings: readonly Finding[]): boolean =>
  findings.some(({ rule }) => rule.certainty !== 'low');

function inWords(
  { unit, findings }: { unit: Unit; findings: readonly Finding[] },
  change: AssessedChange,
  language: AssessmentLanguage,
): string {
  // What notice is not enough for is named before it is quoted.
  const grave = tellings(findings.filter(({ rule }) => rule.class === 'consent'));
  if (grave.length === 0) return unitInWords(unit, change, language);
  const quote = unit.old && unit.new ? unitInWords(unit, change, language) : sentenceOf(unit, language);
  return `${grave.join('; ')} – ${quote}`;
}

/** Contracts speak of data in passing; notices speak of contract terms in passing. */
const contractFirst: readonly Subject[] = ['legal-terms', 'fees', 'eligibility', 'change-terms'];

/** One subject for a sentence that several rules found: what matters most to a reader. */
function subjectOf(findings: readonly Finding[]): Subject {
  if (findings.some(({ rule }) => rule.id.endsWith('not-assessed'))) return 'not assessed';
  const sure = findings.filter(({ rule }) => rule.certainty !== 'low');
  const named = new Set<Subject>(
    (sure.length > 0 ? sure : findings).map((finding) => {
      const [category = 'other'] = categoriesOf(finding);
      return category === 'scope' && finding.rule.id !== 'scope-changed' ? 'other' : category;
    }),
  );
  const contract = findings.some(({ facts }) => facts.kind === 'terms');
  const order: readonly Subject[] = [
    'controller',
    ...(contract ? contractFirst : []),
    'sale-ads',
    'children',
    'change-terms',
    'retention',
    'rights',
    'sharing',
    'collection',
    'cookies',
    'purpose',
    'security',
    'transfers',
  ];
  return order.find((subject) => named.has(subject)) ?? [...named][0] ?? 'other';
}

/** Some sentences in their own words; of many, the gravest two, and of the others what their rules tell. */
function told(points: readonly Point[], language: AssessmentLanguage): string {
  const { summary } = language;
  const entries = points.filter(({ entry }) => entry !== undefined);
  const named = entries.length > mostTexts ? entries : [];
  const quoted = points.filter((point) => point.text !== null && !named.includes(point));
  const kept = quoted.slice(0, quoted.length > mostTexts ? mostQuotes : mostTexts);
  const rest = points.filter((point) => !kept.includes(point) && !named.includes(point));
  const names = named.slice(0, mostNames).map(({ entry = '' }) => quotation(entry, language));
  const others = tellings(rest.flatMap(({ row, findings }) => (row ? [] : findings)));
  const whole = [...kept, ...rest.filter(({ row }) => row)].flatMap(({ text }) => text ?? []);
  const texts = [
    ...new Set([...whole, ...others.filter((text) => !whole.some((one) => one.includes(text)))]),
  ];
  const some = texts.slice(0, mostTexts);
  const left = texts.length - some.length + named.length - names.length;
  return [
    ...(names.length > 0 ? [summary.added.replace('{quote}', () => names.join(', '))] : []),
    ...some,
    ...(left > 0 ? [summary.more.replace('{n}', String(left))] : []),
  ]
    .join('; ')
    .replace(/[.;]$/, '');
}

/** With a full stop, unless a quotation at its end has one. */
const ended = (text: string): string => (/[.!?…][”“’‘]$/.test(text) ? text : `${text}.`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
