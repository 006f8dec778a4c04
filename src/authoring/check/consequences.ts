import { comparePair, type VersionChanges } from '../../assessment/assess-versions.ts';
import type { Assessment } from '../../assessment/assessment.ts';
import { earliestAfterPosting, earliestEffective, paceOf } from '../../notice/calendar.ts';
import { type Duty, dutiesOf } from '../../notice/duties.ts';
import { addDays, type Day, lastOf } from '../../policy/day.ts';
import type { ChangeClass } from '../../policy/fields.ts';
import { effectiveDay, type Policy, publishedDay, statusOn, type Version } from '../../policy/timeline.ts';
import { type CheckInput, type CheckRule, named, shorten } from './rule.ts';

/** What follows from a version ahead: its class, who will be written to and when, and the days that bind. */
export interface Consequences {
  duty: Duty;
  /** The last day on which it may be published (or its letters leave) for its effective day. */
  latestPublication: Day;
  /** The earliest day on which it may take effect when it is published as it says, or today where that has passed. */
  earliestEffective: Day;
}

/** Null for a version that is not ahead, or replaces nothing. A draft is judged as if it were none. */
export function consequencesOf(
  { policy, today }: Pick<CheckInput, 'policy' | 'today'>,
  changes: VersionChanges,
  /** Pairs compared already. */
  known: readonly VersionChanges[] = [changes],
): Consequences | null {
  const { version, previous } = changes;
  if (!previous || !isAhead(policy, version, today)) return null;
  const meant = { ...version, fields: { ...version.fields, draft: false } };
  const versions = policy.versions.map((one) => (one === version ? meant : one));
  const duty = dutiesOf(
    { ...policy, versions },
    (_, one, before) =>
      known.find(
        (pair) => isSame(pair.version, one) && pair.previous !== null && isSame(pair.previous, before),
      )?.assessment ?? comparePair(policy, before, one).assessment,
    today,
  ).find(({ version: number, kind }) => number === version.fields.version && kind === 'advance');
  if (!duty) return null;
  const from = lastOf(publishedDay(version), version.fields.draft ? today : publishedDay(version));
  return {
    duty,
    latestPublication: duty.kept === 'unbound' ? effectiveDay(version) : duty.deadline,
    earliestEffective: earliestFor(duty, from),
  };
}

/** A draft and the copy that is none are one version. */
const isSame = (a: Version, b: Version): boolean => a.fields.version === b.fields.version;

function earliestFor(duty: Pick<Duty, 'kept' | 'exempt' | 'profile'>, from: Day): Day {
  if (duty.kept === 'letter') return duty.exempt ? addDays(from, 1) : earliestEffective(duty.profile, from);
  return duty.kept === 'posting' && !duty.exempt ? earliestAfterPosting(duty.profile, from) : from;
}

const isAhead = (policy: Policy, version: Policy['versions'][number], today: Day): boolean =>
  ['draft', 'scheduled', 'upcoming'].includes(statusOn(policy, version, today));

export const checkConsequences: CheckRule = (input, report) => {
  for (const changes of input.changes) {
    const { fields, file } = changes.version;
    checkDays(input, changes, report);
    const found = consequencesOf(input, changes, input.changes);
    const assessment = found && changes.assessment;
    if (!found || !assessment) continue;
    report(
      { file, path: ['effective'] },
      {
        rule: 'what-follows',
        severity: 'advice',
        message: `${named(changes.version)} is ${classWords(changes, assessment, found.duty)} ${audienceWords(found.duty)} ${dayWords(found, fields)}${paceWords(input, found.duty)}`,
        remedy: nextStep(input, changes, found),
      },
    );
  }
};

function checkDays(
  { policy, today }: CheckInput,
  { version }: VersionChanges,
  report: Parameters<CheckRule>[1],
): void {
  const { fields, file } = version;
  if (fields.imported || !isAhead(policy, version, today)) return;
  if (fields.draft && publishedDay(version) < today)
    report(
      { file, path: ['published'] },
      {
        rule: 'draft-day-past',
        severity: 'advice',
        message: `${named(version)} is a draft, and the day on which it was to be published, ${fields.published}, has passed`,
        remedy: `Set published to the day on which it will be posted ("${today}" or later), and effective accordingly.`,
      },
    );
  const twin = policy.versions.find(
    (other) =>
      other !== version &&
      other.fields.version !== fields.version &&
      !other.fields.draft &&
      effectiveDay(other) === effectiveDay(version) &&
      !fields.version.startsWith(`${other.fields.version}.`) &&
      policy.versions.indexOf(other) < policy.versions.indexOf(version) &&
      statusOn(policy, other, today) !== 'withdrawn',
  );
  if (twin)
    report(
      { file, path: ['effective'] },
      {
        rule: 'effective-twice',
        severity: 'warning',
        message: `${named(version)} takes effect on ${fields.effective}, the same day as ${named(twin)}, which would then never apply`,
        remedy: `Give one of the two another day. If it is meant to take the place of ${named(twin)}, call it ${twin.fields.version}.1.`,
      },
    );
}

