/**
 * What the MDX parser says, for people who do not know MDX: what stands there, why it cannot be read, what to write. `rest`: the
 * text from the place of the mistake on.
 */
export function mdxMistake(reason: string, rest: string): { message: string; remedy: string } {
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
  if (/Unexpected end of file in expression|Could not parse expression|Unexpected (?:lazy|end)/.test(reason))
    return {
      message: `${cannot} a "{" has no "}", and what stands in braces would be code`,
      remedy: 'Write \\{ and \\} for braces, or say it without them.',
    };
  return {
    message: `${cannot} ${reason}`,
    remedy:
      'Signs that MDX reads as code must be escaped: write \\{ for {, \\< for <, and close every tag that you open.',
  };
}
