import { classOrder } from '../policy/fields.ts';
import type { AssessedChange, Assessment, Category } from './assessment.ts';

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
  const texts = [
    ...new Set(changes.flatMap((change) => change.reasons.slice(0, 2).map((reason) => reason.text))),
  ];
  const some = texts.slice(0, 3);
  const more = texts.length - some.length;
  return `${some.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
