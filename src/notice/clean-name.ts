/** What came from outside and goes into a letter: one line, and nothing that acts. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const breaks = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu;
/** Direction overrides and invisible signs by which a text looks like another; joiners stay, some scripts need them. */
const invisible =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Co}]/gu;

/** One line without control characters, direction overrides or invisible signs; at most `longest` code points. */
export function cleanLine(text: string, longest: number): string {
  const line = text
    .toWellFormed()
    .normalize('NFC')
    .replace(breaks, ' ')
    .replace(invisible, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const points = [...line];
  return points.length <= longest
    ? line
    : `${points
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

/** An address in the place of a name would become a link in our letter: somebody else's message under our name. */
const address = /:\/\/|www\.|@|[\p{L}\p{N}-]\.[\p{L}]{2,}(?:[/:?#]|\s|$)/iu;

/**
 * The name to greet by, or null when there is none that should be used: empty, or one that holds an address.
 * Markup is left as it is: escaping is the page's job, and a name may have an ampersand.
 */
export function greetingName(name: string | undefined): string | null {
  if (name === undefined) return null;
  const line = cleanLine(name, 80);
  if (!/\p{L}/u.test(line) || address.test(line)) return null;
  return line;
}
