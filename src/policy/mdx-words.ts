/** What to write instead of HTML that was pasted. */
export const noHtml =
  'Write Markdown: paragraphs with an empty line between them, "- " before an entry of a list, **bold**, *italics*, [words](https://…) for a link, and rows of | a | b | below | - | - | for a table. npm run -s prenotice -- import turns a whole page into it.';

/**
 * What the MDX parser says, for people who do not know MDX: what stands there, why it cannot be read, what to write. `at`: the
 * place of the mistake in its line.
 */
export function mdxMistake(reason: string, line: string, at: number): { message: string; remedy: string } {
  const rest = line.slice(at);
  const cannot = 'the text cannot be read as MDX:';
  const here = rest.replace(/\s+/g, ' ').trim().slice(0, 30);
  if (/`!` \(U\+0021\) before name/.test(reason))
    return {
      message: `${cannot} <!-- begins a comment of HTML, and a published text has no hidden remarks`,
      remedy: 'Take the comment away. Remarks for colleagues belong into the pull request.',
    };
  if (/`\/` \(U\+002F\) (?:before local name|in name)|`[:@]` .* in name|U\+0040/.test(reason))
    return {
      message: `${cannot} an address stands in < >, which MDX takes for a tag`,
      remedy:
        'Write the address without < >, or as a link: [text](https://…) or [name@example.com](mailto:name@example.com).',
    };
  if (/before attribute value|after attribute (?:name|value)|in attribute name/.test(reason))
    return {
      message: `${cannot} HTML stands in it, as it comes from a web page or a word processor`,
      remedy: noHtml,
    };
  if (/before name|before attribute name/.test(reason))
    return {
      message: `${cannot} "<" is followed by what is no tag ("${here}")`,
      remedy: 'Write \\< for the sign itself ("\\<16 years"), or say it in words ("under 16 years").',
    };
  const open = /Expected a closing tag for `<(\w+)>`/.exec(reason)?.[1];
  if (open === 'br')
    return {
      message: `${cannot} Expected a closing tag for \`<br>\``,
      remedy: 'Write <br /> for a line break.',
    };
  if (open)
    return {
      message: `${cannot} <${open}> is opened here and not closed in the same paragraph`,
      remedy: `Write </${open}> where it ends; around several paragraphs, <${open}> and </${open}> stand on lines of their own.`,
    };
  const close = /^<\/?(\w+)>/.exec(rest.slice(rest.indexOf('<')))?.[1];
  if (close && /Unexpected closing (?:slash|tag)/.test(reason))
    return {
      message: `${cannot} </${close}> closes what is not opened there`,
      remedy: `Write <${close}> where it begins, or take </${close}> away; what is opened last is closed first.`,
    };
  const tracked = /\{(?:\+\+|--|~~|>>|==)[^}]*\}?/.exec(line)?.[0];
  if (tracked)
    return {
      message: `${cannot} a tracked change or a comment is left in it ("${tracked.slice(0, 30)}")`,
      remedy:
        'Accept or reject it: keep the words that are to apply, and take the braces with their signs away.',
    };
  if (/Unexpected end of file in expression|Could not parse expression|Unexpected (?:lazy|end)/.test(reason))
    return {
      message: `${cannot} ${/Could not/.test(reason) ? 'there are braces in it' : 'a "{" has no "}"'}, and what stands in braces would be code`,
      remedy: 'Write \\{ and \\} for braces, or say it without them.',
    };
  return {
    message: `${cannot} ${reason}`,
    remedy:
      'Signs that MDX reads as code must be escaped: write \\{ for {, \\< for <, and close every tag that you open.',
  };
}
