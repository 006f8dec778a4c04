import { isMap, isScalar, isSeq, parseDocument, stringify } from 'yaml';
import { earliestAfterPosting, earliestEffective } from '../notice/calendar.ts';
import { hasChannel } from '../notice/duties.ts';
import { addDays, type Day } from '../policy/day.ts';
import type { NoticeProfile } from '../policy/policy.ts';
import { PrenoticeError } from '../policy/problem.ts';
import {
  effectiveDay,
  inForceOn,
  type Policy,
  profileFor,
  publishedDay,
  statusOn,
  type Version,
} from '../policy/timeline.ts';

export interface NewVersion {
  number: string;
  /** The text that it begins with. */
  from: Version;
  published: Day;
  /** The earliest lawful day, counted as for a material change. */
  effective: Day;
  /** Set when that is the day after this version takes effect, and not what the promise says. */
  waitsFor: Version | undefined;
  /** Days that the letters take; above 1 the effective day is that much later. */
  letterDays: number;
  /** The promise that binds it: that of the text in force on the day of publication. */
  profile: NoticeProfile | undefined;
  /** The version whose promise that is. */
  promisedBy: string;
  /** Announced or planned versions that do not have what is changed here. */
  ahead: Version[];
}

/**
 * Number, source and days of the next version of a policy. `from`: `in-force` (default), `upcoming`, or a number. While
 * another version is ahead, a copy of the text in force mends it and gets a number with a point (`4.1`); a copy of the one ahead
 * follows it. `letterDays`: days from the first letter to the last, 1 or more. Throws PrenoticeError where a person has to decide.
 */
export function planNewVersion(
  policy: Policy,
  options: { from?: string; published?: Day; today: Day; letterDays?: number },
): NewVersion {
  const { today, letterDays = 1 } = options;
  const having = (...statuses: string[]) =>
    policy.versions.filter((version) => statuses.includes(statusOn(policy, version, today)));
  if (options.published !== undefined && options.published < today)
    throw new PrenoticeError(
      `${options.published} is past, and nothing can be published on a day before today, ${today}`,
      `Write --published ${today} or a later day, or leave it out.`,
    );
  const [draft] = having('draft');
  if (draft && options.from === undefined)
    throw new PrenoticeError(
      `there is a draft of ${policy.slug} already: ${draft.file}`,
      `Edit that file. To begin another draft all the same, say what it is to be copied from: --from in-force, --from upcoming, or --from ${draft.fields.version}.`,
    );
  const ahead = [...having('scheduled'), ...having('upcoming')].toSorted(
    (a, b) => policy.versions.indexOf(a) - policy.versions.indexOf(b),
  );
  const from = sourceOf(policy, options.from ?? 'in-force', ahead, options.published ?? today);
  const later = ahead.filter((version) => policy.versions.indexOf(version) > policy.versions.indexOf(from));
  const before = ahead.filter((version) => !later.includes(version));
  // A text that follows one that is still to be posted is posted with it at the earliest.
  const published = [options.published ?? today, ...before.map(publishedDay)].toSorted().at(-1) ?? today;
  if (options.published !== undefined && options.published < published)
    throw new PrenoticeError(
      `version ${before.at(-1)?.fields.version} is published on ${published}, so a version that follows it cannot be published on ${options.published}`,
      `Write --published ${published} or a later day.`,
    );
  const numbers = policy.versions.map(({ fields }) => fields.version);
  const number = later.length > 0 ? mendingNumber(from.fields.version, numbers) : nextNumber(numbers);
  const promising = inForceOn(policy, published) ?? from;
  const profile = profileFor(policy, promising.fields.version);
  // On the day of the text that it goes on from it would take that text's place.
  const earlier = [...(promising.fields.imported ? [] : [promising]), ...before];
  const afterEarlier = earlier.map((version) => addDays(effectiveDay(version), 1));
  const lawful = profile === undefined ? published : earliestFor(profile, published, letterDays);
  const effective = [lawful, ...afterEarlier].toSorted().at(-1) ?? lawful;
  const [next] = later;
  if (next && effective >= effectiveDay(next))
    throw new PrenoticeError(
      `a change of version ${from.fields.version} that is published on ${published} may take effect on ${effective} at the earliest, and version ${next.fields.version} takes its place on ${next.fields.effective}`,
      `Begin with the text ahead: npm run -s prenotice -- new ${policy.slug} --from upcoming. To change version ${next.fields.version} itself before it is announced, edit ${next.file}.`,
    );
  return {
    number,
    from,
    waitsFor: effective > lawful ? earlier.at(-1) : undefined,
    letterDays,
    published,
    effective,
    profile,
    promisedBy: promising.fields.version,
    ahead: later,
  };
}

/** As for a material change: by letter where the promise names one, else by posting. */
const earliestFor = (profile: NoticeProfile, published: Day, letterDays: number): Day =>
  hasChannel(profile, 'email')
    ? earliestEffective(profile, addDays(published, letterDays - 1))
    : earliestAfterPosting(profile, published);

