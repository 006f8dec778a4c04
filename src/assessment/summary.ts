import { classOrder } from '../policy/change-class.ts';
import type { AssessedChange, Assessment, Category } from './assessment.ts';
import { quote } from './engine.ts';

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
    lines.push(`- ${sentence(subjects[category])}: ${told(changes)}`);
  }
  const left = groups.slice(mostLines).map(([category]) => subjects[category]);
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

/** Each change once, under the first subject of its gravest reason; consent first, then the fixed order. */
function groupBySubject(changes: readonly AssessedChange[]): [Category, AssessedChange[]][] {
  const groups = new Map<Category, AssessedChange[]>();
  for (const change of changes) {
    const category = change.categories[0] ?? 'scope';
    groups.set(category, [...(groups.get(category) ?? []), change]);
  }
  const weight = (list: readonly AssessedChange[]) =>
    Math.max(...list.map((change) => classOrder[change.class]));
  const unfavourable = (list: readonly AssessedChange[]) =>
    list.some((change) => change.direction === 'unfavourable') ? 1 : 0;
  return [...groups].sort(
    ([a, listA], [b, listB]) =>
      weight(listB) - weight(listA) ||
      unfavourable(listB) - unfavourable(listA) ||
      order.indexOf(a) - order.indexOf(b),
  );
}

function told(changes: readonly AssessedChange[]): string {
  const byRule = new Map<string, string[]>();
  for (const change of changes) {
    for (const [rule, text] of tellings(change)) byRule.set(rule, [...(byRule.get(rule) ?? []), text]);
  }
  const texts = [...byRule].flatMap(([rule, list]) => (rule === '' ? [...new Set(list)] : [joined(list)]));
  const some = texts.slice(0, mostTexts);
  const more = texts.length - some.length;
  return `${some.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

/** What the rules tell customers, by rule; where no rule has anything to tell, the words of the text speak. */
function tellings(change: AssessedChange): [rule: string, text: string][] {
  const told = change.reasons.flatMap(({ rule, tell }) =>
    tell === undefined ? [] : [[rule, tell] as [string, string]],
  );
  return told.length > 0 ? told.slice(0, 2) : [['', quoteChange(change)]];
}

/** `we now name a, b` and `we now name b, c` → `we now name a, b, c`. */
function joined(texts: readonly string[]): string {
  const different = [...new Set(texts)];
  const [first = '', ...rest] = different;
  if (rest.length === 0) return first;
  let end = first.length;
  for (const text of rest) while (!text.startsWith(first.slice(0, end))) end--;
  // Only the fixed words of the rule are shared: cut after the last of them.
  const start = first.slice(0, first.lastIndexOf(' ', end - 1) + 1);
  if (!/^(?:we |data |this |no longer |now )/.test(start)) return different.slice(0, mostTexts).join('; ');
  const terms = [...new Set(different.flatMap((text) => text.slice(start.length).split(', ')))];
  return `${start}${terms.slice(0, mostTerms).join(', ')}${terms.length > mostTerms ? ' and more' : ''}`;
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

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
