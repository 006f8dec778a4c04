import { comparePair, type VersionChanges } from '../../assessment/assess-versions.ts';
import type { Assessment } from '../../assessment/assessment.ts';
import { type Assess, type Duty, dutiesOf } from '../../notice/duties.ts';
import { buildLetterContent } from '../../notice/letter-content.ts';
import { type Notice, noticeKey } from '../../notice/plan.ts';
import { planNotices } from '../../notice/plan-notices.ts';
import { fillLetter, renderLetter } from '../../notice/render-letter.ts';
import { type Day, lastOf } from '../../policy/day.ts';
import type { Problem } from '../../policy/problem.ts';
import {
  type Policy,
  previousOf,
  publishedDay,
  type Status,
  statusOn,
  type Version,
} from '../../policy/timeline.ts';
import type { Redline } from '../../redline/redline.ts';
import { checkContent } from '../check/check.ts';
import { consequencesOf } from '../check/consequences.ts';
import type { Content, SoundContent } from '../read-content.ts';

/** What a reviewer wants to know of one version. */
export interface VersionReport {
  policy: Policy;
  version: Version;
  status: Status;
  previous: Version | null;
  redline: Redline | null;
  assessment: Assessment | null;
  /** Null for a version that is in force or past, and for a first one that nobody is told of. */
  notice: (Notice & { earliestEffective: Day; latestPublication: Day }) | null;
  /** The letter as it will be sent, without a name; null when none is owed or it cannot be written yet. */
  letter: { subject: string; text: string; together: string[] } | null;
}

export interface Report {
  today: Day;
  versions: VersionReport[];
  /** Of the whole content: an error anywhere stops the build. */
  problems: Problem[];
  /** Changed files that are no version: policy.yaml, site.yaml, versions.lock. */
  otherFiles: string[];
  /** The day that a preview of the site shows: all that is reported is published by then. */
  previewDay: Day;
}

/**
 * Gathers the report on the versions whose file or promise is among `changedFiles` (paths as in `content`), or without a base
 * on all that are ahead. Drafts are judged as if they were none.
 */
export async function gatherReport(
  content: Content,
  today: Day,
  changedFiles: ReadonlySet<string> | null,
): Promise<Report> {
  const problems = checkContent(content, today);
  const report: Report = { today, versions: [], problems, otherFiles: [], previewDay: today };
  const files = new Set(content.policies.flatMap((policy) => policy.versions.map(({ file }) => file)));
  report.otherFiles = [...(changedFiles ?? [])].filter((file) => !files.has(file)).toSorted();
  if (!content.site) return report;
  const sound: SoundContent = { ...content, site: content.site };
  const meant = (policy: Policy, version: Version) => isMeant(policy, version, today, changedFiles);
  const policies = sound.policies.map((policy) => ({
    ...policy,
    versions: policy.versions.map((version) =>
      version.fields.draft && meant(policy, version)
        ? { ...version, fields: { ...version.fields, draft: false } }
        : version,
    ),
  }));
  const known = new Map<Version, Map<Version, ReturnType<typeof comparePair>>>();
  const compare = (policy: Policy, previous: Version, version: Version) => {
    const pairs = known.get(version) ?? new Map<Version, ReturnType<typeof comparePair>>();
    known.set(version, pairs);
    const pair = pairs.get(previous) ?? comparePair(policy, previous, version);
    pairs.set(previous, pair);
    return pair;
  };
  const assess = (policy: Policy, version: Version, previous: Version) =>
    compare(policy, previous, version).assessment;
  const duties = policies.flatMap((policy) => dutiesOf(policy, assess, today));
  const plan = planNotices({ today, duties, audience: new Map() });
  for (const [index, policy] of policies.entries()) {
    const written = sound.policies[index]!;
    for (const [place, version] of policy.versions.entries()) {
      const original = written.versions[place]!;
      if (!meant(written, original)) continue;
      const notice = plan.notices.find(
        (one) =>
          one.policy === policy.slug && one.version === version.fields.version && one.kind !== 'reminder',
      );
      const duty = duties.find((one) => notice && noticeKey(one) === noticeKey(notice));
      const previous =
        policy.versions.find((one) => one.fields.version === duty?.previous) ??
        previousOf(policy, version) ??
        null;
      const changes: VersionChanges = {
        version,
        previous,
        ...(previous ? compare(policy, previous, version) : { redline: null, assessment: null }),
      };
      const days = consequencesOf({ policy, today }, changes);
      report.previewDay = lastOf(report.previewDay, publishedDay(version));
      report.versions.push({
        policy,
        ...changes,
        status: statusOn(written, original, today),
        notice:
          notice && days
            ? {
                ...notice,
                earliestEffective: days.earliestEffective,
                latestPublication: days.latestPublication,
              }
            : null,
        letter:
          duty && notice?.letter
            ? await letterOf(sound, policies, duties, plan.notices, notice, assess)
            : null,
      });
    }
  }
  return report;
}

/** In the base and here the same: not meant. Without a base: what is ahead. */
function isMeant(policy: Policy, version: Version, today: Day, changed: ReadonlySet<string> | null): boolean {
  const ahead = ['draft', 'scheduled', 'upcoming'].includes(statusOn(policy, version, today));
  if (changed === null) return ahead;
  return changed.has(version.file) || (ahead && changed.has(policy.file));
}

async function letterOf(
  content: SoundContent,
  policies: readonly Policy[],
  duties: readonly Duty[],
  notices: readonly Notice[],
  notice: Notice,
  assess: Assess,
): Promise<VersionReport['letter']> {
  const group = notices.filter(({ letter }) => letter === notice.letter);
  const keys = group.map(noticeKey);
  const mine = duties.filter((duty) => keys.includes(noticeKey(duty)));
  const letter = buildLetterContent({
    site: content.site,
    policies,
    duties: mine,
    assess,
    today: lastOf(notice.due ?? notice.published, notice.published),
  });
  const filled = fillLetter(await renderLetter(letter), { reference: '0000-0000-0000-0000' });
  return {
    subject: filled.subject,
    text: filled.text,
    together: group.filter((one) => one !== notice).map((one) => `${one.policy} ${one.version}`),
  };
}
