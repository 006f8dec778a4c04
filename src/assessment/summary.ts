import { classOrder } from '../policy/change-class.ts';
import type { AssessedChange, Assessment, Category } from './assessment.ts';
import { rules } from './rules/table.ts';
import { splitSentences } from './sentences.ts';
import { readableTerms } from './vocabulary/en/readable.ts';

/** What each category is called in a sentence for customers; in the order in which a summary names them. */
const subjects: Record<Category, string> = {
  collection: 'the data we collect',
  purpose: 'what we use data for',
  sharing: 'who receives data',
  'sale-ads': 'selling data and advertising',
  retention: 'how long data are kept',
  rights: 'your rights and choices',
  security: 'how data are protected',
  transfers: 'where data are stored and sent',
  children: 'minors',
  cookies: 'cookies and tracking',
  'change-terms': 'how we tell you about changes',
  controller: 'who is responsible',
  scope: 'what this document covers',
  'legal-terms': 'the contract terms',
  fees: 'prices and payment',
  eligibility: 'who may use the service',
  contact: 'contact details',
  definitions: 'what defined terms mean',
  editorial: 'wording',
  structure: 'order and layout',
  date: 'dates',
};

const nameOf = (subject: Subject): string =>
  subject === 'not assessed'
    ? 'not assessed, because there are no rules for this language'
    : subjects[subject];

const order = Object.keys(subjects) as Category[];
const mostLines = 6;
const mostTexts = 4;
const mostTerms = 7;

/**
 * Plain words that a legal team can publish after editing: how much changes, then one line for each subject with
 * what the reasons say, the gravest first. Empty without changes.
 */
export function summarize(assessment: Omit<Assessment, 'summary'>): string {
  if (assessment.changes.length === 0) return '';
  const material = assessment.changes.filter((change) => classOrder[change.class] >= classOrder.material);
  if (material.length === 0) return withoutMaterial(assessment.changes);
  const lines = [opening(assessment, material)];
  const groups = groupBySubject(material);
  for (const [category, changes] of groups.slice(0, mostLines)) {
    lines.push(`- ${sentence(nameOf(category))}: ${told(changes)}`);
  }
  const left = groups.slice(mostLines).map(([category]) => nameOf(category));
  if (left.length > 0) lines.push(`- Also: ${left.join(', ')}.`);
  if (material.some((change) => change.class === 'consent'))
    lines.push(
      'Notice is not enough for part of this: it needs the agreement of the people whose data we already hold.',
    );
  else if (material.some((change) => change.heldData))
    lines.push('Some of this also touches data that we already hold.');
  return lines.join('\n');
}

function withoutMaterial(changes: readonly AssessedChange[]): string {
  const minor = changes.filter((change) => change.class === 'minor');
  if (minor.length === 0) return 'Only wording and layout change; the meaning stays the same.';
  const named = order.filter((category) => minor.some((change) => change.categories.includes(category)));
  const real = named.filter((category) => !['editorial', 'structure'].includes(category));
  const what = real.length > 0 ? ` (${real.map((category) => subjects[category]).join(', ')})` : '';
  return `Small changes only${what}; nobody's rights or duties change.`;
}

function opening(assessment: Omit<Assessment, 'summary'>, material: readonly AssessedChange[]): string {
  const places = material.reduce((sum, change) => sum + change.count, 0);
  const much = places === 1 ? 'One change matters' : `${places} changes matter`;
  return assessment.favourable ? `${much}, in your favour:` : `${much}:`;
}

type Subject = Category | 'not assessed';

/** Each change once, under the first subject of its gravest reason; consent first, then the fixed order. */
function groupBySubject(changes: readonly AssessedChange[]): [Subject, AssessedChange[]][] {
  const groups = Map.groupBy(changes, subjectOf);
  const weight = (list: readonly AssessedChange[]) =>
    Math.max(...list.map((change) => classOrder[change.class]));
  const unfavourable = (list: readonly AssessedChange[]) =>
    list.some((change) => change.direction === 'unfavourable') ? 1 : 0;
  return [...groups].sort(
    ([a, listA], [b, listB]) =>
      weight(listB) - weight(listA) ||
      unfavourable(listB) - unfavourable(listA) ||
      order.indexOf(a as Category) - order.indexOf(b as Category),
  );
}

function subjectOf({ categories, reasons }: AssessedChange): Subject {
  if (reasons.some(({ rule }) => rule === 'not-assessed')) return 'not assessed';
  // With whom one deals says more than where that company is.
  return categories.includes('controller') ? 'controller' : (categories[0] ?? 'scope');
}