/** A version that takes the place of an announced one is written about as what it changes of the text in force. */
function classWords({ previous }: VersionChanges, assessment: Assessment, duty: Duty): string {
  const counts = countsOf(assessment);
  if (!previous || duty.previous === null || duty.previous === previous.fields.version)
    return `${assessment.class}${counts}.`;
  return `${assessment.class} against ${named(previous)}${counts}. Against version "${duty.previous}", which it replaces, it is ${duty.class}.`;
}

const classes: ChangeClass[] = ['consent', 'material', 'minor', 'editorial'];

/** `: 2 material and 1 minor change (sharing, retention)` */
function countsOf({ changes }: Assessment): string {
  const counts = classes.flatMap((one) => {
    const count = changes.filter((change) => change.class === one).length;
    return count > 0 ? [`${count} ${one}`] : [];
  });
  if (counts.length === 0) return ': nothing in the text has changed yet';
  const about = [
    ...new Set(
      changes.filter((change) => change.class !== 'editorial').flatMap((change) => change.categories),
    ),
  ];
  const list = new Intl.ListFormat('en').format(counts);
  const unread = changes.some(({ reasons }) => reasons.some(({ rule }) => rule.endsWith('not-assessed')));
  const why = unread ? '; there are no rules for its language, so what changed in it counts as material' : '';
  return `: ${list} ${changes.length === 1 ? 'change' : 'changes'}${about.length > 0 ? ` (${shorten(about.join(', '), 90)})` : ''}${why}`;
}

function audienceWords(duty: Duty): string {
  if (duty.kept !== 'letter') return duty.why;
  const who =
    duty.segments.length > 0
      ? `recipients in ${duty.segments.map((one) => `"${one}"`).join(', ')}`
      : 'every recipient';
  return `A letter goes to ${who}${duty.profile.optOut && duty.class !== 'consent' ? ' but those who opted out of legal mail' : ''}${duty.class === 'consent' ? ' and asks for a yes' : ''}.`;
}

function dayWords(
  { duty, latestPublication, earliestEffective: earliest }: Consequences,
  { published, effective }: { published: string; effective: string },
): string {
  if (duty.kept === 'unbound')
    return `It is published on ${published} and takes effect on ${effective}; no period binds it.`;
  const what =
    duty.kept === 'letter'
      ? 'the last day to publish it and for its letters to leave'
      : 'the last day to publish it';
  return `For ${effective} ${what} is ${latestPublication}; published on ${published}, it may take effect on ${earliest} at the earliest.`;
}

/** How many there are, and so how long they take, only `plan` knows. */
const paceWords = ({ content }: CheckInput, { kept }: Duty): string =>
  kept === 'letter' && paceOf(content.site.sending) !== undefined
    ? ' Letters leave over several days where site.yaml limits them: plan says by when to begin.'
    : '';

function nextStep(
  { today }: CheckInput,
  { version, assessment }: VersionChanges,
  { duty }: Consequences,
): string {
  const { fields } = version;
  const steps: string[] = [];
  if (assessment?.changes.length === 0) return 'Edit the text; then run check again.';
  if (duty.class === 'consent' && !fields.consent)
    steps.push('name the place where people can say yes (consent: { url })');
  if (duty.kept === 'letter' && !fields.approved) steps.push('have it approved (approved: { by, on })');
  if (fields.draft) steps.push('take the line draft: true away when it is final');
  if (fields.published > today || fields.draft)
    steps.push(
      `build the site on ${fields.published > today ? fields.published : 'the day of publication'} and run lock`,
    );
  else steps.push('build the site, run lock');
  if (duty.kept === 'letter') steps.push('and run send');
  const text = steps.join('; ').replace('; and run send', ' and send');
  return `Next: ${text}.`;
}
