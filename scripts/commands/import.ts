import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type ImportReport, importPolicy } from '../../src/authoring/import/import-policy.ts';
import { type WrittenImport, writeImport } from '../../src/authoring/import/write-import.ts';
import { type Command, contentDirOf, PrenoticeError, people, UsageError, wantsJson } from '../context.ts';
import { styled } from '../style.ts';

const mostBytes = 5_000_000;

/** `import <source> --policy SLUG`: a file becomes the first version of a policy. */
export const run: Command = async (context) => {
  const [path] = context.args;
  const slug = context.options.policy;
  if (!path || context.args.length > 1)
    throw new UsageError('name one file to import, such as: import privacy.md --policy privacy');
  if (typeof slug !== 'string')
    throw new UsageError('name the address of the new policy with --policy, such as --policy privacy');
  if (!/^[a-z0-9][a-z0-9-]*$/.test(slug))
    throw new UsageError(
      `--policy ${slug} cannot be part of an address; write small letters, digits and hyphens, such as privacy`,
    );
  const dir = contentDirOf(context);
  const imported = importPolicy(basename(path), await readText(resolve(context.cwd, path), path), slug);
  const written = await writeImport(resolve(context.cwd, dir), slug, imported);
  const report = { ...imported.report, file: join(dir, imported.report.file) };
  if (wantsJson(context)) context.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  tell(report, written, people(context), styled(people(context), context.env), context.cwd);
  return 0;
};

async function readText(file: string, path: string): Promise<string> {
  const facts = await stat(file).catch((cause) => {
    throw new PrenoticeError(`there is no file ${path}`, 'Look at the spelling and the folder you are in.', {
      cause,
    });
  });
  if (!facts.isFile()) throw new PrenoticeError(`${path} is not a file`, 'Import one file at a time.');
  if (facts.size > mostBytes)
    throw new PrenoticeError(
      `${path} has ${Math.round(facts.size / 1e6)} MB; a policy has less than 5`,
      'Import the file of the text alone.',
    );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (cause) {
    throw new PrenoticeError(`${path} is not UTF-8 text`, 'Save it as UTF-8 and import it again.', { cause });
  }
}

type Style = ReturnType<typeof styled>;

function tell(
  report: ImportReport,
  written: WrittenImport,
  out: { write(text: string): unknown },
  style: Style,
  cwd: string,
): void {
  const line = (text = '') => out.write(`${text}\n`);
  const { profile } = report;
  line(`${style(report.title, 'bold')} (${report.kind}) is imported:`);
  for (const file of written.files)
    line(`  ${file.startsWith(`${cwd}/`) ? file.slice(cwd.length + 1) : file}`);
  line();
  line(
    `Effective: ${report.effective}${report.effectiveText ? ` ("${report.effectiveText}")` : ''}${report.seen ? `; seen by an archive on ${report.seen}` : ''}`,
  );
  line(
    `Clauses: ${report.clauses.length}, highlights: ${report.highlights.length}, defined terms: ${report.terms.length}`,
  );
  for (const clause of report.clauses)
    line(`  ${'  '.repeat(clause.depth - 1)}${[clause.number, clause.title].filter(Boolean).join('  ')}`);
  line();
  const channels =
    'any' in profile.channels
      ? `any of ${profile.channels.any.join(', ')}`
      : `all of ${profile.channels.all.join(', ')}`;
  line('Its promise about changes, as proposed in policy.yaml:');
  line(
    `  period ${profile.period}, for ${profile.applies === 'all' ? 'every change' : 'material changes'}, by ${channels}; data already held: ${profile.heldData}${profile.optOut ? '; an opt-out of legal mail is honoured' : ''}`,
  );
  if (profile.quote) line(`  "${profile.quote}"`);
  if (report.dropped.length > 0) {
    line();
    line('Left out (line of the source, reason, words):');
    for (const { line: at, reason, text } of report.dropped)
      line(`  ${at > 0 ? at : '–'}  ${reason}: ${text.length > 90 ? `${text.slice(0, 87)}…` : text}`);
  }
  if (report.doubts.length > 0) {
    line();
    line(style('To be decided by a person:', 'yellow'));
    for (const doubt of report.doubts) line(`  - ${doubt}`);
  }
  line();
  line(
    `Next: read ${report.file}, ${written.madeSite ? 'replace the placeholders in site.yaml, ' : ''}and run: npm run -s prenotice -- check`,
  );
}
