/** What each HTML element is to a policy's text. Elements that are in no table are transparent: their text is never lost. */

const names = (list: string): Set<string> => new Set(list.split(' '));

/** Elements whose content no browser shows as text. */
export const invisible = names('head script style template noscript svg math iframe object select textarea');

/** Blocks that only hold others. */
const transparentBlocks = names(
  'address article aside body center details dialog div fieldset figcaption figure footer form header ' +
    'hgroup html legend main menu nav search section summary caption tbody thead tfoot tr td th li dt ' +
    'dd colgroup optgroup option',
);

/** Elements that are blocks or hold blocks. */
export const blockElements = new Set([
  ...transparentBlocks,
  ...names('p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre hr dl prenotice-note'),
]);

export const inlineMarks: Record<
  string,
  'strong' | 'emphasis' | 'strike' | 'underline' | 'superscript' | 'subscript'
> = {
  strong: 'strong',
  b: 'strong',
  em: 'emphasis',
  i: 'emphasis',
  cite: 'emphasis',
  dfn: 'emphasis',
  var: 'emphasis',
  del: 'strike',
  s: 'strike',
  strike: 'strike',
  u: 'underline',
  ins: 'underline',
  sup: 'superscript',
  sub: 'subscript',
};
