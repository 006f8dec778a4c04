import { lstat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Day } from '../../policy/day.ts';
import { PrenoticeError, type Problem } from '../../policy/problem.ts';
import { decodeText } from '../read-document.ts';
import { GitError, ObjectReader, runGit, sizesOf } from './git.ts';
import { type Commit, findEntry, plain, readCommit, type TreeEntry } from './git-objects.ts';
import { mostBytes, mostBytesTogether, mostTexts, type Past, type PastText } from './history.ts';

/** Where a file's history is: a folder inside the repository (or a bare one), and the file's path from its top. */
export interface GitPlace {
  repository: string;
  path: string;
  /** A name that the file had before, where git sees no renaming: the text was rewritten in the same commit. */
  formerly?: string;
}

/** One commit on the branch that touched the file. */
interface Touch {
  commit: Commit;
  path: string;
  /** Null where the commit took the file away. */
  entry: TreeEntry | null;
}

/** The place of a file in a work tree. Throws PrenoticeError outside a repository. */
export async function placeInWorkTree(file: string): Promise<GitPlace> {
  const folder = dirname(file);
  const facts = await lstat(file).catch(() => null);
  if (!facts)
    throw new PrenoticeError(
      `there is no file ${plain(file)}`,
      'For a file that is only in the past, name the repository and the path in it: import REPOSITORY --file PATH.',
    );
  if (facts.isSymbolicLink())
    throw new PrenoticeError(
      `${plain(file)} is a symbolic link`,
      'Name the file that it leads to; a link has no history of the text.',
    );
  const prefix = await runGit(folder, ['rev-parse', '--show-prefix']).catch((cause) => {
    throw notARepository(folder, cause);
  });
  return { repository: folder, path: prefix.toString('utf8').replace(/\n$/, '') + basename(file) };
}

const notARepository = (folder: string, cause: unknown) =>
  cause instanceof GitError
    ? new PrenoticeError(
        `${plain(folder)} is not in a git repository that can be read: ${plain(cause.message)}`,
        'Name a file in a clone, or a repository and a path in it: import REPOSITORY --file PATH.',
        { cause },
      )
    : cause;

/**
 * All texts that a file had on the branch that is checked out (first parents: what the branch showed, not the drafts merged
 * into it), oldest first, renames followed. Runs nothing that the repository configures, and fetches nothing.
 */
export async function readGitHistory(place: GitPlace): Promise<Past> {
  const path = pathInside(place.path);
  const formerly = place.formerly === undefined ? null : pathInside(place.formerly);
  // From the folder of the repository itself: elsewhere paths would count from where one stands.
  const own = await runGit(place.repository, ['rev-parse', '--absolute-git-dir']).catch((cause) => {
    throw notARepository(place.repository, cause);
  });
  const repository = own.toString('utf8').replace(/\n$/, '');
  const git = (...words: string[]) => runGit(repository, words);
  const shallow = await git('rev-parse', '--is-shallow-repository');
  const reader = new ObjectReader(repository);
  try {
    const doubts: string[] = [];
    const touches = await follow(git, reader, { path, formerly }, doubts);
    if (shallow.toString().trim() === 'true')
      doubts.push(
        'The clone is shallow: what came before its oldest commit is not there. Run: git fetch --unshallow   and import again.',
      );
    return await readTexts(repository, reader, touches, doubts);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new PrenoticeError(
      `the history cannot be read: ${plain(error.message)}`,
      'Look at the repository with: git fsck. A clone made anew often helps.',
      { cause: error },
    );
  } finally {
    reader.close();
  }
}

function pathInside(written: string): string {
  const path = written.replace(/^(\.\/)+/, '');
  if (path === '' || path.includes('\0') || path.includes('\uFFFD') || /^\/|(^|\/)\.\.(\/|$)/.test(path))
    throw new PrenoticeError(
      `${plain(written)} is no path inside a repository`,
      'Write it from the top of the repository, with / between folders, such as legal/privacy.md.',
    );
  return path;
}

