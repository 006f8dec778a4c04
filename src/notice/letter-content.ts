import type { AssessedChange } from '../assessment/assessment.ts';
import { accentsOf } from '../policy/colour.ts';
import type { Day } from '../policy/day.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { PrenoticeError } from '../policy/problem.ts';
import type { Site } from '../policy/site.ts';
import {
  effectiveDay,
  inForceOn,
  type Policy,
  publishedDay,
  type Version,
  withdrawalOf,
} from '../policy/timeline.ts';
import { isLawfulLetter } from './calendar.ts';
import { type Assess, type Duty, isMailedClass } from './duties.ts';
import type { LetterChange, LetterContent, LetterPart, LetterTiming } from './letter.ts';
import { letterId } from './letter-id.ts';
import { passagesOf } from './letter-passages.ts';

export interface LetterInput {
  site: Site;
  policies: readonly Policy[];
  /** The notices that this reader is owed, of one kind and effective day. */
  duties: readonly Duty[];
  assess: Assess;
  /** The day the letter leaves. */
  today: Day;
  /** BCP 47 of the reader; a language without words falls back to the site's, then English. */
  locale?: string;
  /** Default: `late` after a notice's deadline, else `inTime`. `joined` for those who joined in the window. */
  timing?: LetterTiming;
  /** Marks the letter as a test for the team. */
  test?: boolean;
}

/**
 * Gathers what a letter says. The letter of one day says the same to everybody with the same notices, language and
 * timing, so build it once for each of those. Throws PrenoticeError when a duty names a version that is not there.
 */
export function buildLetterContent(input: LetterInput): LetterContent {
  const { site, duties } = input;
  const first = duties[0];
  if (!first)
    throw new PrenoticeError('A letter without a notice cannot be written.', 'Pass at least one duty.');
  const apart = duties.find((duty) => duty.kind !== first.kind || duty.effective !== first.effective);
  if (apart) {
    throw new PrenoticeError(
      `One letter cannot carry the ${first.kind} of ${first.policy} ${first.version} for ${first.effective} and the ${apart.kind} of ${apart.policy} ${apart.version} for ${apart.effective}.`,
      'Write a letter for each kind and effective day.',
    );
  }
  return {
    letter: letterId(first.kind, first.effective, duties),
    kind: first.kind,
    locale: input.locale ?? site.locale,
    siteLocale: site.locale,
    company: {
      name: site.name,
      contact: contactOf(site),
      address: site.address,
      url: site.url,
      accent: accentsOf(site.theme),
    },
    effective: first.effective,
    parts: duties.map((duty) => partOf(input, duty)),
    test: input.test ?? false,
  };
}

function partOf(input: LetterInput, duty: Duty): LetterPart {
  const { policy, version, previous } = find(input, duty);
  const assessment = input.assess(policy, version, previous, duty.profile);
  const { fields } = version;
  const mailed = assessment.changes.filter((change) => isMailedClass(change.class));
  const links = linksOf(input.site, policy, version, previous);
  return {
    policy: policy.slug,
    policyKind: policy.settings.kind,
    title: version.title,
    locale: policy.locale,
    version: fields.version,
    previous: previous.fields.version,
    published: duty.published,
    effective: duty.effective,
    timeZone: policy.timeZone,
    class: assessment.class,
    timing: timingOf(input, duty),
    period: duty.profile.period,
    // A promise may say that using the service means agreement: a letter that asks for a yes must not quote it.
    quote: assessment.class === 'consent' ? undefined : duty.profile.quote,
    optOut: duty.profile.optOut && assessment.class !== 'consent',
    heldData: duty.profile.heldData,
    touchesHeldData: mailed.some((change) => change.heldData),
    summary: fields.summary,
    changes: changesOf(
      mailed,
      links.changes,
      { old: previous.document, new: version.document },
      policy.locale,
    ),
    smallChanges: assessment.changes.length - mailed.length,
    // What could be done only until yesterday is no offer any more.
    actions: fields.actions
      .filter((action) => action.by === undefined || action.by >= input.today)
      .map((action) => ({ ...action, url: absolute(action.url, input.site) })),
    consentUrl:
      assessment.class === 'consent' || duty.profile.heldData === 'opt-in'
        ? absolute(fields.consent?.url, input.site)
        : undefined,
    exemption: fields.exemption && {
      kind: fields.exemption.kind,
      reason: fields.exemption.reason,
      sooner: !isLawfulLetter(duty.profile, duty.published, duty.effective),
    },
    withdrawal: duty.kind === 'correction' ? withdrawalFacts(input, policy, version) : undefined,
    links,
    digests: {
      previous: digestOf(input.site, policy, previous),
      next: digestOf(input.site, policy, version),
    },
  };
}

