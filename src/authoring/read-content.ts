import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vocabularySchema } from '../assessment/vocabulary-schema.ts';
import { digestOf } from '../policy/digest.ts';
import { counted } from '../policy/numerals.ts';
import type { Parsed } from '../policy/parse.ts';
import { policySchema } from '../policy/policy.ts';
import { PrenoticeError, type Problem } from '../policy/problem.ts';
import { publishedText } from '../policy/published-text.ts';
import { type Site, siteSchema } from '../policy/site.ts';
import type { Policy, Version } from '../policy/timeline.ts';
import { compareVersionNumbers, versionSchema } from '../policy/version.ts';
import { withLastingIds } from '../redline/identity.ts';
import { splitFrontMatter, withoutFrontMatter } from './front-matter.ts';
import { emptyLock, type Lock, lockSchema, withLockedIds } from './lock.ts';
import { checkLogos } from './logo.ts';
import { slugProblem } from './policy-slug.ts';
import { strayEntry } from './stray-entry.ts';
import { type Place, readYaml } from './yaml-file.ts';

/** Everything under the content folder, checked field by field. */
export interface Content {
  dir: string;
  /** Undefined when site.yaml is missing or wrong; `problems` says why. */
  site: Site | undefined;
  /** Policies that could be read, by slug; a version with errors is left out and reported. */
  policies: Policy[];
  problems: Problem[];
  lock: Lock;
  /** Place of a field in a file of front matter or YAML. */
  placeOf: (file: string, path: readonly PropertyKey[]) => Place;
}

/** Content without errors of reading. */
export type SoundContent = Content & { site: Site };

const maxBytes = 5_000_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlSign = /[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/** Reads the content folder; reports every problem of form and goes on. Throws only when the folder is not there. */
export async function readContent(dir: string, readBody: ReadBody = parseBody): Promise<Content> {
  const reader = new Reader(dir, readBody);
  return reader.read();
}

/** Like `readContent`, but throws one error with all problems when anything could not be read. */
export async function requireContent(dir: string, readBody: ReadBody = parseBody): Promise<SoundContent> {
  const content = await readContent(dir, readBody);
  const errors = content.problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0 || !content.site) {
    throw new PrenoticeError(
      `the content in ${dir} has ${counted(errors.length, 'error')}`,
      'Mend them and run the command again.',
      { problems: errors },
    );
  }
  return { ...content, site: content.site };
}

/** Reads the MDX text of a version; another one may know what it read before. */
export type ReadBody = (text: string, lineOffset: number) => Promise<Parsed>;

/** The parser is loaded when there is something to parse. */
export const parseBody: ReadBody = async (text, lineOffset) =>
  (await import('../policy/parse.ts')).parse(text, 'mdx', lineOffset);

class Reader {
  readonly dir: string;
  readonly problems: Problem[] = [];
  readonly places = new Map<string, (path: readonly PropertyKey[]) => Place>();
  lock: Lock = emptyLock();

  readonly readBody: ReadBody;

  constructor(dir: string, readBody: ReadBody) {
    this.dir = dir;
    this.readBody = readBody;
  }