type Git = (...words: string[]) => Promise<Buffer>;

/** Newest first: the commits that touched the path, and what its earlier names had. */
async function follow(
  git: Git,
  reader: ObjectReader,
  { path, formerly }: { path: string; formerly: string | null },
  doubts: string[],
): Promise<Touch[]> {
  const touches: Touch[] = [];
  let tip = (await git('rev-parse', '--verify', '--quiet', 'HEAD^{commit}').catch(() => Buffer.alloc(0)))
    .toString()
    .trim();
  if (tip === '') throw new PrenoticeError('the repository has no commit yet', 'Commit the file first.');
  let name: string | null = path;
  for (let renames = 0; name !== null && tip !== '' && renames < 50; renames++) {
    const own: string = name;
    const ids = (await git('rev-list', '--first-parent', `--max-count=${mostTexts}`, tip, '--', own))
      .toString()
      .split('\n')
      .filter(Boolean);
    if (ids.length === 0 && touches.length === 0)
      throw new PrenoticeError(
        `${plain(own)} is not in the history of this branch`,
        'Write the path from the top of the repository, in the letters that it has there; find it with: git log --all --name-only',
      );
    name = null;
    for (const id of ids) {
      const commit = await commitOf(reader, id);
      const entry = await entryAt(reader, commit, own);
      touches.push({ commit, path: own, entry });
      const parent = commit.parents[0];
      if (!entry || !parent) continue;
      const before = await commitOf(reader, parent).catch(() => null);
      if (!before || (await entryAt(reader, before, own))) continue;
      const told =
        formerly !== null && own !== formerly && (await entryAt(reader, before, formerly)) !== null;
      const source = told ? formerly : await renamedFrom(git, parent, id, own, doubts);
      if (source === null) continue;
      name = source;
      tip = parent;
      break;
    }
    if (touches.length >= mostTexts) {
      doubts.push(`Only the last ${mostTexts} commits were read.`);
      break;
    }
  }
  return touches;
}

async function commitOf(reader: ObjectReader, id: string): Promise<Commit> {
  const object = await reader.read(id);
  const commit = object && readCommit(id, object);
  if (!commit) throw new GitError(`commit ${id.slice(0, 12)} is missing or damaged`);
  return commit;
}

async function entryAt(reader: ObjectReader, commit: Commit, path: string): Promise<TreeEntry | null> {
  let id = commit.tree;
  const names = path.split('/').map((name) => Buffer.from(name, 'utf8'));
  for (const [index, name] of names.entries()) {
    const tree = await reader.read(id);
    if (!tree) throw new GitError(`a folder of commit ${commit.id.slice(0, 12)} is missing or damaged`);
    const entry = findEntry(tree, name);
    if (!entry || index === names.length - 1) return entry;
    if (entry.mode !== '40000') return null;
    id = entry.id;
  }
  return null;
}

/** The name that a file had before the commit in which it appears; null when it is new there. */
async function renamedFrom(
  git: Git,
  parent: string,
  commit: string,
  path: string,
  doubts: string[],
): Promise<string | null> {
  // `git diff-tree -z --raw`: `:mode mode id id R087 NUL old NUL new NUL`, or `… D NUL old NUL`. A list of what to show first may be set.
  const words = [
    '--raw',
    '--no-ext-diff',
    '--no-textconv',
    '--no-color',
    '-l1000',
    '-O/dev/null',
    '-M',
    '--diff-filter=RD',
  ];
  const output = await git('diff-tree', '-r', '-z', ...words, parent, commit).catch((error) => {
    if (!(error instanceof GitError)) throw error;
    doubts.push(
      `Whether the file had another name before ${commit.slice(0, 12)} could not be found out: ${plain(error.message)}.`,
    );
    return Buffer.alloc(0);
  });
  const parts = splitAtNul(output);
  const gone: string[] = [];
  for (let at = 0; at + 1 < parts.length; ) {
    const renamed = / R\d*$/.test(parts[at]!.toString('latin1'));
    const old = parts[at + 1]!;
    if (!renamed) gone.push(old.toString('utf8'));
    else if (parts[at + 2]?.equals(Buffer.from(path, 'utf8'))) {
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(old);
      } catch {
        doubts.push(
          `Before ${commit.slice(0, 12)} the file had a name that is not UTF-8; what it had under that name was not read.`,
        );
        return null;
      }
    }
    at += renamed ? 3 : 2;
  }
  const texts = gone.filter((name) => /\.(md|markdown|mdx|txt|html?)$/i.test(name));
  if (texts.length > 0)
    doubts.push(
      `${plain(path)} begins in ${commit.slice(0, 12)}, which took away ${texts.slice(0, 4).map(plain).join(', ')}. If it was one of these, rewritten, import again with: --formerly ${plain(texts[0]!)}`,
    );
  return null;
}

