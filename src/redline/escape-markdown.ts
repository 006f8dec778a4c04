/** Text as GitHub's Markdown shows it: no sign, tag, link, table border or `@name` of its own takes effect. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/[\\`*_[\]<>~|#$]/g, '\\$&')
    .replace(/@/g, '@&#8203;');
}

/** What a line of escaped text begins with is no list and no heading. */
export const escapeStart = (line: string): string =>
  line.replace(/^(\s*)([-+=]|\d{1,9}(?=[.)]))/, (_, space, sign) =>
    /\d/.test(sign) ? `${space}${sign}\\` : `${space}\\${sign}`,
  );
