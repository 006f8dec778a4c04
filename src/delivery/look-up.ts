import type { Day } from '../policy/day.ts';
import type { Batch, BatchMember, Settlement } from './ledger.ts';
import type { LetterRun } from './letter-run.ts';
import type { FoundMail } from './ports.ts';
import type { Sending } from './send.ts';

export const foundReason = 'found in the list of sent mail';

/**
 * Asks the provider's list of sent mail what became of batches that this run holds. Found is accepted, on the day on which
 * the provider had it; what the list does not have waits again; what it cannot tell waits for another look, or a person.
 * @param absence what it means that the list does not have a mail: with `unknown` nothing is sent again for that.
 * @returns false when the list could not be read: then nothing is changed.
 */
export async function lookUp(
  run: LetterRun,
  batches: readonly Batch[],
  absence: 'not-sent' | 'unknown' = 'not-sent',
): Promise<boolean> {
  const { mailer } = run.sending;
  if (!mailer.find || batches.length === 0) return false;
  const asked = batches.map((batch) => ({
    batch,
    open: batch.members.filter((member) => member.state === 'unknown'),
  }));
  const messages = await Promise.all(
    asked.map(({ batch, open }) => run.messages({ ...batch, members: open })),
  );
  const since = batches.map(({ firstTriedAt }) => firstTriedAt).sort()[0]!;
  const found = await mailer.find(messages.flat(), since, run.sending.onReading).catch(() => null);
  if (!found) return false;
  for (const { batch, open } of asked) await settleFound(run, batch, open, found, absence);
  return true;
}

async function settleFound(
  run: LetterRun,
  batch: Batch,
  open: readonly BatchMember[],
  found: ReadonlyMap<string, FoundMail>,
  absence: 'not-sent' | 'unknown',
): Promise<void> {
  const { ledger, mailer, currentDay, stamp } = run.sending;
  const settled: { day: Day; result: Settlement }[] = [];
  const released: BatchMember[] = [];
  for (const member of open) {
    const { reference } = member;
    const what = found.get(reference);
    if (what?.kind === 'sent') {
      const day = dayOfInstant(run.sending, what.at);
      const state = mailer.tells ? 'accepted' : 'written';
      settled.push({ day, result: { reference, state, providerId: what.id, reason: foundReason } });
      run.counts.accepted++;
      if (run.isLateOn(day, member)) run.counts.late++;
    } else if (what?.kind === 'not-sent' && absence === 'not-sent') released.push(member);
    else {
      const absent = what?.kind === 'not-sent' ? 'not in the list of sent mail' : 'not looked for';
      const reason = what?.kind === 'cannot-tell' ? what.reason : absent;
      settled.push({ day: currentDay(), result: { reference, state: 'unknown', reason } });
    }
  }
  // First what waits again: an outcome may close the batch.
  if (released.length > 0) await run.release(batch, released, 'not in the list of sent mail');
  const outcomes = [...Map.groupBy(settled, ({ day }) => day)].map(([day, some]) => ({
    ...{ key: batch.key, results: some.map(({ result }) => result), at: stamp(), day },
  }));
  if (outcomes.length > 0) await ledger.settle(outcomes, currentDay());
}

/** The day of an instant where it was latest, of all policies: no clock is cheated by a zone. None is after today. */
export function dayOfInstant(
  { policies, currentDay }: Pick<Sending, 'policies' | 'currentDay'>,
  instant: string,
): Day {
  const days = policies.map(({ timeZone }) =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
  );
  return [...days.sort().slice(-1), currentDay()].sort()[0]!;
}