function told(changes: readonly AssessedChange[]): string {
  const quotes = changes.map(shortForm);
  const long = changes.filter((_, index) => quotes[index] === null);
  const texts = [...new Set(quotes.filter((quote) => quote !== null)), ...tellings(long)];
  const some = texts.slice(0, mostTexts);
  const more = texts.length - some.length;
  return `${some.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

const longestQuote = 170;

/** A change that can be said in its own words: a sentence or item that came, went, or had a few words exchanged. */
function shortForm(change: AssessedChange): string | null {
  const { old, new: next } = change;
  // What notice is not enough for is named before it is quoted.
  if (change.class === 'consent') return null;
  if (old === null || next === null) {
    const text = (next ?? old ?? '').trim();
    if (text.length > longestQuote) return null;
    return `${next === null ? 'no longer there' : 'new'}: ${quote(text)}`;
  }
  const edited = (here: string, there: string) => {
    const others = new Set(splitSentences(there));
    return splitSentences(here).filter((one) => !others.has(one));
  };
  const [before, after] = [edited(old, next), edited(next, old)];
  if (before.length + after.length === 1) {
    const [text = ''] = [...before, ...after];
    return text.length > longestQuote
      ? null
      : `${after.length === 0 ? 'no longer there' : 'new'}: ${quote(text)}`;
  }
  if (before.length !== 1 || after.length !== 1 || after[0]!.length > longestQuote) return null;
  const marked = (type: 'removed' | 'added') =>
    change.segments
      .filter((segment) => segment.type === type && /[\p{L}\p{N}]/u.test(segment.text))
      .map((segment) => segment.text.trim())
      .join(' … ');
  const [went, came] = [marked('removed'), marked('added')];
  if (went.length > 90 || (went === '' && came === '')) return null;
  return `${quote(after[0]!)} (${went === '' ? `new: ${quote(came)}` : `before: ${quote(went)}`})`;
}

/** What the rules tell customers, one text for each rule; where no rule has anything to tell, the words of the text. */
function tellings(changes: readonly AssessedChange[]): string[] {
  const byRule = new Map<string, string[]>();
  const texts: string[] = [];
  for (const change of changes) {
    const told = change.reasons.filter(({ tell }) => tell !== undefined && !bareNumbers.test(tell));
    if (told.length === 0) texts.push(quoteChange(change));
    for (const { rule, tell = '' } of told) byRule.set(rule, [...(byRule.get(rule) ?? []), tell]);
  }
  const spoken = [...byRule].map(([rule, list]) => joined(rule, list, byRule)).filter((text) => text !== '');
  if (byRule.size > 0 && spoken.length === 0) {
    const terms = [...byRule].flatMap(([rule, list]) => list.flatMap((text) => termsIn(rule, text)));
    spoken.push(`said in other words: ${readable(terms)}`);
  }
  return [...spoken, ...texts];
}

/** Figures without what they count tell nobody anything. */
const bareNumbers = /^[\d.,%€$£¥ ]+(?:became|is)\b/;

const templates = new Map(rules.map(({ id, tell = '' }) => [id, tell]));

/** The words that stand for `{terms}` in what a rule tells; none when it has other words. */
function termsIn(rule: string, text: string): string[] {
  const template = templates.get(rule) ?? '';
  if (!template.endsWith('{terms}')) return [];
  return text.slice(template.length - '{terms}'.length).split(', ');
}

/** `we now name a, b` and `we now name b, c` → `we now name a, b and c`; what the same subject lost elsewhere left out. */
function joined(rule: string, texts: readonly string[], all: ReadonlyMap<string, string[]>): string {
  const template = templates.get(rule) ?? '';
  if (!template.endsWith('{terms}')) return [...new Set(texts)].slice(0, mostTexts).join('; ');
  const other = /-added$/.test(rule) ? rule.replace(/added$/, 'removed') : rule.replace(/removed$/, 'added');
  const elsewhere = new Set(
    other === rule ? [] : (all.get(other) ?? []).flatMap((text) => termsIn(other, text)),
  );
  const terms = [...new Set(texts.flatMap((text) => termsIn(rule, text)))].filter(
    (term) => !elsewhere.has(term),
  );
  return terms.length === 0 ? '' : template.replace('{terms}', readable(terms));
}

/** `a, b and c`, in words that readers know. */
function readable(terms: readonly string[]): string {
  const words = [...new Set(terms.map((term) => readableTerms[term] ?? term))];
  if (words.length > mostTerms) return `${words.slice(0, mostTerms).join(', ')} and more`;
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function quoteChange(change: AssessedChange): string {
  if (change.old === null) return `new: ${quote(change.new ?? '')}`;
  if (change.new === null) return `no longer there: ${quote(change.old)}`;
  const marked = (type: 'removed' | 'added') =>
    change.segments
      .filter((segment) => segment.type === type)
      .map((segment) => segment.text.trim())
      .join(' … ');
  const [went, came] = [marked('removed'), marked('added')];
  if (went.length + came.length > 160 || went.length + came.length === 0) return `now: ${quote(change.new)}`;
  if (went === '') return `added: ${quote(came)}`;
  return came === '' ? `no longer there: ${quote(went)}` : `${quote(went)} becomes ${quote(came)}`;
}

/** On one line, cut at a word. */
function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > longestQuote ? `${line.slice(0, longestQuote - 3).replace(/\s+\S*$/, '')}…` : line}”`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
