/** The HTML element of each inline node that marks its text. */
export const inlineTags = {
  strong: 'strong',
  emphasis: 'em',
  strike: 's',
  underline: 'u',
  superscript: 'sup',
  subscript: 'sub',
  code: 'code',
} as const;
