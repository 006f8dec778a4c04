import type { NoticeStatus } from '../delivery/status.ts';
import type { NoticeKind } from '../notice/plan.ts';
import { formatPeriod, isEmptyPeriod } from '../policy/day.ts';
import { counted } from '../policy/numerals.ts';
import type { NoticeProfile } from '../policy/policy.ts';

/** What the terms of a pack mean to somebody who has never seen one. */

export const kindNames: Record<NoticeKind, string> = {
  advance: 'The announcement',
  reminder: 'The reminder',
  correction: 'The correction',
};

export const stateWords: Record<keyof NoticeStatus['counts'], string> = {
  delivered: 'letter delivered: the reader’s mail server took it',
  accepted: 'letter accepted by the mail service, which has reported no failure',
  complained: 'letter delivered, and marked as unwanted by the reader',
  otherwise: 'told in another way, as a person recorded (by post, in the service, by an e-mail of their own)',
  optedOut: 'told by the published page only, by their own choice',
  signUp: 'saw the coming version when they became customers',
  siteOnly: 'no usable address in the list: told by the published page only',
  bounced: 'letter came back: no letter reached them',
  suppressed: 'letter held back by the mail service, because earlier mail came back: no letter reached them',
  refused: 'address refused by the mail service: no letter reached them',
  unknown: 'letter attempted, outcome not known',
  pending: 'letter still waiting to be sent',
  written: 'letter written as a file in a rehearsal: told nobody',
};

export const heldDataWords: Record<NoticeProfile['heldData'], string> = {
  follows: 'data already held follow the new text from its day of effect',
  'as-collected': 'data already held stay under the text in force when they were collected',
  'opt-in': 'data already held come under the new text only with the reader’s yes',
};

export const exemptionWords: Record<string, string> = {
  'required-by-law': 'the law requires it',
  security: 'security requires it',
  benefit: 'it only benefits the reader',
};

const channelNames = {
  email: 'e-mail',
  site: 'posting on the site',
  service: 'a message in the service',
  post: 'post',
};

export function channelWords({ channels }: Pick<NoticeProfile, 'channels'>): string {
  const names = ('any' in channels ? channels.any : channels.all).map((channel) => channelNames[channel]);
  if (names.length === 1) return names[0]!;
  const [last, ...rest] = [names.at(-1)!, ...names.slice(0, -1)];
  return 'any' in channels
    ? `${rest.join(', ')} or ${last} (any one keeps the promise)`
    : `${rest.join(', ')} and ${last}`;
}

export const periodWords = (period: string): string =>
  isEmptyPeriod(period) ? 'no period' : formatPeriod(period, 'en');

/** `2026-12-01T09:00:03Z` as `2026-12-01 09:00:03 UTC`. */
export const instant = (at: string): string =>
  at.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/, '$1 $2 UTC');

export const people = (count: number): string => counted(count, 'person', 'people');
