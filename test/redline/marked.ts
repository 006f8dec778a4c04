import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import type { PageOptions } from '../../src/redline/page-parts.ts';
import type { Redline, Row, Run } from '../../src/redline/redline.ts';

/** The redline of two Markdown texts. */
export function redlineOf(old: string, next: string): Redline {
  return compareDocuments(parse(old, 'md').document, parse(next, 'md').document);
}

/**
 * The merged text, one block a line, for people who read tests: `[-gone-]`, `{+new+}`, `~format~`, a block that came or
 * went as a whole with `+ ` or `- ` before it, `<1 ` and `>1 ` before the old and new place of move 1,
 * `* ` for items, `| ` for table rows, `# ` for headings.
 */
export function marked(redline: Redline): string {
  return lines(redline.rows, '').join('\n');
}

function lines(rows: readonly Row[], indent: string): string[] {
  return rows.flatMap((row): string[] => {
    switch (row.type) {
      case 'list':
        return row.items.flatMap((item) =>
          lines(item.rows, `${indent}* `).map((line, k) => (k === 0 ? line : line.replace('* ', '  '))),
        );
      case 'table':
        return row.rows.map(
          (line) =>
            indent +
            sign(line) +
            line.cells.map((cell) => `| ${inline(cell.runs, line.side !== 'both')}`).join(' '),
        );
      case 'quote':
      case 'note':
      case 'definitions':
      case 'description':
        return lines(row.rows, `${indent}> `);
      case 'rule':
        return [`${indent}${sign(row)}---`];
      default:
        return [
          indent +
            sign(row) +
            (row.type === 'heading' ? `${'#'.repeat(row.level ?? 1)} ` : '') +
            (row.continues ? '¶ ' : '') +
            inline(row.runs, row.side !== 'both'),
        ];
    }
  });
}

function sign(row: { side: string; move?: number; form?: boolean }): string {
  if (row.side === 'both') return '';
  const link = row.move === undefined ? '' : `${row.form ? 'f' : ''}${row.move}`;
  return row.side === 'old' ? (link ? `<${link} ` : '- ') : link ? `>${link} ` : '+ ';
}

function inline(runs: readonly Run[], oneSided: boolean): string {
  return runs
    .map((run) => {
      if (run.ends) return '¶';
      const text = run.image ? `![${run.image.url}]` : run.text.replace(/[\v\f\u2029]/g, ' ⏎ ');
      if (run.change === 'typography') return run.op === 'added' ? text : '';
      if (run.op === 'same') return run.change ? `~${text}~` : text;
      if (oneSided && runs.every((other) => other.op === run.op)) return text;
      return run.op === 'removed' ? `[-${text}-]` : `{+${text}+}`;
    })
    .join('');
}

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.DocumentFragment;

const blockTags = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li table thead tbody tr td th blockquote div dl dt dd pre hr'.split(' '),
);

/** Text of a fragment as a browser has it, without the insertions (`old`) or the deletions (`new`); white space collapsed. */
export function textOfHtml(html: string, side: 'old' | 'new'): string {
  const skip = side === 'old' ? 'ins' : 'del';
  let text = '';
  const visit = (node: Node) => {
    if ('value' in node) text += node.value;
    if (node.nodeName === 'br') text += ' ';
    if (node.nodeName === skip) return;
    const block = blockTags.has(node.nodeName);
    if (block) text += ' ';
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
    if (block) text += ' ';
  };
  visit(parseFragment(html));
  return collapse(text);
}

export const collapse = (text: string): string => text.replace(/[\s\u200B\uFEFF\u00AD]+/gu, ' ').trim();

/** True when a browser keeps the elements of a fragment as they were written: nothing closed, moved or dropped. */
export function isWellFormed(html: string): boolean {
  const tags = (text: string) => [...text.matchAll(/<\/?[a-z][a-z0-9]*/g)].map((match) => match[0]).join('');
  return tags(html) === tags(serialize(parseFragment(html)));
}

/** Words of a page around a redline. */
export const englishPage: PageOptions = {
  headingLevel: 2,
  prefix: '',
  labels: {
    table: 'Table: {heading}',
    picture: 'Picture: {alt}',
    movedTo: 'Moved away',
    movedFrom: 'Moved here',
    spoken: {
      removed: [' deleted: ', ' end of deletion '],
      added: [' inserted: ', ' end of insertion '],
      movedAway: [' moved from here: ', ' end of text moved from here '],
      movedHere: [' moved here: ', ' end of moved text '],
    },
  },
};