function find(input: LetterInput, duty: Duty) {
  const policy = input.policies.find(({ slug }) => slug === duty.policy);
  const version = policy?.versions.find(({ fields }) => fields.version === duty.version);
  const previous = policy?.versions.find(({ fields }) => fields.version === duty.previous);
  if (policy && version && previous) return { policy, version, previous };
  if (policy && version)
    throw new PrenoticeError(
      `Version ${duty.version} of ${duty.policy} replaces no earlier text, so there is no change to write about.`,
      'A letter announces a version that follows another: name a later one.',
    );
  throw new PrenoticeError(
    `There is no version ${duty.version} of ${duty.policy} that replaces an earlier one, so no letter can be written about it.`,
    'See whether the file was renamed or deleted: a published version stays for good.',
  );
}

function timingOf({ timing, today }: LetterInput, duty: Duty): LetterTiming {
  if (timing) return timing;
  return duty.kind === 'advance' && today > duty.deadline ? 'late' : 'inTime';
}

/** The changes that matter, clause by clause in reading order. */
function changesOf(
  mailed: readonly AssessedChange[],
  page: string,
  documents: { old: PolicyDocument; new: PolicyDocument },
  locale: string,
): LetterChange[] {
  const groups: AssessedChange[][] = [];
  for (const change of mailed) {
    const last = groups.at(-1);
    if (last && clauseOf(last[0]!)?.id === clauseOf(change)?.id) last.push(change);
    else groups.push([change]);
  }
  return groups.map((changes) => {
    const first = changes[0]!;
    return {
      id: first.id,
      class: changes.some((change) => change.class === 'consent') ? 'consent' : 'material',
      number: clauseOf(first)?.number ?? null,
      title: clauseOf(first)?.title ?? '',
      link: `${page}#change-${encodeURIComponent(first.id)}`,
      practice: changes.some((change) => change.practice),
      heldData: changes.some((change) => change.heldData),
      passages: passagesOf(changes, documents, locale),
    };
  });
}

const clauseOf = (change: AssessedChange) => change.clause.new ?? change.clause.old;

function withdrawalFacts({ today }: LetterInput, policy: Policy, version: Version): LetterPart['withdrawal'] {
  const withdrawal = withdrawalOf(policy, version, today);
  if (!withdrawal) return undefined;
  const number = policy.versions.indexOf(version);
  const replacement = policy.versions.find(
    (other, index) =>
      index > number &&
      !other.fields.draft &&
      publishedDay(other) <= today &&
      effectiveDay(other) > today &&
      !withdrawalOf(policy, other, today),
  );
  return {
    on: withdrawal.on,
    reason: withdrawal.reason,
    inForce: inForceOn(policy, today)?.fields.version ?? '',
    replacement: replacement && { version: replacement.fields.version, effective: effectiveDay(replacement) },
  };
}

/** Front matter may give a place on the site; a letter is read elsewhere. */
function absolute(url: string | undefined, site: Site): string | undefined {
  return url === undefined ? undefined : new URL(url, site.url).href;
}

/** The lasting addresses of design.md, all under the path of the site. */
function linksOf(site: Site, policy: Policy, version: Version, previous: Version): LetterPart['links'] {
  const at = (place: string) => new URL(`${policy.slug}/${place}`, site.url).href;
  const [from, to] = [previous.fields.version, version.fields.version];
  return {
    upcoming: at('upcoming/'),
    changes: at(`changes/${from}..${to}/`),
    version: at(`${to}/`),
    previous: at(`${from}/`),
    policy: at(''),
  };
}

function digestOf(site: Site, policy: Policy, version: Version) {
  return {
    sha256: version.digest,
    url: new URL(`${policy.slug}/${version.fields.version}.txt`, site.url).href,
  };
}

const contactOf = (site: Site): string => site.replyTo ?? site.from.match(/<([^>]+)>/)?.[1] ?? site.from;