  async read(): Promise<Content> {
    const entries = await readdir(this.dir, { withFileTypes: true }).catch((cause) => {
      throw new PrenoticeError(
        `there is no content folder at ${this.dir}`,
        'Name it with --content DIR, or begin one with: npm run -s prenotice -- init, or import FILE --policy privacy',
        { cause },
      );
    });
    const site = await this.readYamlFile(
      join(this.dir, 'site.yaml'),
      siteSchema,
      'Every site needs one: name, url, timeZone, locale, mailer, from.',
    );
    if (site)
      this.problems.push(...(await checkLogos(this.dir, site, this.placeIn(join(this.dir, 'site.yaml')))));
    const lockFile = join(this.dir, 'versions.lock');
    if (entries.some((entry) => entry.name === 'versions.lock'))
      this.lock = (await this.readLock(lockFile)) ?? emptyLock();
    const vocabulary = entries.some((entry) => entry.name === 'vocabulary.yaml')
      ? await this.readYamlFile(join(this.dir, 'vocabulary.yaml'), vocabularySchema, '')
      : undefined;
    const policies: Policy[] = [];
    for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
      const path = join(this.dir, entry.name);
      if (entry.isSymbolicLink())
        this.report(
          'link-refused',
          path,
          'this is a symbolic link; content may not lead out of its folder',
          'Put the files themselves here.',
        );
      if (entry.isFile() && /^(?!readme\b)(?:.*\.(?:mdx?|yml|docx?)|policy\.yaml)$/i.test(entry.name))
        this.problems.push({ file: path, ...strayEntry(entry.name, undefined, false) });
      if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
      const policy = await this.readPolicy(entry.name, path, site);
      if (policy) policies.push(vocabulary ? { ...policy, vocabulary } : policy);
    }
    const placeOf: Content['placeOf'] = (file, path) =>
      this.places.get(file)?.(path) ?? { line: 0, column: 0 };
    return { dir: this.dir, site, policies, problems: this.problems, lock: this.lock, placeOf };
  }

  private placeIn(file: string): (path: readonly PropertyKey[]) => Place {
    return (path) => this.places.get(file)?.(path) ?? { line: 0, column: 0 };
  }

  private report(
    rule: string,
    file: string,
    message: string,
    remedy: string,
    place: Place = { line: 1, column: 1 },
  ): void {
    this.problems.push({ rule, severity: 'error', file, ...place, message, remedy });
  }

  private async readText(file: string, whenMissing: string): Promise<string | undefined> {
    try {
      const facts = await lstat(file);
      if (!facts.isFile()) {
        this.report('link-refused', file, 'this is not a plain file', 'Put the file itself here.');
        return undefined;
      }
      if (facts.size > maxBytes) {
        this.report(
          'file-too-big',
          file,
          `the file has ${(facts.size / 1e6).toFixed(1)} MB; at most 5 MB are read`,
          'Split the document, or take out what is not text.',
        );
        return undefined;
      }
      const text = await readFile(file, 'utf8');
      const foreign = /[\0\uFFFD]/.exec(text);
      if (foreign) {
        this.report(
          'file-encoding',
          file,
          'the file is not text in UTF-8: the first sign that cannot be read stands here',
          'Save it as UTF-8 (in VS Code: click the encoding at the lower right, "Save with Encoding"; in Windows Notepad: "Save as", encoding UTF-8).',
          placeAt(text, foreign.index),
        );
        return undefined;
      }
      const conflict = /^<{7} .*$/m.exec(text);
      if (conflict && /^>{7} /m.test(text)) {
        this.report(
          'merge-conflict',
          file,
          'git could not join two changes of this file, and both stand in it, between <<<<<<< and >>>>>>>',
          file.endsWith('.lock')
            ? 'Keep the entries of both, take the three lines with <<<<<<<, ======= and >>>>>>> away, and run check again.'
            : 'Decide what is to stay, and take the three lines with <<<<<<<, ======= and >>>>>>> away.',
          placeAt(text, conflict.index),
        );
        return undefined;
      }
      const control = controlSign.exec(text);
      if (control) {
        const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
        this.report(
          'control-sign',
          file,
          `the text holds a control character (U+${code}), which no reader can see`,
          'Take it out; it often comes with text copied from a terminal or a PDF.',
          placeAt(text, control.index),
        );
        return undefined;
      }
      return text;
    } catch {
      this.report('file-missing', file, 'the file is missing or cannot be read', whenMissing);
      return undefined;
    }
  }

  /** The lock is JSON, and long; only a lock that is wrong is read again as YAML, which tells the place. */
  private async readLock(file: string): Promise<Lock | undefined> {
    const text = await this.readText(file, '');
    if (text === undefined) return undefined;
    try {
      const lock = lockSchema.safeParse(JSON.parse(text));
      if (lock.success) return lock.data;
    } catch {
      // No JSON: reported below.
    }
    const lock = await this.readYamlFile(file, lockSchema, '');
    for (const problem of this.problems.filter((one) => one.file === file))
      problem.remedy += ` The command lock writes this file, and nobody else: git checkout ${file} brings back the last one.`;
    return lock;
  }

  private async readYamlFile<S extends Parameters<typeof readYaml>[1]>(
    file: string,
    schema: S,
    whenMissing: string,
  ) {
    const text = await this.readText(file, whenMissing);
    if (text === undefined) return undefined;
    const result = readYaml(text, schema, file);
    this.places.set(file, result.placeOf);
    this.problems.push(...result.problems);
    return result.value;
  }

  private async readPolicy(slug: string, path: string, site: Site | undefined): Promise<Policy | undefined> {
    const unfit = slugProblem(slug);
    if (unfit) {
      this.report('policy-name', path, unfit.message, `Name the folder otherwise: ${unfit.remedy}.`);
      return undefined;
    }
    const file = join(path, 'policy.yaml');
    const settings = await this.readYamlFile(
      file,
      policySchema,
      'Every policy folder needs one: title, kind and the notice profile.',
    );
    const versions: Version[] = [];
    for (const entry of (await readdir(path, { withFileTypes: true })).sort((a, b) =>
      a.name.localeCompare(b.name),
    )) {
      const versionFile = join(path, entry.name);
      if (entry.name.endsWith('.mdx')) {
        const version = await this.readVersion(versionFile, entry.name, slug, settings?.title ?? slug);
        if (version) versions.push(version);
      } else if (entry.name !== 'policy.yaml' && !entry.name.startsWith('.')) {
        this.problems.push({ file: versionFile, ...strayEntry(entry.name, slug, entry.isDirectory()) });
      }
    }
    if (!settings) return undefined;
    versions.sort((a, b) => compareVersionNumbers(a.fields.version, b.fields.version));
    const policy: Policy = {
      slug,
      settings,
      timeZone: settings.timeZone ?? site?.timeZone ?? 'UTC',
      locale: settings.locale ?? site?.locale ?? 'en',
      versions,
      file,
    };
    return withIds(policy, this.lock);
  }

  private async readVersion(
    file: string,
    name: string,
    slug: string,
    policyTitle: string,
  ): Promise<Version | undefined> {
    const source = await this.readText(file, '');
    if (source === undefined) return undefined;
    let split: ReturnType<typeof splitFrontMatter>;
    try {
      split = splitFrontMatter(source);
    } catch (error) {
      const known =
        error instanceof PrenoticeError ? error : new PrenoticeError('the front matter cannot be read');
      this.report('front-matter-code', file, known.message, known.remedy);
      return undefined;
    }
    if (split.yaml === '') {
      const { message, remedy, line } = withoutFrontMatter(source, slug);
      this.report('front-matter-missing', file, message, remedy, { line, column: 1 });
      return undefined;
    }
    const front = readYaml(split.yaml, versionSchema, file, split.yamlOffset);
    this.places.set(file, front.placeOf);
    const number = name.slice(0, -'.mdx'.length);
    for (const problem of front.problems)
      if (problem.message === '"version" is missing' && /^\d+(\.\d+)*$/.test(number))
        problem.remedy = `Add the line version: "${number}"`;
    const parsed = await this.readBody(split.body, split.bodyOffset);
    this.problems.push(...front.problems, ...parsed.problems.map((problem) => ({ ...problem, file })));
    if (front.value && `${front.value.version}.mdx` !== name) {
      this.report(
        'version-file-name',
        file,
        `the file is called ${name} but holds version "${front.value.version}"`,
        `Rename it to ${front.value.version}.mdx, or correct its version.`,
        front.placeOf(['version']),
      );
    }
    if (!front.value || parsed.problems.length > 0) return undefined;
    const fields = front.value;
    const title = this.lock.policies[slug]?.[fields.version]?.title ?? policyTitle;
    return {
      fields,
      title,
      document: parsed.document,
      digest: digestOf(publishedText(title, fields, parsed.document)),
      file,
      source,
    };
  }
}

/** Line and column of a sign, from its place in the text. */
function placeAt(text: string, index: number): Place {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Clause ids that last: those of the lock for published versions, else inherited from the version before. */
function withIds(policy: Policy, lock: Lock): Policy {
  const versions: Version[] = [];
  for (const version of policy.versions) {
    const locked = lock.policies[policy.slug]?.[version.fields.version];
    const before = versions.at(-1);
    const document = locked
      ? withLockedIds(version.document, locked)
      : before
        ? withLastingIds(before.document, version.document)
        : version.document;
    versions.push({ ...version, document });
  }
  return { ...policy, versions };
}
