import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Content } from '../src/authoring/read-content.ts';
import type { Problem } from '../src/policy/problem.ts';
import type { CommandContext } from './context.ts';

const run = promisify(execFile);

/** Domains that belong to nobody (RFC 2606, RFC 6761): what a sample may hold. */
const reserved = /@(?:[\w-]+\.)*(?:example|test|invalid|localhost|example\.(?:com|net|org))$/i;
const sampleName = /(?:^|[.-])sample\.(?:csv|jsonl|ndjson)$/i;

/**
 * The recipients list under version control: names and addresses of customers would be in every clone, for ever. A file that
 * is called a sample may be tracked as long as its addresses belong to nobody. Null when all is well, also where there is no git.
 */
export async function trackedList(context: CommandContext, content: Content): Promise<Problem | null> {
  const asked = context.options.recipients;
  const named = content.site?.recipients;
  const file =
    typeof asked === 'string'
      ? resolve(context.cwd, asked)
      : typeof named === 'string'
        ? resolve(context.cwd, content.dir, named)
        : null;
  if (file === null || !(await isTracked(file))) return null;
  const stranger = sampleName.test(basename(file)) ? await firstRealAddress(file) : null;
  if (sampleName.test(basename(file)) && stranger === null) return null;
  const siteFile = `${content.dir}/site.yaml`;
  return {
    rule: 'recipients-tracked',
    severity: 'error',
    file: siteFile,
    ...(typeof asked === 'string' ? { line: 0, column: 0 } : content.placeOf(siteFile, ['recipients'])),
    message:
      stranger === null
        ? `the recipients list ${basename(file)} is tracked by git: names and addresses of customers would be in every copy of the repository, for ever`
        : `line ${stranger} of ${basename(file)} has an address that may be somebody’s, and the file is tracked by git`,
    remedy:
      stranger === null
        ? `Take it out with git rm --cached ${basename(file)}, ignore it in .gitignore, and keep it elsewhere; if it has been pushed, its history has to be cleaned too.`
        : 'A sample has addresses under example.com, example.org, example.net or .example only. Keep a real list outside of git.',
  };
}

/** Nothing that the repository configures is run. */
async function isTracked(file: string): Promise<boolean> {
  const words = ['-C', dirname(file), '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
  return run('git', [...words, 'ls-files', '--error-unmatch', '--', basename(file)], {
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  }).then(
    () => true,
    () => false,
  );
}

/** The line of the first address, among the first megabyte, that is not reserved. */
async function firstRealAddress(file: string): Promise<number | null> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1_000_000), 0, 1_000_000, 0);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    const index = lines.findIndex((line) =>
      (line.match(/[^\s,;"'<>]+@[^\s,;"'<>]+/g) ?? []).some((address) => !reserved.test(address)),
    );
    return index < 0 ? null : index + 1;
  } finally {
    await handle.close();
  }
}
