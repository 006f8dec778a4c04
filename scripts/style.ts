import { styleText } from 'node:util';
import type { Output } from './context.ts';

type Format = Parameters<typeof styleText>[0];

/** Colours for a terminal that shows them; plain text elsewhere and under NO_COLOR. */
export function styled(output: Output, env: NodeJS.ProcessEnv): (text: string, format: Format) => string {
  const on = output.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  return (text, format) => (on ? styleText(format, text, { validateStream: false }) : text);
}
