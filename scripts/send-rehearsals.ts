import { decideLetters } from '../src/delivery/decide-letters.ts';
import { maskAddress } from '../src/delivery/hostile-text.ts';
import type { Sending } from '../src/delivery/send.ts';
import { sendTestLetter } from '../src/delivery/test-letter.ts';
import { noticeKey } from '../src/notice/plan.ts';
import { lettersDue } from '../src/notice/plan-notices.ts';
import { counted, numeral } from '../src/policy/numerals.ts';
import { type CommandContext, people, wantsJson } from './context.ts';
import { printHeld } from './send-words.ts';
import { styled } from './style.ts';

/** The two ways of `send` that tell nobody. */

type Planned = Omit<Sending, 'mailer' | 'now' | 'sleep'>;

/** `--dry-run`: who would be written to, and what would be held back. Writes nothing. */
export async function showOnly(context: CommandContext, sending: Planned, rejects: number): Promise<number> {
  const { go, held } = await decideLetters(sending);
  const fates = await sending.ledger.fates();
  const letters = go.map(({ letter, notices }) => {
    const keys = notices.map(noticeKey);
    const told = (key: string) =>
      fates
        .filter((f) => f.notice === key && f.how === 'letter' && f.state !== 'pending')
        .reduce((n, f) => n + f.people, 0);
    const waiting = Math.max(0, ...notices.map((notice) => notice.recipients - told(noticeKey(notice))));
    return {
      letter,
      notices: keys,
      ...{ accepted: 0, found: 0, written: 0, refused: 0, unknown: 0, underway: 0, late: 0 },
      skipped: Math.max(0, ...keys.map(told)),
      pending: waiting,
    };
  });
  if (wantsJson(context)) {
    context.stdout.write(
      `${JSON.stringify({ letters, rejects, done: letters.every((l) => l.pending === 0) && held.length === 0, next: sending.plan.next, held, dryRun: true }, null, 2)}\n`,
    );
  }
  const out = people(context);
  for (const letter of letters)
    out.write(
      `${letter.letter}: ${counted(letter.pending, 'person', 'people')} would be written to${letter.skipped > 0 ? `, ${numeral(letter.skipped)} told before` : ''}\n`,
    );
  printHeld(out, held, styled(out, context.env));
  if (letters.length === 0 && held.length === 0)
    out.write(`Nothing is due.${sending.plan.next ? ` Next: ${sending.plan.next}.` : ''}\n`);
  out.write('Dry run: nothing was sent or written.\n');
  return held.length > 0 ? 1 : 0;
}

/** `--test ADDRESS`: the letters due today, or else those announced for later, marked as tests. */
export async function sendTests(
  context: CommandContext,
  sending: Planned,
  mailer: Sending['mailer'],
  to: string,
): Promise<number> {
  const due = lettersDue(sending.plan).map((job) => job.letter);
  const announced = sending.plan.notices
    .filter((notice) => notice.letter !== null && !notice.complete)
    .map((notice) => notice.letter!);
  const letters = [...new Set(due.length > 0 ? due : announced)];
  const out = people(context);
  const results = [];
  mailer.share?.(sending.ledger);
  for (const letter of letters) {
    const keys = sending.plan.notices.filter((notice) => notice.letter === letter).map(noticeKey);
    const { site, policies, assess, today } = sending;
    const duties = sending.duties.filter((duty) => keys.includes(noticeKey(duty)));
    const outcome = await sendTestLetter(
      mailer,
      { site, policies, assess, today, duties },
      to,
      sending.stamp(),
    );
    results.push(outcome);
    const detail = outcome.kind === 'accepted' ? outcome.id : outcome.reason;
    out.write(`${outcome.letter} to ${out.isTTY ? to : maskAddress(to)}: ${outcome.kind} (${detail})\n`);
  }
  if (wantsJson(context)) context.stdout.write(`${JSON.stringify({ tests: results }, null, 2)}\n`);
  if (letters.length === 0) out.write('No letter is due or announced, so there is nothing to test.\n');
  else out.write('A test tells nobody: the ledger has no record of it.\n');
  return results.every((outcome) => outcome.kind === 'accepted') ? 0 : 1;
}
