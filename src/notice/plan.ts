import type { Day, Period } from '../policy/day.ts';
import type { ChangeClass } from '../policy/fields.ts';
import type { NoticeProfile } from '../policy/policy.ts';

export type NoticeKind = 'advance' | 'reminder' | 'correction';

/** `error`: `send` refuses to start the notice. `warning`: said, and sent all the same. */
export interface NoticeProblem {
  /** Lasting id, such as `too-late`. */
  rule: string;
  severity: 'error' | 'warning';
  message: string;
  remedy: string;
}

/** The duty to tell about one version of one policy. Field names are design.md's (`plan --json`). */
export interface Notice {
  policy: string;
  version: string;
  kind: NoticeKind;
  class: ChangeClass;
  /** The day it is in the policy's own time zone, by which the rest is judged. */
  today: Day;
  published: Day;
  effective: Day;
  period: Period;
  applies: NoticeProfile['applies'];
  channels: NoticeProfile['channels'];
  /** The last day on which a letter (or, without one, the posting) is in time. */
  deadline: Day;
  /** The last day to begin at the permitted rate. */
  startBy: Day;
  /** The day on which `send` sends it (of a finished one: the day it began); null when no letter is owed. */
  due: Day | null;
  /** People still to be told by letter, those already told included; 0 when no letter is owed. */
  recipients: number;
  /** Whether the dates keep the promise, judged on `today`. */
  lawful: boolean;
  /** Id shared by notices that go in one letter; null when no letter is owed. */
  letter: string | null;
  problems: NoticeProblem[];
  /** Why there is or is not a letter, one plain sentence or two. */
  why: string;
  /** The earliest day the version may take effect if the letters leave on `today` (begun: on the day they left). */
  earliestLawfulEffective: Day;
  /** Told by the site only, by their choice. */
  optedOut: number;
  /** Told by the site only, for want of a usable address. */
  siteOnly: number;
  /** Told at sign-up. */
  signUp: number;
  /** The first day on which the ledger has a letter of this notice; null before it begins. */
  began: Day | null;
  /** True when the ledger has nothing left to attempt. */
  complete: boolean;
}

export interface NoticePlan {
  /** The day in the site's time zone; a policy with its own has its own day (`Notice.today`). */
  today: Day;
  notices: Notice[];
  /** The next day after `today` on which something is due; null when nothing is announced. */
  next: Day | null;
}

/** What the ledger knows of a notice that has been begun. */
export interface BegunNotice {
  policy: string;
  version: string;
  kind: NoticeKind;
  /** The day of the first letter. */
  firstDay: Day;
  /** True when nothing is left to attempt. */
  complete: boolean;
  /** The letter it went in; notices begun in one letter stay together. */
  letter?: string;
}

/** `privacy/5/advance`: one notice, as a key. */
export function noticeKey(notice: { policy: string; version: string; kind: NoticeKind }): string {
  return `${notice.policy}/${notice.version}/${notice.kind}`;
}
