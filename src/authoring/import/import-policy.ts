import type * as z from 'zod';
import type { Day } from '../../policy/day.ts';
import { type NoticeProfile, type PolicyKind, policySchema } from '../../policy/policy.ts';
import { PrenoticeError } from '../../policy/problem.ts';
import { type Highlight, versionSchema } from '../../policy/version.ts';
import { splitFrontMatter } from '../front-matter.ts';
import { readYaml } from '../yaml-file.ts';
import type { Evidence } from './promise.ts';
import { listParts, type ReportedClause, type ReportedTerm, readText, yamlOf } from './read-text.ts';
import type { Dropped } from './report.ts';

/** What `import --json` prints; the names are fixed by design.md, some fields are added. */
export interface ImportReport {
  policy: string;
  version: string;
  /** Path of the version, below the content folder. */
  file: string;
  title: string;
  kind: PolicyKind;
  effective: string;
  /** The words that give the date; null when nothing does. */
  effectiveText: string | null;
  published: string;
  /** The day on which an archive saw the text. */
  seen: Day | null;
  clauses: ReportedClause[];
  highlights: Highlight[];
  terms: ReportedTerm[];
  profile: NoticeProfile;
  /** The sentence behind each field of the profile. */
  evidence: Evidence[];
  dropped: Dropped[];
  doubts: string[];
}

/** The texts of a policy's files, ready to be written. */
export interface PolicyFiles {
  versions: { number: string; mdx: string }[];
  policyYaml: string;
  /** For a first site.yaml; null when the document does not name it. */
  company: string | null;
}

/** A policy ready to be written: the texts of its files and the report. */
export interface ImportedPolicy extends PolicyFiles {
  report: ImportReport;
  /** Text of `<slug>/1.mdx`. */
  mdx: string;
}

/**
 * One file → the first version of a policy. Pure: reads and writes nothing. `file` names the source (its ending
 * tells the format). Throws PrenoticeError when the file cannot be read as text of a policy.
 */
export function importPolicy(file: string, source: string, slug: string): ImportedPolicy {
  const text = readText(file, source, slug);
  const { dates, promise, highlights, layers, seen } = text;
  const mdx = versionFile(text.body, {
    version: '1',
    published: dates.published,
    effective: dates.effective,
    ...(highlights.length > 0 ? { highlights } : {}),
    ...(layers ? { layers } : {}),
    imported: {
      from: file,
      dates: dates.effective === 'unknown' && dates.published === 'unknown' ? 'none' : 'text',
      ...(seen ? { seen } : {}),
    },
  });
  const policyYaml = policyFile(text, [promise.profile]);
  checkFiles([mdx], policyYaml, file);
  return {
    versions: [{ number: '1', mdx }],
    mdx,
    policyYaml,
    company: text.company,
    report: {
      policy: slug,
      version: '1',
      file: `${slug}/1.mdx`,
      title: text.title,
      kind: text.kind,
      effective: dates.effective,
      effectiveText: dates.effectiveText,
      published: dates.published,
      seen,
      ...listParts(text.document, mdx),
      highlights,
      profile: promise.profile,
      evidence: promise.evidence,
      dropped: text.dropped,
      doubts: [...dates.doubts, ...promise.doubts, ...text.doubts],
    },
  };
}

export const versionFile = (body: string, fields: object): string => `---\n${yamlOf(fields)}---\n\n${body}`;

export const policyFile = (
  text: { title: string; kind: PolicyKind; language: string },
  notice: readonly NoticeProfile[],
): string =>
  yamlOf({
    title: text.title,
    kind: text.kind,
    ...(text.language === 'en' ? {} : { locale: text.language }),
    notice,
  });

/** The files must pass the same schemas as content written by hand, or nothing is written. */
export function checkFiles(versions: readonly string[], policyYaml: string, file: string): void {
  const read = [
    ...versions.map((mdx, index) =>
      readYaml(splitFrontMatter(mdx).yaml, versionSchema as z.ZodType, `${index + 1}.mdx`, 1),
    ),
    readYaml(policyYaml, policySchema as z.ZodType, 'policy.yaml'),
  ];
  const problems = read.flatMap((result) => result.problems);
  if (problems.length > 0)
    throw new PrenoticeError(
      `what was read from ${file} does not make a valid policy`,
      'This is a fault of the importer: please report it with the file.',
      { problems },
    );
}
