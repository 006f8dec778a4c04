import { createHash } from 'node:crypto';

/**
 * The head of every printed page but the first. No style sheet can take it from the page itself (browsers know no named
 * strings), so each page carries its own rule, allowed in the Content-Security-Policy by `hash`.
 */
export function runningHead(text: string): { css: string; hash: `sha256-${string}` } {
  const css = `@page{@top-left{content:"${quoted(text)}"}}@page:first{@top-left{content:none}}`;
  return { css, hash: `sha256-${createHash('sha256').update(css).digest('base64')}` };
}

/** As the inside of a CSS string, which a title cannot leave, nor the style element. */
const quoted = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\p{Cc}"\\<>&]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `);
