import type { Assessment } from '../assessment/assessment.ts';
import { type AssessmentJson, assessmentJson } from '../assessment/write-json.ts';
import type { NoticeRecord } from '../delivery/ledger.ts';
import type { NoticeStatus } from '../delivery/status.ts';
import type { NoticeKind } from '../notice/plan.ts';
import type { Day } from '../policy/day.ts';
import type { NoticeProfile } from '../policy/policy.ts';
import type { Site } from '../policy/site.ts';
import type { Policy, Version } from '../policy/timeline.ts';
import type { Redline } from '../redline/redline.ts';
import type { Arithmetic } from './arithmetic.ts';

export const packFormat = 'prenotice-proof/1';

/** One version's text in the pack. */
interface TextFacts {
  version: string;
  title: string;
  published: string;
  effective: string;
  /** SHA-256 (hex) of the published text. */
  digest: string;
  /** Part with the published text (prenotice-text/1), whose SHA-256 is the digest. */
  text: string;
  /** Part with the source as the team wrote it, front matter included. */
  source: string;
}

/** A text of a letter, as the ledger kept it before the first one left. */
export interface LetterFacts {
  variant: string;
  language: string;
  timing: string;
  /** The kept text with holes for greeting and reference: JSON, whose SHA-256 is `sha256`. */
  kept: string;
  sha256: string;
  /** The same to be read, with the holes marked. */
  html: string;
  text: string;
  subject: string;
}

interface SiteLookFacts {
  at: string;
  where: string;
  digest: string;
}

/** What the ledger holds about one notice of the version. */
export interface NoticeFacts {
  notice: string;
  kind: NoticeKind;
  record: NoticeRecord & { firstDay: Day | null };
  arithmetic: Arithmetic;
  status: NoticeStatus;
  /** Letters that reached nobody, whatever was done about it afterwards. */
  failed: number;
  /** Days on which letters left, with their number. */
  days: [Day, number][];
  looks: SiteLookFacts[];
  letters: LetterFacts[];
  /** When personal data was erased, and of how many entries. */
  purges: { at: string; entries: number }[];
  /** The provider's own messages about letters, as far as they are shown. */
  messages: { count: number; parts: string[] };
  chain: {
    links: number;
    entries: number;
    hidden: number;
    head: string;
    lastAt: string | null;
    parts: string[];
  };
}

/** `summary.json`: the whole story but for the recipients, and what `index.html` is written from. */
export interface Story {
  format: typeof packFormat;
  tool: string;
  company: { name: string; url: string; timeZone: string };
  policy: { slug: string; title: string; kind: string; timeZone: string };
  next: TextFacts;
  previous: TextFacts;
  class: string;
  summary: string | null;
  highlights: { title: string; text: string }[];
  actions: { text: string; url?: string; by?: string }[];
  consent: { url: string } | null;
  /** Who decided what; the version's file holds the same. */
  decisions: {
    approved: { by: string; on: Day } | null;
    assessment: unknown;
    exemption: { kind: string; reason: string; decidedBy: string } | null;
    withdrawn: { on: Day; reason: string; by: string } | null;
  };
  /** The promise that governs: that of the text in force when the version was published. */
  profile: NoticeProfile;
  profileSource: string;
  notices: NoticeFacts[];
  /** `everybody` in clear, or one person and all others as commitments. */
  shows: 'everybody' | 'one';
  recipient: string | null;
  letters: PersonalLetter[];
  /** Mailers that have told nobody: the pack of a rehearsal. */
  rehearsal: boolean;
  /** The time of the ledger's last entry. */
  asOf: string | null;
}

/** A letter as one person got it, filled in. */
export interface PersonalLetter {
  notice: string;
  reference: string;
  variant: string;
  name: string | null;
  at: string;
  subject: string;
  html: string;
  text: string;
}

/** What the content says about the version that a pack is about. */
export interface ContentFacts {
  site: Site;
  policy: Policy;
  version: Version;
  previous: Version;
  profile: NoticeProfile;
  assessment: Assessment;
  redline: Redline;
  /** policy.yaml as it is now. */
  policySource: string;
  tool: string;
}

export const assessmentPart = (assessment: Assessment): AssessmentJson => assessmentJson(assessment);

/** Everything about the story that is known before the ledger is read. */
export function storyOfContent(
  facts: ContentFacts,
): Omit<Story, 'notices' | 'shows' | 'recipient' | 'letters' | 'rehearsal' | 'asOf'> {
  const { site, policy, version, previous, profile, assessment, tool } = facts;
  const { fields } = version;
  const withdrawn = policy.settings.withdrawn.find((entry) => entry.version === fields.version);
  return {
    format: packFormat,
    tool,
    company: { name: site.name, url: site.url, timeZone: site.timeZone },
    policy: {
      slug: policy.slug,
      title: version.title,
      kind: policy.settings.kind,
      timeZone: policy.timeZone,
    },
    next: textFacts(policy, version),
    previous: textFacts(policy, previous),
    class: assessment.class,
    summary: fields.summary ?? null,
    highlights: fields.highlights.map(({ title, text }) => ({ title, text })),
    actions: fields.actions.map(({ text, url, by }) => ({
      text,
      ...(url ? { url } : {}),
      ...(by ? { by } : {}),
    })),
    consent: fields.consent ?? null,
    decisions: {
      approved: fields.approved ?? null,
      assessment: fields.assessment ?? null,
      exemption: fields.exemption ?? null,
      withdrawn: withdrawn ? { on: withdrawn.on, reason: withdrawn.reason, by: withdrawn.by } : null,
    },
    profile,
    profileSource: `texts/${policy.slug}.policy.yaml`,
  };
}

function textFacts(policy: Policy, { fields, title, digest }: Version): TextFacts {
  const base = `texts/${policy.slug}-${fields.version}`;
  const { version, published, effective } = fields;
  return { version, title, published, effective, digest, text: `${base}.txt`, source: `${base}.mdx` };
}
