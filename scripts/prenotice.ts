#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { CommanderError, Command as Program } from 'commander';
import { entries } from './command-table.ts';
import { type CommandContext, todayOf, UsageError } from './context.ts';
import { printError } from './print-error.ts';

/** One program, one subcommand per thing that a person can do (command-table.ts). */

/** Runs the program with the words after its name; gives the exit code. */
export async function main(
  words: string[],
  world: Omit<CommandContext, 'args' | 'options'>,
): Promise<number> {
  let code = 0;
  const json =
    words.includes('--json') ||
    words.includes('--format=json') ||
    words[words.indexOf('--format') + 1] === 'json';
  const program = new Program('prenotice')
    .description('A static privacy-notice site with redlines, and letters that go out in time.')
    .helpCommand(true)
    .showHelpAfterError('See: npm run -s prenotice -- --help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
    });
  for (const entry of entries) {
    const command = program
      .command(entry.usage)
      .description(entry.description)
      .option('--content <dir>', 'folder of content (default: content)')
      .option('--today <day>', 'the day to work for, YYYY-MM-DD (default: the clock, in the site’s zone)')
      .option('--json', 'one JSON document on standard output')
      .showHelpAfterError(`See: npm run -s prenotice -- ${entry.usage.split(' ')[0]} --help`)
      .exitOverride();
    for (const [flags, description] of entry.options ?? []) command.option(flags, description);
    command.action(async (...given) => {
      const options = given.at(-2) as CommandContext['options'];
      const context = { ...world, args: command.args, options };
      todayOf(context, 'UTC');
      const { run } = await entry.load();
      code = await run(context);
    });
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 || error.code === 'commander.help'
        ? words.length === 0
          ? 2
          : error.exitCode
        : 2;
    if (error instanceof UsageError) {
      world.stderr.write(`${error.message}\nSee: npm run -s prenotice -- ${words[0] ?? ''} --help\n`);
      return 2;
    }
    printError(error, world, json);
    return 1;
  }
}

/**
 * V8 lets old values grow to several times what lives before it looks at them: for speed, at the price of most of the
 * memory that a run takes. Here values are rows and letters, dead by the next one. And what it has emptied goes back to
 * the system at once, not after some seconds. (How much the young ones may take, and how many threads V8 has, each with
 * memory of its own, is fixed before a program begins: package.json.)
 */
function keepSmall(): void {
  setFlagsFromString('--heap-growing-percent=25');
  setFlagsFromString('--no-memory-pool');
}

/** Runs the program in this process, with its words, environment and exit code. */
export async function runHere(): Promise<void> {
  if (entries.some(({ usage, streams }) => streams && usage.split(' ')[0] === process.argv[2])) keepSmall();
  // Commands are loaded after this line, so their compiled form is kept for the next run (prenotice.js did it earlier still).
  enableCompileCache();
  // A reader such as `head` may have had enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  process.exitCode = await main(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    stdout: process.stdout,
    stderr: process.stderr,
    now: () => new Date().toISOString(),
  });
}

if (import.meta.main) await runHere();
