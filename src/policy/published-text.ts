import type { Block, Clause, Inline, PolicyDocument } from './document.ts';
import type { VersionFields } from './version.ts';

/**
 * `prenotice-text/1`: the text of a version as published at `/<policy>/<version>.txt`; its SHA-256 is the
 * version's digest. This serialisation never changes. It is written from blocks in reading order and knows
 * nothing of clause recognition, so that a better parser breaks no digest. UTF-8, `\n`, one newline at the end.
 *
 *     prenotice-text/1
 *     Title: Privacy notice
 *     Version: 4
 *     Published: 2026-12-01
 *     Effective: 2026-12-31
 *
 *     HIGHLIGHTS            (only where there are any; bound clauses are not text and left out)
 *
 *     * Title
 *       Text
 *
 *     TEXT
 *
 *     ## Heading            (as many # as the source's level)
 *
 *     Paragraph with a link <https://example.com>.
 */
export function publishedText(
  title: string,
  fields: Pick<VersionFields, 'version' | 'published' | 'effective' | 'highlights' | 'layers'>,
  document: PolicyDocument,
): string {
  const head = [
    'prenotice-text/1',
    `Title: ${oneLine(title)}`,
    `Version: ${fields.version}`,
    `Published: ${fields.published}`,
    `Effective: ${fields.effective}`,
  ].join('\n');
  const parts = [head];
  if (fields.highlights.length > 0) {
    parts.push(fields.layers?.highlights ? `HIGHLIGHTS: ${oneLine(fields.layers.highlights)}` : 'HIGHLIGHTS');
    for (const highlight of fields.highlights)
      parts.push(`* ${oneLine(highlight.title)}\n  ${oneLine(highlight.text)}`);
  }
  parts.push(fields.layers?.text ? `TEXT: ${oneLine(fields.layers.text)}` : 'TEXT');
  if (document.title) parts.push(`# ${inline(document.title)}`);
  parts.push(...blocks(document.preamble), ...document.clauses.flatMap(clause));
  return `${parts.join('\n\n')}\n`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function clause(node: Clause): string[] {
  const heading = node.heading ? [`${'#'.repeat(node.level)} ${inline(node.heading)}`] : [];
  return [...heading, ...blocks(node.body), ...node.children.flatMap(clause)];
}

function blocks(nodes: readonly Block[]): string[] {
  return nodes.map(block);
}

function block(node: Block): string {
  switch (node.type) {
    case 'paragraph':
      return inline(node.children);
    case 'heading':
      return `${'#'.repeat(node.level)} ${inline(node.children)}`;
    case 'list':
      return node.items
        .map((item, index) => {
          const marker = node.ordered ? `${node.start + index}. ` : '- ';
          const box = item.checked === undefined ? '' : item.checked ? '[x] ' : '[ ] ';
          return indent(marker + box, blocks(item.children).join('\n'));
        })
        .join('\n');
    case 'table':
      return node.rows
        .map((row) => `| ${row.map((cell) => inline(cell.children).replace(/\n/g, ' ')).join(' | ')} |`)
        .join('\n');
    case 'quote':
    case 'note':
      return indent('> ', blocks(node.children).join('\n\n'), '> ');
    case 'definitions':
      return node.items
        .map((item) =>
          [
            ...item.terms.map((term) => inline(term)),
            ...item.descriptions.map((d) => indent('  ', blocks(d).join('\n'))),
          ].join('\n'),
        )
        .join('\n');
    case 'code':
      return indent('    ', node.value, '    ');
    case 'rule':
      return '---';
  }
}

function indent(first: string, text: string, rest = ' '.repeat(first.length)): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first : rest) + line)
    .join('\n');
}

function inline(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      switch (node.type) {
        case 'text':
        case 'code':
          return node.value;
        case 'break':
          return '\n';
        case 'image':
          return '';
        case 'link': {
          const text = inline(node.children);
          const bare = node.url.replace(/^mailto:/, '');
          return text.trim() === node.url || text.trim() === bare ? text : `${text} <${node.url}>`;
        }
        default:
          return inline(node.children);
      }
    })
    .join('');
}
