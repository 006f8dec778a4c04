import { escapeMarkdown, escapeStart } from '../redline/escape-markdown.ts';
import type { Assessment } from './assessment.ts';
import { excerptPair } from './excerpt.ts';
import { gravestFirst, headline, place } from './write-text.ts';

/** For a pull request: headline, summary, a table of what matters, the rest folded into a count. */
export function assessmentMarkdown(assessment: Assessment): string {
  const lines = [`**${headline(assessment)}**`];
  if (assessment.summary) lines.push('', assessment.summary.split('\n').map(summaryLine).join('\n'));
  for (const problem of assessment.decisionProblems)
    lines.push('', `> **Decision:** ${cell(problem.message)}`);
  const listed = gravestFirst(assessment.changes.filter((change) => change.class !== 'editorial'));
  if (listed.length > 0) {
    lines.push(
      '',
      '| Class | Clause | About | Before | After | Why |',
      '| --- | --- | --- | --- | --- | --- |',
    );
    for (const change of listed) {
      const cells = [
        `${change.class}${change.certainty === 'low' ? ' (uncertain)' : ''}`,
        place(change),
        [change.categories.join(', '), change.direction].filter(Boolean).join('; '),
        ...excerptPair(change.old, change.new, 200).map((text) => text ?? '—'),
        change.reasons.map((reason) => `${reason.text} (${reason.rule})`).join('; '),
      ];
      lines.push(`| ${cells.map(cell).join(' | ')} |`);
    }
  }
  const editorial = assessment.changes.length - listed.length;
  if (editorial > 0)
    lines.push('', `${editorial} editorial ${editorial === 1 ? 'change' : 'changes'} not listed.`);
  return `${lines.join('\n')}\n`;
}

/** One line, whatever the text holds: a break would end the cell and the table. */
const cell = (text: string): string => escapeMarkdown(text.replace(/\s*\n\s*/g, ' '));

/** The summary's own list stays a list; what its sentences quote begins none. */
function summaryLine(line: string): string {
  const [, bullet = '', rest = ''] = /^(- )?(.*)$/.exec(line) ?? [];
  return `${bullet}${escapeStart(escapeMarkdown(rest))}`;
}
