import { watch } from 'chokidar';
import { type CommandContext, UsageError } from './context.ts';
import { printError } from './print-error.ts';
import { styled } from './style.ts';

/** Editors write a file in several steps: one answer when they have done. */
const pause = 80;

/**
 * Runs `round` at once and again after every change below `dir`, until the program is interrupted. Whatever a round
 * throws is printed and the watch goes on: a file that is half written is no reason to stop.
 */
export async function watchFolder(
  context: CommandContext,
  dir: string,
  round: () => Promise<void>,
): Promise<number> {
  const { stderr, env, now } = context;
  const style = styled(stderr, env);
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const answer = async (): Promise<void> => {
    const files = [...changed];
    changed.clear();
    if (files.length > 0)
      stderr.write(`\n${style(`${now().slice(11, 19)} UTC  changed: ${files.join(', ')}`, 'bold')}\n`);
    const start = performance.now();
    await round().catch((error: unknown) => {
      if (error instanceof UsageError) stderr.write(`${error.message}\n`);
      else printError(error, context, false);
    });
    stderr.write(
      style(
        `Answered in ${((performance.now() - start) / 1000).toFixed(2)} s. Watching ${dir}; Ctrl-C ends.\n`,
        'dim',
      ),
    );
  };
  const watcher = watch(dir, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path) =>
      /(?:^|[\\/])(?:\.git|node_modules|\.prenotice)(?:[\\/]|$)|~$|\.sw[a-z]$|\.new$/.test(path),
  });
  watcher.on('all', (_event, path) => {
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(answer);
    }, pause);
  });
  watcher.on('error', (error) => printError(error, context, false));
  await new Promise<void>((ready) => watcher.once('ready', ready));
  running = running.then(answer);
  await new Promise<void>((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  clearTimeout(timer);
  await watcher.close();
  await running;
  return 0;
}
