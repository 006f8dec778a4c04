import { assess } from '../../src/assessment/assess.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';

const subjects = ['Invoices', 'Receipts', 'Orders', 'Letters', 'Contracts', 'Ledgers', 'Offers', 'Accounts'];
const deeds = ['are kept', 'are shared', 'are read', 'are sent', 'are deleted', 'are checked', 'are used'];

/** A text of about so many words in clauses; of every tenth sentence the period differs by side. */
function text(words: number, side: 'old' | 'new'): string {
  const lines = ['# Privacy notice'];
  for (let index = 0; index * 20 < words; index++) {
    if (index % 12 === 0) lines.push(`## Clause ${index / 12 + 1}: what becomes of your papers`);
    const period = index % 10 === 0 && side === 'new' ? index + 40 : index + 30;
    lines.push(
      `${subjects[index % 8]} of the customer number ${index} ${deeds[index % 7]} for ${period} days by Fernhill and by nobody else in the firm.`,
    );
  }
  return lines.join('\n\n');
}

/** Milliseconds of processor time for one assessment, the best of some. */
function measure(words: number): number {
  const [old, next] = (['old', 'new'] as const).map((side) => parse(text(words, side), 'md').document);
  const times = Array.from({ length: 5 }, () => {
    const redline = compareDocuments(old!, next!);
    const before = process.cpuUsage();
    assess(old!, next!, redline, { kind: 'privacy', locale: 'en', heldData: 'follows' });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

/** The aim is 300 ms for 10,000 words after start-up, and work that grows with the text: both as processor time. */
export function speedLine(): string {
  measure(10_000);
  const [ten, forty] = [measure(10_000), measure(40_000)];
  return `A pair of 10,000 words: ${ten.toFixed(0)} ms of processor time (aim: under 300); of 40,000 words: ${forty.toFixed(0)} ms, ${(forty / ten).toFixed(1)} times as long`;
}
