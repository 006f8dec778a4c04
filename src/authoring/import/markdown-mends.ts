import type { Dropped } from './report.ts';

/** Markdown of another site as plain Markdown of the same lines, and what that site's tools would have taken out. */
export interface MendedMarkdown {
  text: string;
  dropped: Dropped[];
  doubts: string[];
  /** Places that headings give themselves (`## Data {#data}`) → words of the heading. */
  places: Map<string, string>;
}

interface Instruction {
  reason: string;
  /** What goes; of a pattern with a group the group stays. Quantifiers are bounded: lines of others may be long. */
  pattern: RegExp;
}

const toSite = 'instruction to the old site';

/** Signs in a line that are for the old site's tools, and that no reader saw. */
const instructions: Instruction[] = [
  {
    reason: 'contents, made by the old site',
    pattern: /^[ \t]{0,9}(?:[-*+][ \t]+)?(?:\[\[?_?toc_?\]?\]|\{:[ \t]*toc[^{}]{0,99}\})[ \t]*$/i,
  },
  // kramdown's `{: .class #id }`, and what other tools take after a link, a mark or a heading: `{target="_blank"}`.
  { reason: 'attributes for the old site', pattern: /[ \t]{0,9}\{:[^{}]{0,300}\}/g },
  {
    reason: 'attributes for the old site',
    pattern: /(?<=[)\]*_`])\{(?:[.#][\w-]|[\w-]{1,40}=)[^{}]{0,300}\}/g,
  },
  {
    reason: 'attributes for the old site',
    pattern: /^(#{1,6}[ \t][^{]{0,500}?)[ \t]{0,9}\{[#.][^{}]{0,300}\}[ \t#]{0,9}$/,
  },
  { reason: toSite, pattern: /^[ \t]*(?:[-*+>][ \t]+)?\{%[^{}]{0,500}%\}[ \t]*$/ },
  { reason: toSite, pattern: /\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}/g },
  { reason: toSite, pattern: /^[ \t]*\{\{[<%][^{}]{0,500}[>%]\}\}[ \t]*$/ },
  {
    reason: 'code of the old site',
    pattern:
      /^(?:import|export)\s[^'"]{0,500}\bfrom\s+(?:'[^']+'|"[^"]+");?\s*$|^import\s+(?:'[^']+'|"[^"]+");?\s*$/,
  },
  {
    reason: 'sign of a box',
    pattern: /^[ \t]*:::+[ \t]*(?:note|tip|info|warning|caution|danger|important|details)?(?=\W|$)/i,
  },
  { reason: 'sign of a box', pattern: /^([ \t]*>[ \t]*)\[!(?:note|tip|important|warning|caution)\][ \t]*$/i },
];

/** Words that a template puts in when the old site is built; which, only that site knows. */
const templates = /\{\{(?!\{)[^{}]{1,100}\}\}|\{%[^{}]{1,100}%\}/g;
const included = /^\{%-?\s*(include|render|partial)|^\{\{[<%]\s*(include|readfile|partial)/;

/** `fields`: of the front matter, for `{{ page.title }}`. */
export function mendMarkdown(source: string, fields: Readonly<Record<string, unknown>>): MendedMarkdown {
  const dropped: Dropped[] = [];
  const places = new Map<string, string>();
  let fence: string | null = null;
  const lines = takeRemarks(source.split('\n'), dropped).map((line, index, all) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && (fence === null || (mark.startsWith(fence) && line.trim() === mark))) {
      fence = fence === null ? mark : null;
      return line;
    }
    // kramdown puts its table of contents in place of the list above its sign.
    if (fence === null && /^[ \t]{0,9}\{:[ \t]*toc\b/i.test(all[index + 1] ?? '') && line.trim() !== '') {
      dropped.push({ text: line.trim(), reason: 'contents, made by the old site', line: index + 1 });
      return '';
    }
    return fence === null && /[{[:]|^import|^export/.test(line) ? mendLine(line, index + 1) : line;
  });

  function mendLine(line: string, number: number): string {
    const place = /^#{1,6}[ \t]+([^{]{1,500})\{:?[ \t]*#([\w.-]+)[^{}]{0,300}\}[ \t#]{0,9}$/.exec(line);
    if (place?.[1] && place[2]) places.set(place[2], place[1].trim());
    let text = fillIn(line, fields, (words) =>
      dropped.push({ text: words, reason: 'filled in from the front matter', line: number }),
    );
    for (const { reason, pattern } of instructions)
      text = text.replace(pattern, (words: string, kept?: unknown) => {
        const left = typeof kept === 'string' ? kept : '';
        dropped.push({ text: words.slice(left.length).trim(), reason, line: number });
        return left;
      });
    return text;
  }

  const text = spaceHeadings(lines.join('\n'));
  const left = [...new Set(text.match(templates) ?? [])];
  const missing = dropped.filter(({ text: words }) => included.test(words)).map(({ text: words }) => words);
  return {
    text,
    places,
    dropped,
    doubts: [
      ...(left.length > 0
        ? [
            `A template of the old site puts words in here; write what its page showed: ${left.slice(0, 8).join(', ')}.`,
          ]
        : []),
      ...(missing.length > 0
        ? [`Text of another file was put in here, and is missing: ${missing.join(', ')}.`]
        : []),
    ],
  };
}

/** What stands between `{% comment %}` and `{% endcomment %}` (Liquid), or `{::comment}` and `{:/comment}` (kramdown). */
function takeRemarks(lines: readonly string[], dropped: Dropped[]): string[] {
  const begin = /\{%-?[ \t]*comment[ \t]*-?%\}|\{::comment\}/;
  const end = /\{%-?[ \t]*endcomment[ \t]*-?%\}|\{:\/(?:comment)?\}/;
  const last = lines.findLastIndex((line) => end.test(line));
  let within = false;
  return lines.map((line, index) => {
    if (!within && !(index <= last && begin.test(line))) return line;
    const from = within ? 0 : line.search(begin);
    const closing = end.exec(line.slice(from));
    within = closing === null && index < last;
    const to = closing ? from + closing.index + closing[0].length : line.length;
    dropped.push({ text: line.slice(from, to).trim(), reason: 'remark of the old site', line: index + 1 });
    return line.slice(0, from) + line.slice(to);
  });
}

const fillIn = (
  line: string,
  fields: Readonly<Record<string, unknown>>,
  tell: (words: string) => void,
): string =>
  line.replace(
    /\{\{-?[ \t]*(?:page\.|\.(?:Params\.)?)(\w{1,50})[ \t]*-?\}\}/g,
    (words: string, name: string) => {
      const key = Object.keys(fields).find((own) => own.toLowerCase() === name.toLowerCase());
      const value = key === undefined ? undefined : fields[key];
      if (typeof value !== 'string' || value.includes('\n')) return words;
      tell(words);
      return value;
    },
  );

/** `#Title`, a heading in the Markdown of old: one here where a text has several, and more than headings with a space. */
function spaceHeadings(text: string): string {
  const bare = /^#{1,6}(?=[\p{L}\p{N}*_"“[])/gmu;
  const count = text.match(bare)?.length ?? 0;
  return count >= 2 && count > (text.match(/^#{1,6}[ \t]+\S/gm)?.length ?? 0)
    ? text.replace(bare, '$& ')
    : text;
}
