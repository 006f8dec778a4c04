import type { Duty } from './duties.ts';
import { noticeKey } from './plan.ts';
import type { Recipient } from './recipient.ts';

/**
 * How one recipient stands to one notice. `letter`: told by letter. `optedOut`: told by the site by their choice.
 * `siteOnly`: told by the site for want of a usable address. `signUp`: saw the coming version when they joined.
 * `outside`: not concerned (another segment, or joined when the version was already in force).
 */
export type Standing = 'letter' | 'optedOut' | 'siteOnly' | 'signUp' | 'outside';

type Terms = Pick<Duty, 'class' | 'effective' | 'windowFrom' | 'profile' | 'segments'>;

/** All of a duty that decides where recipients stand, as plain data: what is kept of a pass over them holds for these. */
export const termsOf = ({ class: change, effective, windowFrom, profile, segments }: Terms): Terms => ({
  class: change,
  effective,
  windowFrom,
  profile,
  segments,
});

/** Where a recipient stands; marketing preferences play no part. */
export function standingOf(recipient: Recipient, duty: Terms): Standing {
  if (!isInSegments(recipient, duty.segments)) return 'outside';
  if (recipient.joined !== undefined && recipient.joined >= duty.effective) return 'outside';
  if (duty.profile.joined === 'sign-up' && joinedInWindow(recipient, duty)) return 'signUp';
  if (recipient.optedOut && duty.profile.optOut && duty.class !== 'consent') return 'optedOut';
  if (!isUsableAddress(recipient.email) && !isUsableAddress(recipient.fallbackEmail)) return 'siteOnly';
  return 'letter';
}

/** Became a customer after the notice began and before effect; somebody without `joined` counts as an old customer. */
export function joinedInWindow(recipient: Recipient, duty: Pick<Duty, 'windowFrom' | 'effective'>): boolean {
  if (recipient.joined === undefined || duty.windowFrom === null) return false;
  return recipient.joined > duty.windowFrom && recipient.joined < duty.effective;
}

/** A shape that a mail server could deliver to; not a proof that anybody reads it. */
export function isUsableAddress(address: string | undefined): boolean {
  return (
    address !== undefined &&
    address.length <= 254 &&
    /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@.]+$/u.test(address)
  );
}

function isInSegments(recipient: Recipient, segments: readonly string[]): boolean {
  return segments.length === 0 || recipient.segments.some((segment) => segments.includes(segment));
}

/** Recipients of one notice by standing; the five counts add up to the list. */
export interface AudienceCounts extends Record<Standing, number> {
  /** Of those told by letter or at sign-up: joined in the window. */
  joinedInWindow: number;
}

/** Counts per notice, by `noticeKey`. */
export type Audience = ReadonlyMap<string, AudienceCounts>;

/** Whether somebody is among those whom a notice goes to, as far as others decide that; true where nobody does. */
export type Concerned = (notice: string, recipient: Recipient) => boolean;

/**
 * Counts where recipients stand to each duty, one by one; keeps no recipient.
 * @param concerned who a reminder or a correction is for at all: those whom the announcement was sent to.
 */
export class AudienceCounter {
  readonly audience: Audience;
  readonly #concerned: Concerned;
  readonly #pairs: readonly { duty: Duty; key: string; count: AudienceCounts }[];

  constructor(duties: readonly Duty[], concerned: Concerned = () => true) {
    this.#concerned = concerned;
    this.#pairs = duties.map((duty) => ({ duty, key: noticeKey(duty), count: emptyCounts() }));
    this.audience = new Map(this.#pairs.map(({ key, count }) => [key, count]));
  }

  add(recipient: Recipient): void {
    for (const { duty, key, count } of this.#pairs) {
      const standing = this.#concerned(key, recipient) ? standingOf(recipient, duty) : 'outside';
      count[standing] += 1;
      if ((standing === 'letter' || standing === 'signUp') && joinedInWindow(recipient, duty))
        count.joinedInWindow += 1;
    }
  }
}

export function emptyCounts(): AudienceCounts {
  return { letter: 0, optedOut: 0, siteOnly: 0, signUp: 0, outside: 0, joinedInWindow: 0 };
}
