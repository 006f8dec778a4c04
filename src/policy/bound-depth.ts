/** Levels of lists and quotes that are told apart; people use a handful. */
const deepest = 48;
const indented = new RegExp(String.raw`^[ \t]{${2 * deepest},}(?=(?:[-*+]|\d{1,9}[.)])[ \t])`, 'gm');
const quoted = new RegExp(`^(?: {0,3}> ?){${deepest},}`, 'gm');

/**
 * Markdown whose lists and quotes go no deeper than a reader could follow: what stands deeper stands at the last level. The
 * time that remark takes grows with the cube of the depth (400 levels: many seconds). Lines stay where they are.
 */
export function boundDepth(text: string): string {
  return text.replace(indented, ' '.repeat(2 * deepest)).replace(quoted, `${'>'.repeat(deepest)} `);
}
