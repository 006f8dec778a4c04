import type { Assessment } from '../assessment/assessment.ts';
import { addDays, type Day, formatDay, formatPeriod, lastOf } from '../policy/day.ts';
import { type ChangeClass, classOrder } from '../policy/fields.ts';
import type { Channel, NoticeProfile } from '../policy/policy.ts';
import {
  effectiveDay,
  governingProfile,
  type Policy,
  previousOf,
  publishedDay,
  replacementOf,
  statusOn,
  textBefore,
  type Version,
  withdrawalOf,
} from '../policy/timeline.ts';
import { deadlineOf, postingDeadlineOf, reminderDay } from './calendar.ts';
import {
  approvalProblems,
  consentProblems,
  exemptionProblems,
  type Facts,
  letterReason,
  noDayProblem,
  noProfileProblem,
  smallChangeReason,
} from './duty-words.ts';
import { type BegunNotice, type NoticeKind, type NoticeProblem, noticeKey } from './plan.ts';

/**
 * Compares a version with the one it replaces and says how much the changes matter, people's decisions included.
 * Called only for versions whose notice may be owed. The context's `heldData` is the governing profile's.
 */
export type Assess = (
  policy: Policy,
  version: Version,
  previous: Version,
  profile: NoticeProfile,
) => Assessment;

/** What is owed about one version: the part of a notice that needs neither recipients nor a sending rate. */
export interface Duty {
  policy: string;
  version: string;
  /** The version that readers are told it replaces; null for the first one. */
  previous: string | null;
  kind: NoticeKind;
  class: ChangeClass;
  /** The day it is in the policy's own time zone: what its days are measured against. */
  today: Day;
  published: Day;
  effective: Day;
  /** The promise that binds it; without one (no profile, first version) a promise of nothing. */
  profile: NoticeProfile;
  /** Who must hear: recipients with one of these segments; empty: everybody. */
  segments: readonly string[];
  /** What keeps the promise: a letter, the posting, or nothing because no period binds this version. */
  kept: 'letter' | 'posting' | 'unbound';
  deadline: Day;
  /** The first day on which a letter may leave; null when no letter is owed. */
  from: Day | null;
  /** True when the promised period need not be kept (`exemption` in the front matter). */
  exempt: boolean;
  /** True when date rules are warnings (`imported` in the front matter). */
  imported: boolean;
  /** The first day of this notice in the ledger; null before it begins. */
  began: Day | null;
  /** The first day of the version's advance notice: who joined later joined in the window. */
  windowFrom: Day | null;
  complete: boolean;
  /** Letter in which it was begun, if the ledger says so. */
  begunLetter: string | null;
  why: string;
  problems: NoticeProblem[];
}

/**
 * Which notices are owed for the versions of a policy that are announced or scheduled on `today`, and why or why
 * not. Drafts owe nothing. After its effective day a version has a row when its notice was begun, and for 90 days
 * when a letter was owed and never left: a forgotten notice must not disappear on the day it is too late.
 * @param today the day in the policy's time zone.
 */
export function dutiesOf(
  policy: Policy,
  assess: Assess,
  today: Day,
  begun: readonly BegunNotice[] = [],
): Duty[] {
  const known = new Map(begun.map((notice) => [noticeKey(notice), notice]));
  return policy.versions.flatMap((version) => {
    const facts = factsOf(policy, version, today, known);
    if (!facts) return [];
    // Replaced before its first day: nobody is told of a text that will never apply, unless that has begun.
    const begins = { policy: policy.slug, version: version.fields.version, kind: 'advance' as const };
    if (!facts.withdrawn && replacementOf(policy, version, today) && !known.has(noticeKey(begins))) return [];
    const { previous } = facts;
    if (!previous) return facts.withdrawn ? [] : [firstVersionDuty(facts)];
    const promise = governingProfile(policy, version);
    const profile = promise ?? noPromise;
    const assessment = assess(policy, version, previous, profile);
    if (facts.withdrawn) return [correctionDuty(facts, profile, assessment)];
    const advance = advanceDuty(facts, profile, assessment, promise !== undefined);
    // In force and never begun: only a letter that was owed and never left is worth a row.
    if (facts.effective < today && advance.began === null) return advance.from === null ? [] : [advance];
    return [advance, ...reminderDuties(facts, profile, advance)];
  });
}

/** The text that readers compare with: one that never applies counts only when its notice has begun. */
function toldBefore(
  policy: Policy,
  version: Version,
  known: ReadonlyMap<string, BegunNotice>,
): Version | undefined {
  const previous = previousOf(policy, version);
  if (!previous || effectiveDay(previous) !== effectiveDay(version)) return previous;
  const announced = { policy: policy.slug, version: previous.fields.version, kind: 'advance' as const };
  return known.has(noticeKey(announced)) ? previous : textBefore(policy, version);
}

/** Material and consent changes are the ones that people are written to about. */
export function isMailedClass(changeClass: ChangeClass): boolean {
  return classOrder[changeClass] >= classOrder.material;
}

/** Whether a channel is among those that keep the promise. */
export function hasChannel(profile: Pick<NoticeProfile, 'channels'>, channel: Channel): boolean {
  const { channels } = profile;
  return ('any' in channels ? channels.any : channels.all).includes(channel);
}

const noPromise: NoticeProfile = {
  since: '0',
  period: 'P0D',
  clearDays: false,
  applies: 'material',
  channels: { any: ['site'] },
  heldData: 'follows',
  favourable: 'publish',
  optOut: false,
  joined: 'letter',
};

/** Days after effect during which a notice that was never begun is shown as missed. */
const missedFor = 90;

