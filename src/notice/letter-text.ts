import { toPlainText } from '@react-email/render';

const width = 76;

/** What html-to-text 10 hands to a formatter, as far as it is used here (it brings no types of its own). */
interface Element {
  attribs?: Record<string, string>;
  children: Element[];
}
interface Builder {
  openBlock(options: { leadingLineBreaks: number; reservedLineLength?: number }): void;
  closeBlock(options: { trailingLineBreaks: number; blockTransform?: (text: string) => string }): void;
  pushWordTransform(transform: (word: string) => string): void;
  popWordTransform(): void;
  addInline(text: string, options?: { noWordTransform: boolean }): void;
  addLiteral(text: string): void;
  addLineBreak(): void;
}
type Formatter = (
  element: Element,
  walk: (children: Element[], builder: Builder) => void,
  builder: Builder,
) => void;

/** Headings keep their capitals and are underlined, so that a reader sees the parts. */
const underlined =
  (sign: string, above: number): Formatter =>
  (element, walk, builder) => {
    builder.openBlock({ leadingLineBreaks: above });
    let length = 0;
    builder.pushWordTransform((word) => {
      length += word.length + 1;
      return word;
    });
    walk(element.children, builder);
    builder.popWordTransform();
    if (sign !== '') {
      builder.addLineBreak();
      builder.addLiteral(sign.repeat(Math.min(Math.max(length - 1, 3), width)));
    }
    builder.closeBlock({ trailingLineBreaks: 2 });
  };

/** What a policy says stands apart from what the letter says. */
const indented: Formatter = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2, reservedLineLength: 4 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 2, blockTransform: (text) => text.replace(/^(?=.)/gm, '    ') });
};

/** Words that differ stand between asterisks: plain text has no other mark that everybody reads as one. */
const starred: Formatter = (element, walk, builder) => {
  builder.addLiteral('*');
  walk(element.children, builder);
  builder.addLiteral('*');
};

/** A link as its text and address, once where both are the same. */
const address: Formatter = (element, walk, builder) => {
  const href = String(element.attribs?.href ?? '').replace(/^mailto:([^?]*).*$/, '$1');
  let text = '';
  builder.pushWordTransform((word) => {
    text += word;
    return word;
  });
  walk(element.children, builder);
  builder.popWordTransform();
  if (text.replace(/\s/g, '') === href) return;
  builder.addInline(/[\p{L}\p{N}”"')]$/u.test(text) ? ': ' : ' ');
  builder.addInline(href, { noWordTransform: true });
};

/** The plain text of a rendered letter, wrapped at 76 characters; addresses are never broken. */
export function plainTextOf(html: string): string {
  const deep = html.includes('<h4');
  const text = toPlainText(html, {
    wordwrap: width,
    formatters: {
      title: underlined('=', 1),
      section: underlined('-', 3),
      topic: underlined(deep ? '~' : '', 2),
      entry: underlined('', 2),
      starred,
      indented,
      address,
    },
    selectors: [
      { selector: 'a', format: 'address' },
      { selector: 'h1', format: 'title' },
      { selector: 'h2', format: 'section' },
      { selector: 'h3', format: 'topic' },
      { selector: 'h4', format: 'entry' },
      { selector: 'ins', format: 'starred' },
      { selector: 'del', format: 'starred' },
      { selector: 'table', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'table.ib', format: 'indented' },
      { selector: 'table.db', format: 'indented' },
      { selector: 'ul', options: { itemPrefix: '- ' } },
    ],
  });
  return `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()}\n`;
}
