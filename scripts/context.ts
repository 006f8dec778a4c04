import { resolve } from 'node:path';
import { type Day, dayInZone, isDay } from '../src/policy/day.ts';

/** What a command gets from the outside world; tests pass their own. */
export interface CommandContext {
  /** Words after the command's name. */
  args: string[];
  /** Flags by their long name in camelCase, as commander gives them. */
  options: Record<string, string | boolean | undefined>;
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Results: with `--json` one document and nothing else. */
  stdout: Output;
  /** Text for people while `--json` is on, progress and errors always. */
  stderr: Output;
  /** The current instant, ISO 8601 UTC. */
  now: () => string;
  /** Ends a command that serves, besides SIGINT and SIGTERM; for tests. */
  signal?: AbortSignal;
}

export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** Runs the command and gives the exit code: 0 done, 1 cannot be done or a check failed. Wrong words throw UsageError. */
export type Command = (context: CommandContext) => Promise<number>;

/** A wrong command line: exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The day a command works for: `--today`, PRENOTICE_TODAY, else the clock in the site's zone. */
export function todayOf(context: CommandContext, timeZone: string): Day {
  const asked = context.options.today ?? context.env.PRENOTICE_TODAY;
  if (asked === undefined || asked === '') return dayInZone(context.now(), timeZone);
  if (typeof asked !== 'string' || !isDay(asked))
    throw new UsageError(`--today ${String(asked)} is not a day; write YYYY-MM-DD`);
  return asked;
}

/** The folder of content: `--content`, PRENOTICE_CONTENT, else `content`; kept short for messages where it can be. */
export function contentDirOf(context: CommandContext): string {
  const asked = context.options.content ?? context.env.PRENOTICE_CONTENT;
  const dir = typeof asked === 'string' && asked !== '' ? asked : 'content';
  return context.cwd === process.cwd() ? dir : resolve(context.cwd, dir);
}

/** `--port`; undefined where it was not named. */
export function portOf(context: CommandContext): number | undefined {
  const asked = context.options.port;
  if (asked === undefined) return undefined;
  const port = Number(asked);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new UsageError(`--port ${String(asked)} is not a port; write a number up to 65535`);
}

/** What an option says; undefined where it says nothing. */
export function textOf(context: CommandContext, option: string): string | undefined {
  const value = context.options[option];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** True for `--json` or `--format json`. */
export function wantsJson(context: CommandContext): boolean {
  return context.options.json === true || context.options.format === 'json';
}

/** Where text for people goes: away from stdout while stdout carries JSON. */
export function people(context: CommandContext): Output {
  return wantsJson(context) ? context.stderr : context.stdout;
}
