import type { Day, Period } from '../policy/day.ts';
import type { ChangeClass } from '../policy/fields.ts';
import type { NoticeProfile } from '../policy/policy.ts';

export type NoticeKind = 'advance' | 'reminder' | 'correction';

/** The duty to tell about one version of one policy. Field names are design.md's (`plan --json`). */
export interface Notice {
  policy: string;
  version: string;
  kind: NoticeKind;
  class: ChangeClass;
  published: Day;
  effective: Day;
  period: Period;
  applies: NoticeProfile['applies'];
  channels: NoticeProfile['channels'];
  /** The last day on which a letter is in time. */
  deadline: Day;
  /** The last day to begin at the permitted rate. */
  startBy: Day;
  /** The day on which `send` sends it; null when no letter is owed. */
  due: Day | null;
  /** People still to be told by letter, those already told included; 0 when no letter is owed. */
  recipients: number;
  /** Whether the dates keep the promise, judged on `today`. */
  lawful: boolean;
  /** Id shared by notices that go in one letter; null when no letter is owed. */
  letter: string | null;
  problems: { rule: string; message: string; remedy: string }[];
  /** Why there is or is not a letter, one plain sentence. */
  why: string;
  /** The earliest day the version may take effect if the letters leave on `today`. */
  earliestLawfulEffective: Day;
  /** Those told by the site only: by their choice, or for want of an address. */
  optedOut: number;
}

export interface NoticePlan {
  today: Day;
  notices: Notice[];
  /** The next day after `today` on which something is due; null when nothing is announced. */
  next: Day | null;
}
