import type { ChangeClass } from '../policy/change-class.ts';
import { englishVocabularies } from './lexicon.ts';
import { documented } from './rules/documented.ts';
import { fallbackRules, unassessedRules } from './rules/logic.ts';
import type { Example, RuleRow } from './rules/rule.ts';
import { rules } from './rules/table.ts';

const classText: Record<ChangeClass, string> = {
  editorial: 'Editorial: the meaning is the same',
  minor: 'Minor: nobody’s position changes',
  material: 'Material: people are told in advance',
  consent: 'Consent: notice is not enough',
};

/** docs/rules.md: every rule with its criterion, source and examples, in the order in which they are asked. */
export function rulesDocument(): string {
  const parts = [
    '# The rules of the assessment',
    'This page is made from the table of rules: `node scripts/write-rules.ts` writes it again. The examples are also the rules’ tests.',
    'Each change is cut into sentences, and each sentence that came, went or was reworded is judged for itself. Rules that settle the matter (same words, moved text, dates, contact details …) are asked first; the first of them that holds ends it, but for some that give way where a rule on grave uses, promises, rights, channels or fees holds, too. Otherwise every rule that holds is a reason, and the gravest class of all sentences is the class of the change. Where no rule holds, the last table decides, with low certainty. Class `consent` becomes `material` where the governing notice profile keeps held data under the old text (`heldData: as-collected`).',
    'A person may raise any class. Lowering one needs a reason and a name in the front matter.',
  ];
  for (const name of ['consent', 'material', 'minor', 'editorial'] as ChangeClass[]) {
    parts.push(`## ${classText[name]}`, ...rules.filter((rule) => rule.class === name).map(describe));
  }
  parts.push('## Where no rule holds', ...fallbackRules.map(describe));
  parts.push(
    '## A language without rules',
    'Rules and vocabularies are written for English. In another language spelling, numbering, moved text and dates are still recognised; every other changed sentence is material.',
    ...unassessedRules.map(describe),
  );
  parts.push('## Vocabularies', vocabularies());
  return `${parts.join('\n\n')}\n`;
}

function describe(row: RuleRow): string {
  const rule = documented(row);
  const facts = [
    `class \`${rule.class}\``,
    rule.categories.length > 0
      ? `about ${rule.categories.join(', ')}`
      : 'about what the sentence and its clause are about',
    rule.direction === 'neutral' ? '' : `direction ${rule.direction}`,
    rule.practice ? 'a practice changes' : 'only the description changes',
    rule.heldData ? 'touches data already held unless the text limits itself to new data' : '',
    rule.certainty === 'low' ? 'low certainty' : '',
    rule.settles ? 'ends the matter' : '',
  ].filter(Boolean);
  const lines = [
    `### ${rule.title} (\`${rule.id}\`)`,
    '',
    `${rule.criterion} Source: ${rule.source}.`,
    '',
    `- ${facts.join('; ')}`,
    `- says: ${escapeMarks(asWritten(rule.reason))}`,
    ...rule.examples.match.map((example) => `- matches: ${show(example)}`),
    ...rule.examples.noMatch.map((example) => `- does not match: ${show(example)}`),
  ];
  return lines.join('\n');
}

/** A reason with signs for what the text fills in. */
const asWritten = (reason: string): string =>
  reason
    .replace(/\{(?:terms|lostTerms|gainedTerms)\}/g, '…')
    .replace(/\{(?:what|old|new)\}/g, '“…”')
    .replace('“…”“…”', '“…”')
    .replace('““…””', '“…”');

function show(example: Example): string {
  const { old, new: next } = example;
  const where = [
    example.kind && example.kind !== 'privacy' ? `in ${example.kind}` : '',
    example.title ? `under the title “${escapeMarks(example.title)}”` : '',
    example.lead ? `under “${example.lead}”` : '',
    example.table ? `in a table “${escapeMarks(example.table)}”` : '',
    example.block ? `as a ${example.block}` : '',
    example.elsewhere ? 'said a second time elsewhere' : '',
  ].filter(Boolean);
  const text =
    old === null
      ? `came: ${escapeMarks(next ?? '')}`
      : next === null
        ? `went: ${escapeMarks(old)}`
        : `${escapeMarks(old)} → ${escapeMarks(next)}`;
  // An example of several lines stays one entry.
  const line = text.replace(/\s*\n\s*/g, ' ¶ ');
  return where.length > 0 ? `${line} (${where.join(', ')})` : line;
}

const escapeMarks = (text: string): string => text.replace(/[\\`*_<>[\]|]/g, '\\$&');

function vocabularies(): string {
  const rows = Object.entries(englishVocabularies).map(([name, text]) => {
    const terms = text
      .split('\n')
      .filter((line) => /^(?!ignore:)[^#\s].*:/.test(line))
      .map((line) => line.slice(0, line.indexOf(':')));
    return `- \`${name}\`: ${terms.join(', ')}`;
  });
  return [
    'The words behind the rules stand in `src/assessment/vocabulary/en/`, one term a line: `name: word or phrase, word or phrase`. A site adds its own in `content/vocabulary.yaml`:',
    '',
    '```yaml',
    'recipients:',
    '  - "payroll partners: payroll partner, payroll bureau"',
    '```',
    '',
    ...rows,
  ].join('\n');
}