function sourceOf(policy: Policy, from: string, ahead: readonly Version[], published: Day): Version {
  const numbers = policy.versions.map(({ fields }) => fields.version);
  if (from === 'in-force' || from === 'upcoming') {
    const found = from === 'in-force' ? (inForceOn(policy, published) ?? ahead.at(-1)) : ahead.at(-1);
    if (found) return found;
    throw new PrenoticeError(
      from === 'upcoming'
        ? `no version of ${policy.slug} is announced or scheduled`
        : `no version of ${policy.slug} is in force or ahead${numbers.length > 0 ? `; there are ${numbers.join(', ')}` : ''}`,
      numbers.length > 0
        ? `Leave --from out, or name one of: ${numbers.join(', ')}.`
        : 'Write 1.mdx by hand, or import a text: npm run -s prenotice -- import FILE --policy SLUG',
    );
  }
  const found = policy.versions.find(({ fields }) => fields.version === from);
  if (found) return found;
  throw new PrenoticeError(
    `${policy.slug} has no version ${from}`,
    `Write --from in-force, --from upcoming, or one of: ${numbers.join(', ')}.`,
  );
}

const nextNumber = (numbers: readonly string[]): string =>
  String(Math.max(0, ...numbers.map((number) => Number.parseInt(number, 10))) + 1);

/** `4` → `4.1`, `4.1` → `4.2`: the first that is free. */
function mendingNumber(from: string, numbers: readonly string[]): string {
  const parts = from.split('.');
  const [stem, last] = parts.length > 1 ? [parts.slice(0, -1).join('.'), Number(parts.at(-1))] : [from, 0];
  for (let next = last + 1; ; next++) if (!numbers.includes(`${stem}.${next}`)) return `${stem}.${next}`;
}

/** Said of one version only: what was new in it, decided about it, or asked of readers because of it. */
const ofOneVersion = [
  'summary',
  'actions',
  'assessment',
  'exemption',
  'consent',
  'approved',
  'imported',
  'draft',
];
/** Findings on words go on to be found in the copy; what was said of a comparison does not. */
const carried =
  /^(?:term-|sentence-|reading-|company-|email-|clause-reference|link-|check-back|picture|invisible-sign)/;

/**
 * The file of the new version: number and days set, a draft, the highlights kept (they sum up the whole text, and `check` says
 * which are stale), everything that was said of the old version alone taken away. The body is kept byte for byte.
 */
export function draftFile(
  source: string,
  next: Pick<NewVersion, 'number' | 'published' | 'effective'>,
): string {
  const head = /^\uFEFF?---[^\n]*\n([\s\S]*?)(?:\n|^)---[ \t]*(?:\r?\n|$)/.exec(source);
  const body = head ? source.slice(head[0].length) : source;
  // Hints that still stand in the text it is copied from would stand there twice.
  const yaml = `${(head?.[1] ?? '').replace(/\r\n?/g, '\n')}\n`
    .split('\n')
    .filter((line) => !line.startsWith('# ') || !hints.includes(`${line}\n`))
    .join('\n');
  const days = `version: "${next.number}"\npublished: "${next.published}"\neffective: "${next.effective}"\n`;
  const kept = entriesOf(yaml)
    .filter(({ name }) => !ofOneVersion.includes(name) && !/^(?:version|published|effective)$/.test(name))
    .map(({ name, text, value }) => (name === 'silenced' ? carriedSilences(text, value) : text));
  return `---\n${days}${hints}${kept.join('')}---\n${body}`;
}

/** The top fields of YAML as they are written, comments above a field with it. */
function entriesOf(yaml: string): { name: string; text: string; value: unknown }[] {
  const { contents } = parseDocument(yaml, { customTags: ['timestamp'] });
  if (!isMap(contents)) return [];
  const starts = contents.items.map(({ key }) => {
    let at = key.range?.[0] ?? 0;
    for (;;) {
      const line = yaml.lastIndexOf('\n', at - 2) + 1;
      if (at <= 0 || !/^[ \t]*#.*\n$/.test(yaml.slice(line, at))) return at;
      at = line;
    }
  });
  return contents.items.map(({ key, value }, index) => ({
    name: String(isScalar(key) ? key.value : key),
    text: yaml.slice(starts[index], starts[index + 1]),
    value,
  }));
}

function carriedSilences(text: string, value: unknown): string {
  if (!isSeq(value)) return '';
  const isCarried = (item: unknown) => isMap(item) && carried.test(String(item.get('rule')));
  const items = value.items.filter(isCarried);
  if (items.length === value.items.length) return text;
  return items.length === 0 ? '' : stringify({ silenced: items }, { lineWidth: 0 });
}

/** What is still to be filled in, where it will stand. */
const hints = `draft: true # shown nowhere while this line stands; take it away when the text is final
# summary: "One or two plain sentences on what is new, for the letter and the page."
# approved: { by: "Name, role", on: "YYYY-MM-DD" }
`;