function factsOf(
  policy: Policy,
  version: Version,
  today: Day,
  known: ReadonlyMap<string, BegunNotice>,
): Facts | null {
  const status = statusOn(policy, version, today);
  if (status === 'draft') return null;
  const name = { policy: policy.slug, version: version.fields.version };
  const begun = (kind: NoticeKind) => known.get(noticeKey({ ...name, kind }));
  const effective = effectiveDay(version);
  const shownUntil = version.fields.imported ? effective : addDays(effective, missedFor);
  if (shownUntil < today && !begun('advance') && !begun('correction')) return null;
  return {
    policy,
    version,
    previous: toldBefore(policy, version, known) ?? null,
    today,
    published: publishedDay(version),
    effective,
    withdrawn: status === 'withdrawn',
    known,
  };
}

function baseDuty(facts: Facts, kind: NoticeKind, profile: NoticeProfile, changeClass: ChangeClass): Duty {
  const { policy, version } = facts;
  const name = { policy: policy.slug, version: version.fields.version, kind };
  const begun = facts.known.get(noticeKey(name));
  return {
    ...name,
    previous: facts.previous?.fields.version ?? null,
    class: changeClass,
    today: facts.today,
    published: facts.published,
    effective: facts.effective,
    profile,
    segments: policy.settings.segments,
    kept: 'unbound',
    deadline: facts.effective,
    from: null,
    exempt: version.fields.exemption !== undefined,
    imported: version.fields.imported !== undefined,
    began: begun?.firstDay ?? null,
    windowFrom: facts.known.get(noticeKey({ ...name, kind: 'advance' }))?.firstDay ?? null,
    complete: begun?.complete ?? false,
    begunLetter: begun?.letter ?? null,
    why: '',
    problems: [],
  };
}

function firstVersionDuty(facts: Facts): Duty {
  return {
    ...baseDuty(facts, 'advance', noPromise, 'editorial'),
    why: 'The first version: there is no earlier text that it could change, so nobody is owed a notice.',
  };
}

function advanceDuty(facts: Facts, profile: NoticeProfile, assessment: Assessment, promised: boolean): Duty {
  const duty = baseDuty(facts, 'advance', profile, assessment.class);
  const { published, effective } = facts;
  const mailed = isMailedClass(assessment.class);
  const bound = mailed || profile.applies === 'all';
  const posted = postedDuty(duty, bound);
  if (!promised) {
    return {
      ...posted,
      kept: 'unbound',
      deadline: effective,
      why: 'Told by posting: the text in force promises nothing about changes.',
      problems: [noProfileProblem(facts)],
    };
  }
  if (!mailed) return { ...posted, why: smallChangeReason(assessment.class, profile) };
  const care = assessment.class === 'consent' ? consentProblems(facts) : [];
  if (!hasChannel(profile, 'email')) {
    return {
      ...posted,
      problems: care,
      why: 'Told by posting: e-mail is not among the channels of the promise.',
    };
  }
  if (assessment.class === 'material' && assessment.favourable && profile.favourable === 'publish') {
    return {
      ...posted,
      why: 'Told by posting: every material change favours the reader, and the profile publishes those.',
    };
  }
  if (published >= effective && !duty.began && canBePosted(profile)) {
    return {
      ...posted,
      problems: [...care, noDayProblem(facts)],
      why: 'Told by posting: it takes effect on the day it is posted, and no letter leaves on or after that day.',
    };
  }
  return {
    ...duty,
    kept: 'letter',
    deadline: duty.exempt ? addDays(effective, -1) : deadlineOf(profile, effective),
    from: published,
    problems: [...care, ...approvalProblems(facts), ...exemptionProblems(facts, profile, assessment)],
    why: letterReason(facts, profile, assessment.class),
  };
}

const canBePosted = (profile: NoticeProfile): boolean =>
  'any' in profile.channels && hasChannel(profile, 'site');

function postedDuty(duty: Duty, bound: boolean): Duty {
  if (!bound) return duty;
  const deadline = duty.exempt ? duty.effective : postingDeadlineOf(duty.profile, duty.effective);
  return { ...duty, kept: 'posting', deadline };
}

/** At most one reminder, of a letter that went or still may go, and only if that letter is not as near to effect. */
function reminderDuties(facts: Facts, profile: NoticeProfile, advance: Duty): Duty[] {
  const day = reminderDay(profile, facts.effective);
  if (day === null || advance.from === null) return [];
  const duty = baseDuty(facts, 'reminder', profile, advance.class);
  const told = advance.began ?? lastOf(facts.published, facts.today);
  if (!advance.began && !advance.imported && told > advance.deadline) return [];
  if (!duty.began && (day <= told || facts.effective <= facts.today)) return [];
  return [
    {
      ...duty,
      kept: 'letter',
      deadline: addDays(facts.effective, -1),
      from: day,
      why: `The one reminder of the profile, ${formatPeriod(profile.reminder ?? 'P0D', 'en')} before effect.`,
    },
  ];
}

function correctionDuty(facts: Facts, profile: NoticeProfile, assessment: Assessment): Duty {
  const { policy, version, today, effective } = facts;
  const duty = baseDuty(facts, 'correction', profile, assessment.class);
  const withdrawal = withdrawalOf(policy, version, today);
  const on = withdrawal?.on ?? today;
  const deadline = lastOf(on, addDays(effective, -1));
  const told = facts.known.get(noticeKey({ ...duty, kind: 'advance' }));
  if (!told) {
    return { ...duty, deadline, why: 'Withdrawn before anybody had been told by letter; its page says so.' };
  }
  return {
    ...duty,
    kept: 'letter',
    deadline,
    from: on,
    why: `Withdrawn on ${formatDay(on, 'en')}, after letters had announced it: those who got one are told.`,
  };
}
