import { SingleBar } from 'cli-progress';
import type { Reading } from '../src/delivery/ports.ts';
import type { Progress } from '../src/delivery/send.ts';
import { numeral } from '../src/policy/numerals.ts';
import type { CommandContext } from './context.ts';

/** Between two lines where there is no terminal: so many letters or mails, or so many milliseconds. */
const linesEvery = { letters: 10_000, ms: 30_000 };

/** A bar on a terminal; elsewhere a line now and then. With the rate so far and the time left at that rate. */
export function progressBar(context: CommandContext): {
  show: (progress: Progress) => void;
  reading: (reading: Reading) => void;
  awaited: (letter: string) => void;
  stop: () => void;
} {
  const { stderr } = context;
  const fancy = stderr === process.stderr && stderr.isTTY === true;
  const bar = fancy
    ? new SingleBar({
        format: '{bar} {value}/{total} letters, {rate}/s, {left} left',
        stream: process.stderr,
        hideCursor: true,
      })
    : null;
  let letter: string | null = null;
  let begun = 0;
  let told = { done: 0, at: 0 };
  let read = { mails: 0, at: performance.now() };
  return {
    reading({ mails, reached, until }) {
      const now = performance.now();
      // Another reading begins.
      if (mails < read.mails) read = { mails: 0, at: now };
      if (mails - read.mails < linesEvery.letters && now - read.at < linesEvery.ms) return;
      read = { mails, at: now };
      stderr.write(
        `Reading the provider's list of sent mail: ${numeral(mails)} so far, back to ${minuteOf(reached)}; it is read back to ${minuteOf(until)}\n`,
      );
    },
    awaited: (letter) =>
      stderr.write(
        `Another run is going through the list of recipients for ${letter}: this one waits for it.\n`,
      ),
    show(progress) {
      const now = performance.now();
      if (letter !== progress.letter) {
        letter = progress.letter;
        begun = now;
        told = { done: 0, at: now };
        bar?.start(progress.of, 0, { rate: '…', left: '…' });
      }
      const figures = () => figuresOf(progress, now - begun);
      if (bar) bar.update(progress.done, figures());
      else if (progress.done - told.done >= linesEvery.letters || now - told.at >= linesEvery.ms) {
        told = { done: progress.done, at: now };
        const { done, of } = progress;
        const { rate, left } = figures();
        stderr.write(
          `${numeral(done)} of ${numeral(of)} letters, ${rate}/s${done < of ? `, ${left} left` : ''}\n`,
        );
      }
    },
    stop: () => bar?.stop(),
  };
}

/** `2026-12-01 09:30 UTC`. */
const minuteOf = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

function figuresOf({ done, of }: Progress, ms: number): { rate: string; left: string } {
  const perSecond = (1000 * done) / Math.max(1, ms);
  const seconds = perSecond > 0 ? Math.ceil((of - done) / perSecond) : 0;
  const left =
    seconds < 90
      ? `${seconds} s`
      : seconds < 5400
        ? `${Math.round(seconds / 60)} min`
        : `${(seconds / 3600).toFixed(1)} h`;
  return { rate: numeral(Math.round(perSecond)), left };
}