function splitAtNul(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, from)) {
    parts.push(bytes.subarray(from, at));
    from = at + 1;
  }
  return parts;
}

const kinds: Record<string, string> = {
  '40000': 'it was a folder then',
  '120000': 'it was a symbolic link then, which is not followed',
  '160000': 'it was a submodule then, whose history is elsewhere',
};

async function readTexts(
  repository: string,
  reader: ObjectReader,
  touches: readonly Touch[],
  doubts: string[],
): Promise<Past> {
  const past: Past = { texts: [], skipped: [], doubts };
  const ids = new Set(touches.flatMap(({ entry }) => (entry && !kinds[entry.mode] ? [entry.id] : [])));
  const sizes = await sizesOf(repository, [...ids]);
  let together = 0;
  let latest: Day | null = null;
  for (const { commit, path, entry } of touches.toReversed()) {
    const from = `${plain(path)}@${commit.id.slice(0, 12)}`;
    const day = dayOf(commit, latest, doubts);
    const skip = (reason: string) => past.skipped.push({ from, day, reason });
    if (!entry) {
      skip('the file was taken away');
      continue;
    }
    const kind = kinds[entry.mode];
    const size = sizes.get(entry.id);
    if (kind) skip(kind);
    else if (size === undefined)
      skip('the clone does not have this text (partial clone); fetch it with git and import again');
    else if (size > mostBytes) skip(`it has ${Math.round(size / 1e6)} MB; a policy has less than 5`);
    else if (together + size > mostBytesTogether) skip('the texts before it have 400 MB together');
    else if (day === null) skip('the commit has no day that can be read');
    else {
      together += size;
      const text = await textOf(reader, entry.id, from, doubts);
      if (text === null) skip('it is not text');
      else {
        past.texts.push({
          file: path,
          from,
          day,
          source: 'commit',
          text,
          commit: commit.id,
          subject: commit.subject,
        } satisfies PastText);
        latest = day;
      }
    }
  }
  return past;
}

/** The author's day; the committer's where the author's is before that of an earlier commit (rebased, or a wrong clock). */
function dayOf(commit: Commit, latest: Day | null, doubts: string[]): Day | null {
  const { authored, committed } = commit;
  if (
    authored === null ||
    (latest !== null && authored < latest && committed !== null && committed >= latest)
  ) {
    if (committed !== null)
      doubts.push(
        `Commit ${commit.id.slice(0, 12)}: the author's day (${authored ?? 'none'}) is before that of the commit before it; the committer's was taken (${committed}).`,
      );
    return committed;
  }
  return authored;
}

async function textOf(
  reader: ObjectReader,
  id: string,
  from: string,
  doubts: string[],
): Promise<string | null> {
  const object = await reader.read(id);
  if (object?.type !== 'blob') return null;
  const problems: Problem[] = [];
  try {
    const text = decodeText(object.bytes, from, problems);
    doubts.push(...problems.map(({ message }) => `${from}: ${message}`));
    return text;
  } catch {
    return null;
  }
}
