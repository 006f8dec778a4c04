import type { CSSProperties } from 'react';

/**
 * Colours for light and dark. Inline styles carry the light ones (every client reads them); the style sheet turns
 * them for clients that know the scheme. Contrast is 7:1 or more in both, and stays readable where a client
 * inverts by itself: nothing but a border and an underline depends on a colour.
 */
const light = {
  text: '#1c1e21',
  quiet: '#4b5157',
  line: '#c9ced3',
  page: '#ffffff',
  link: '#0b4f9e',
  added: '#0a5c36',
  removed: '#8a1f2b',
  note: '#f3f4f6',
};
const dark = {
  text: '#e8eaed',
  quiet: '#b9bfc6',
  line: '#4a5058',
  page: '#17191c',
  link: '#9cc4ff',
  added: '#8fdcb0',
  removed: '#ffb1b8',
  note: '#24272b',
};

const font = "Georgia, 'Times New Roman', serif";
const plain = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

export const styles = {
  /** No colour here: React Email repeats this style on a cell that no class can reach in the dark. */
  page: { margin: 0, padding: 0 },
  column: {
    maxWidth: '672px',
    margin: '0 auto',
    backgroundColor: light.page,
    color: light.text,
    fontFamily: font,
  },
  inner: { padding: '24px 16px' },
  sender: { fontFamily: plain, fontSize: '14px', lineHeight: '20px', margin: '0 0 20px', color: light.quiet },
  h1: { fontSize: '26px', lineHeight: '32px', fontWeight: 700, margin: '0 0 20px' },
  h2: {
    fontFamily: plain,
    fontSize: '18px',
    lineHeight: '24px',
    fontWeight: 700,
    margin: '32px 0 10px',
    paddingTop: '14px',
    borderTop: `1px solid ${light.line}`,
  },
  h3: { fontFamily: plain, fontSize: '16px', lineHeight: '22px', fontWeight: 700, margin: '24px 0 6px' },
  h4: { fontFamily: plain, fontSize: '15px', lineHeight: '20px', fontWeight: 700, margin: '20px 0 6px' },
  text: { fontSize: '16px', lineHeight: '25px', margin: '0 0 12px' },
  facts: { fontFamily: plain, fontSize: '14px', lineHeight: '20px', margin: '0 0 8px', color: light.quiet },
  list: { margin: '0 0 12px', padding: '0 0 0 22px' },
  item: { fontSize: '16px', lineHeight: '25px', margin: '0 0 6px' },
  note: {
    backgroundColor: light.note,
    padding: '10px 14px',
    margin: '0 0 12px',
    fontSize: '16px',
    lineHeight: '25px',
  },
  label: { fontFamily: plain, fontSize: '13px', lineHeight: '18px', fontWeight: 700, margin: '0 0 2px' },
  quoted: { fontSize: '16px', lineHeight: '24px', margin: '0 0 6px' },
  quotedList: { margin: '0 0 6px', padding: '0 0 0 18px' },
  removed: { margin: '0 0 8px', padding: '2px 0 2px 12px', borderLeft: `3px dashed ${light.removed}` },
  added: { margin: '0 0 12px', padding: '2px 0 2px 12px', borderLeft: `3px solid ${light.added}` },
  del: { color: light.removed, textDecoration: 'line-through' },
  ins: { color: light.added, textDecoration: 'underline', fontWeight: 700 },
  link: { color: light.link, textDecoration: 'underline', wordBreak: 'break-word', overflowWrap: 'anywhere' },
  code: {
    fontFamily: "ui-monospace, Consolas, 'Courier New', monospace",
    fontSize: '13px',
    lineHeight: '20px',
    wordBreak: 'break-all',
  },
  hidden: { display: 'none', maxHeight: 0, overflow: 'hidden' },
} as const satisfies Record<string, CSSProperties>;

/** Holds no sign that HTML would escape. Class names are one letter each: they stand on every piece of a letter that must stay under 100 KB. */
export const sheet = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.p{background-color:${dark.page}!important;color:${dark.text}!important}.q{color:${dark.quiet}!important}.n{background-color:${dark.note}!important}.h{border-color:${dark.line}!important}.a{color:${dark.link}!important}.i{color:${dark.added}!important}.d{color:${dark.removed}!important}.ib{border-color:${dark.added}!important}.db{border-color:${dark.removed}!important}}`;
