import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { readDatedFiles } from '../../src/authoring/import/dated-files.ts';
import { readGitHistory } from '../../src/authoring/import/git-history.ts';
import type { Past } from '../../src/authoring/import/history.ts';
import { importHistory } from '../../src/authoring/import/import-history.ts';
import { numeral } from '../../src/policy/numerals.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';
import { accountFor } from './import-account.ts';

/**
 * `npm run bench -- import [FOLDER | REPOSITORY:PATH]…`: processor time for each text of a history, and words lost (import-account.ts).
 * Without names: the histories in ../shared. Exits with 1 when a word is lost.
 */
export async function run(names: string[]): Promise<void> {
  const shared = resolve(import.meta.dirname, '../../../shared/policies/histories');
  if (names.length === 0 && !existsSync(shared))
    throw new PrenoticeError(
      '../shared/policies/histories is not there',
      'Name histories of your own: npm run bench -- import FOLDER, or REPOSITORY:PATH',
    );
  const sources = names.length > 0 ? names : (await readdir(shared)).sort().map((name) => join(shared, name));
  process.stdout.write('texts  versions  ms a text  words read  lost  source\n');
  for (const source of sources) {
    const { past, ms, imported } = await importOnce(source);
    const { words, lost } = accountForHistory(past, imported);
    if (lost.length > 0) process.exitCode = 1;
    const cells = [
      String(past.texts.length).padStart(5),
      String(imported.report.versions.length).padStart(9),
      String(Math.round(ms / past.texts.length)).padStart(10),
      numeral(words).padStart(11),
      String(lost.length).padStart(5),
      ` ${basename(source.replace(/\/?(repo|\.git)?:/, '/'))}${lost.length > 0 ? `: ${lost.slice(0, 20).join(' ')}` : ''}`,
    ];
    process.stdout.write(`${cells.join(' ')}\n`);
  }
}

type Imported = ReturnType<typeof importHistory>;

async function importOnce(source: string): Promise<{ past: Past; ms: number; imported: Imported }> {
  const [, repository, path] = /^(.+?):([^:]+)$/.exec(source) ?? [];
  const past = repository && path ? await readGitHistory({ repository, path }) : await readDatedFiles(source);
  const started = process.cpuUsage();
  const imported = importHistory(past, 'measured', { foldReverts: false, source });
  const { user, system } = process.cpuUsage(started);
  return { past, ms: (user + system) / 1000, imported };
}

/** Words of all versions' sources, and those that are in neither version nor report. */
export function accountForHistory(
  past: Past,
  { report, versions }: Imported,
): { words: number; lost: string[] } {
  const texts = new Map(past.texts.map((text) => [text.from, text]));
  const accounts = report.versions.map((version, index) => {
    const text = texts.get(version.from);
    const written = versions[index];
    if (!text || !written) throw new PrenoticeError(`version ${version.version} has no source`, 'Report it.');
    const { title, dropped } = version;
    return accountFor(text.file.replace(/mdx$/i, 'md'), text.text, { mdx: written.mdx, title, dropped });
  });
  return {
    words: accounts.reduce((sum, { words }) => sum + words, 0),
    lost: accounts.flatMap(({ lost }) => lost),
  };
}
