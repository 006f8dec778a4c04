import { type Notice, noticeKey } from '../notice/plan.ts';
import { type LetterJob, lettersDue } from '../notice/plan-notices.ts';
import type { Policy, Version } from '../policy/timeline.ts';
import type { Sending } from './send.ts';

/** Why something that is due does not go. */
export interface Obstacle {
  notice: string;
  rule: string;
  message: string;
  remedy: string;
}

export interface HeldLetter {
  letter: string;
  notices: string[];
  obstacles: Obstacle[];
}

type Deciding = Pick<Sending, 'today' | 'plan' | 'policies' | 'ledger' | 'published' | 'faultsOf'>;

/** The published site shows the version that a notice announces, with the same digest. */
export interface Look {
  notice: string;
  where: string;
  digest: string;
}

/** What may go today and what may not, and why. Looks at the published site; writes nothing. */
export interface Decision {
  go: { letter: string; notices: Notice[]; looks: Look[] }[];
  held: HeldLetter[];
}

/**
 * Decides which due letters may go. A notice that may not start is left out of its letter; the others go without it
 * only if waiting for it would make them late, or could never help.
 */
export async function decideLetters(sending: Deciding): Promise<Decision> {
  const decision: Decision = { go: [], held: [] };
  for (const job of lettersDue(sending.plan)) {
    const { obstacles, looks } = await obstaclesOf(sending, job);
    const blocked = new Set(obstacles.map((o) => o.notice));
    const notices = job.notices.filter((notice) => !blocked.has(noticeKey(notice)));
    if (obstacles.length > 0) decision.held.push({ letter: job.letter, notices: [...blocked], obstacles });
    const mayWait = notices.every((notice) => notice.began === null && notice.startBy > notice.today);
    const hopeless = obstacles.every((o) => lasting.has(o.rule));
    if (notices.length === 0 || (blocked.size > 0 && mayWait && !hopeless)) continue;
    decision.go.push({ letter: job.letter, notices, looks });
  }
  return decision;
}

/** Obstacles that no waiting takes away: only a new version does. */
const lasting = new Set(['too-late', 'period-too-short', 'begun-late']);

async function obstaclesOf(
  sending: Deciding,
  job: LetterJob,
): Promise<{ obstacles: Obstacle[]; looks: Look[] }> {
  const looks: Look[] = [];
  const obstacles = job.obstacles.map(({ notice, problem }) => ({
    notice: noticeKey(notice),
    rule: problem.rule,
    message: problem.message,
    remedy: problem.remedy,
  }));
  const known = new Map((await sending.ledger.notices()).map((record) => [noticeKey(record), record]));
  for (const notice of job.notices) {
    const key = noticeKey(notice);
    const { version } = versionOf(sending.policies, notice);
    const record = known.get(key);
    if (record?.firstDay && record.digest !== version.digest) {
      obstacles.push({
        notice: key,
        rule: 'text-changed',
        message: `Version ${notice.version} of ${notice.policy} is not the text that letters have announced since ${record.firstDay} (digest ${version.digest.slice(0, 12)}…, announced ${record.digest.slice(0, 12)}…).`,
        remedy: 'Put the announced text back; publish the other one under a new number.',
      });
      continue;
    }
    if (notice.began === null) {
      const faults = (await sending.faultsOf?.(notice)) ?? [];
      obstacles.push(...faults.map(({ rule, message, remedy }) => ({ notice: key, rule, message, remedy })));
    }
    const look = await sending.published.look(
      notice.policy,
      notice.version,
      version.digest,
      notice.kind === 'correction' ? 'withdrawn' : 'announced',
    );
    if (look.shown) {
      looks.push({ notice: key, where: look.where, digest: look.digest });
      continue;
    }
    obstacles.push({
      notice: key,
      rule: 'not-published',
      message: `The published site does not show version ${notice.version} of ${notice.policy} ${notice.kind === 'correction' ? 'as withdrawn' : 'with this text'}: ${look.reason} (looked at ${look.where}).`,
      remedy: 'Build and publish the site first, then send; --site URL|FOLDER says where to look.',
    });
  }
  return { obstacles, looks };
}

export function versionOf(
  policies: readonly Policy[],
  { policy: slug, version: number }: { policy: string; version: string },
): { policy: Policy; version: Version } {
  const policy = policies.find((p) => p.slug === slug);
  const version = policy?.versions.find((v) => v.fields.version === number);
  if (!policy || !version) throw new Error(`the content has no version ${number} of ${slug}`);
  return { policy, version };
}
