import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { readDatedFiles } from '../../src/authoring/import/dated-files.ts';
import { placeInWorkTree, readGitHistory } from '../../src/authoring/import/git-history.ts';
import { mostBytes, type Past } from '../../src/authoring/import/history.ts';
import { importHistory } from '../../src/authoring/import/import-history.ts';
import { importPolicy } from '../../src/authoring/import/import-policy.ts';
import { writeImport } from '../../src/authoring/import/write-import.ts';
import { slugProblem } from '../../src/authoring/policy-slug.ts';
import { decodeText } from '../../src/authoring/read-document.ts';
import { PrenoticeError, type Problem } from '../../src/policy/problem.ts';
import { type Command, contentDirOf, people, UsageError, wantsJson } from '../context.ts';
import { tellHistory, tellImport } from '../import-words.ts';
import { styled } from '../style.ts';

/** `import <source> --policy SLUG`: a file becomes the first version of a policy, a history all its versions. */
export const run: Command = async (context) => {
  const [path] = context.args;
  const { policy: slug, history, file, formerly } = context.options;
  if (!path || context.args.length > 1)
    throw new UsageError('name one file or folder to import, such as: import privacy.md --policy privacy');
  if (typeof slug !== 'string')
    throw new UsageError('name the address of the new policy with --policy, such as --policy privacy');
  const unfit = slugProblem(slug);
  if (unfit) throw new UsageError(`--policy: ${unfit.message}; give it ${unfit.remedy}`);
  if (history === true && file !== undefined)
    throw new UsageError(
      'write either: import FILE --history   or: import REPOSITORY --file PATH; both say the same',
    );
  const source = resolve(context.cwd, path);
  const dir = contentDirOf(context);
  const content = resolve(context.cwd, dir);
  const out = people(context);
  const style = styled(out, context.env);
  const names = {
    file: typeof file === 'string' ? file : null,
    ...(typeof formerly === 'string' ? { formerly } : {}),
  };
  if (formerly !== undefined && history !== true && file === undefined)
    throw new UsageError('--formerly is for a history in git: with --history, or --file PATH');
  const past = await pastOf(source, path, history === true, names);
  if (past === null) {
    if (context.options.foldReverts === true)
      throw new UsageError(
        '--fold-reverts is for a history: a folder of dated files, --history, or --file PATH',
      );
    const { text, doubts } = await readText(source, path);
    const imported = importPolicy(basename(path), text, slug);
    const written = await writeImport(content, slug, imported);
    const report = {
      ...imported.report,
      file: join(dir, imported.report.file),
      doubts: [...doubts, ...imported.report.doubts],
    };
    if (wantsJson(context)) context.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    tellImport(report, written, out, style, context.cwd);
    return 0;
  }
  const foldReverts = context.options.foldReverts === true;
  const imported = importHistory(past, slug, { foldReverts, source: path });
  const written = await writeImport(content, slug, imported);
  const versions = imported.report.versions.map((version) => ({ ...version, file: join(dir, version.file) }));
  const report = { ...imported.report, versions };
  if (wantsJson(context)) context.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  tellHistory(report, written, out, style, join(dir, slug));
  return 0;
};

/** The past of a document; null when a single file is meant. */
async function pastOf(
  source: string,
  path: string,
  history: boolean,
  { file, ...more }: { file: string | null; formerly?: string },
): Promise<Past | null> {
  if (file !== null) return readGitHistory({ repository: source, path: file, ...more });
  if (history) return readGitHistory({ ...(await placeInWorkTree(source)), ...more });
  const facts = await stat(source).catch(() => null);
  return facts?.isDirectory() ? readDatedFiles(source, path) : null;
}

async function readText(file: string, path: string): Promise<{ text: string; doubts: string[] }> {
  const facts = await stat(file).catch((cause) => {
    throw new PrenoticeError(`there is no file ${path}`, 'Look at the spelling and the folder you are in.', {
      cause,
    });
  });
  if (!facts.isFile())
    throw new PrenoticeError(`${path} is not a file`, 'Import a file, a folder, or a history.');
  if (facts.size > mostBytes)
    throw new PrenoticeError(
      `${path} has ${Math.round(facts.size / 1e6)} MB; a policy has less than 5`,
      'Import the file of the text alone.',
    );
  const problems: Problem[] = [];
  const text = decodeText(await readFile(file), path, problems);
  return { text, doubts: problems.map(({ line, message }) => `Line ${line}: ${message}.`) };
}
