import { SingleBar } from 'cli-progress';
import type { Progress } from '../src/delivery/send.ts';
import type { CommandContext } from './context.ts';

/** A bar on a terminal; elsewhere a line now and then. */
export function progressBar(context: CommandContext): {
  show: (progress: Progress) => void;
  stop: () => void;
} {
  const { stderr } = context;
  const fancy = stderr === process.stderr && stderr.isTTY === true;
  const bar = fancy
    ? new SingleBar({
        format: '{bar} {value}/{total} letters, {duration_formatted}, {eta_formatted} left',
        stream: process.stderr,
        hideCursor: true,
      })
    : null;
  let letter: string | null = null;
  let told = 0;
  return {
    show(progress) {
      if (bar && letter !== progress.letter) bar.start(progress.of, 0);
      letter = progress.letter;
      if (bar) bar.update(progress.done);
      else if (progress.done - told >= 10_000) {
        told = progress.done;
        stderr.write(
          `${progress.done.toLocaleString('en')} of ${progress.of.toLocaleString('en')} letters\n`,
        );
      }
    },
    stop: () => bar?.stop(),
  };
}
