import type { CSSProperties } from 'react';

/**
 * Colours for light and dark. Inline styles carry the light ones (every client reads them); the style sheet turns
 * them for clients that know the scheme. Contrast is 7:1 or more in both, that of the company's accent 4.5:1 as on its
 * site, and stays readable where a client inverts by itself: nothing but a border and an underline depends on a colour.
 */
export const light = {
  text: '#1c1e21',
  quiet: '#4b5157',
  line: '#c9ced3',
  page: '#ffffff',
  added: '#0a5c36',
  removed: '#8a1f2b',
  note: '#f3f4f6',
};
export const dark = {
  text: '#e8eaed',
  quiet: '#b9bfc6',
  line: '#4a5058',
  page: '#17191c',
  added: '#8fdcb0',
  removed: '#ffb1b8',
  note: '#24272b',
};

// Without quotation marks: in an attribute each would be five characters.
const serif = 'Georgia,Times New Roman,serif';
const fullPlain = '-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
/** Repeated on every heading; the style sheet says it in full. */
const plain = 'Segoe UI,Arial,sans-serif';

/**
 * Every byte of a letter is sent to every recipient, so what mail clients inherit is said once, on the cell that
 * holds everything (Outlook's Word engine takes it from there and from nothing above), and an element says only what
 * is its own. That much stands inline, for clients that drop the style sheet.
 */
export const styles = {
  page: { margin: 0, padding: 0 },
  column: { maxWidth: '672px', margin: '0 auto' },
  cell: {
    padding: '24px 16px',
    backgroundColor: light.page,
    color: light.text,
    font: `16px/25px ${serif}`,
    wordBreak: 'break-word',
    overflowWrap: 'anywhere',
  },
  /** The company, as in the head of its site; the accent over it is the letter's own. */
  masthead: {
    font: `700 16px/24px ${plain}`,
    margin: '0 0 24px',
    paddingBottom: '14px',
    borderBottom: `1px solid ${light.line}`,
  },
  sender: { font: `14px/20px ${plain}`, margin: '0 0 20px', color: light.quiet },
  h1: { fontSize: '26px', lineHeight: '32px', margin: '0 0 20px' },
  h2: {
    font: `700 18px/24px ${plain}`,
    margin: '32px 0 10px',
    paddingTop: '14px',
    borderTop: `1px solid ${light.line}`,
  },
  h3: { font: `700 16px/22px ${plain}`, margin: '24px 0 6px' },
  h4: { font: `700 15px/20px ${plain}`, margin: '20px 0 6px' },
  text: { margin: '0 0 12px' },
  facts: { font: `14px/20px ${plain}`, margin: '0 0 8px', color: light.quiet },
  list: { margin: '0 0 12px', padding: '0 0 0 22px' },
  item: { margin: '0 0 6px' },
  note: { backgroundColor: light.note, padding: '10px 14px', margin: '0 0 12px' },
  label: { font: `700 13px/18px ${plain}`, margin: '0 0 2px' },
  quoted: { margin: '0 0 6px' },
  quotedList: { margin: '0 0 6px', padding: '0 0 0 18px' },
  removed: { margin: '0 0 8px', borderLeft: `3px dashed ${light.removed}` },
  added: { margin: '0 0 12px', borderLeft: `3px solid ${light.added}` },
  /** Outlook knows no padding of a table, only of a cell. */
  passage: { padding: '2px 0 2px 12px' },
  del: { color: light.removed, textDecoration: 'line-through' },
  ins: { color: light.added, textDecoration: 'underline', fontWeight: 700 },
  code: { font: '13px/20px ui-monospace,Consolas,Courier New,monospace', wordBreak: 'break-all' },
  hidden: { display: 'none', maxHeight: 0, overflow: 'hidden' },
} as const satisfies Record<string, CSSProperties>;

/** What makes a table nothing but a frame. */
export const frame = { role: 'presentation', cellSpacing: 0, cellPadding: 0 } as const;

/** The style sheet, with the accent of the company's site. Holds no sign that HTML would escape. */
export const sheetFor = (accent: {
  light: string;
  dark: string;
}): string => `:root{color-scheme:light dark;supported-color-schemes:light dark}
a{color:${accent.light}}
h2,h3,h4,.q,.l,.m{font-family:${fullPlain}!important}
@media (prefers-color-scheme:dark){.p{background-color:${dark.page}!important;color:${dark.text}!important}.q{color:${dark.quiet}!important}.n{background-color:${dark.note}!important}.h,.m{border-color:${dark.line}!important}a{color:${accent.dark}}.a{border-color:${accent.dark}!important}ins{color:${dark.added}!important}del{color:${dark.removed}!important}.ib{border-color:${dark.added}!important}.db{border-color:${dark.removed}!important}}`;
