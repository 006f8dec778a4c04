import { type Audience, AudienceCounter } from '../../src/notice/audience.ts';
import type { Duty } from '../../src/notice/duties.ts';
import type { Recipient } from '../../src/notice/recipient.ts';

/** Where each recipient of a list or stream stands to each duty, counted as a run counts them. */
export async function countAudience(
  duties: readonly Duty[],
  recipients: Iterable<Recipient> | AsyncIterable<Recipient>,
): Promise<Audience> {
  const counter = new AudienceCounter(duties);
  for await (const recipient of recipients) counter.add(recipient);
  return counter.audience;
}
