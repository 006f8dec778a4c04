import type { Nodes } from 'hast';
import rehypeParse from 'rehype-parse';
import rehypeRaw from 'rehype-raw';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { parse as parseYaml } from 'yaml';
import { splitFrontMatter } from '../../src/authoring/front-matter.ts';
import type { Dropped } from '../../src/authoring/import/report.ts';

/**
 * Words of a source against those of its import, by a reading of our own: the whole text goes through the plain parsers, and
 * every text that a browser would show counts, without the importer's idea of what a block, a clause or furniture is.
 */
export interface Account {
  /** Words of the source. */
  words: number;
  /** Words of the source that are neither in the version nor in the report, each as often as it is missing. */
  lost: string[];
  /** Words of the version that the source does not have. */
  added: string[];
}

/** `mdx`: the version's file as written. `title`: that of the policy, which may hold the title of the source. */
export function accountFor(
  file: string,
  source: string,
  imported: { mdx: string; title: string; dropped: readonly Dropped[] },
): Account {
  const html = /\.html?$/i.test(file);
  const toml = /^\uFEFF?\+\+\+\r?\n([\s\S]*?)\n\+\+\+\r?\n/.exec(source);
  const { yaml, body } = html
    ? { yaml: '', body: source }
    : toml
      ? { yaml: toml[1] ?? '', body: source.slice(toml[0].length) }
      : splitFrontMatter(source);
  const own = countWords([visibleText(body, html), yaml]);
  const words = [...own.values()].reduce((sum, n) => sum + n, 0);
  const version = splitFrontMatter(imported.mdx);
  const { highlights, layers } = parseYaml(version.yaml) as {
    highlights?: { title: string; text: string }[];
    layers?: Record<string, string>;
  };
  const found = countWords([
    visibleText(version.body, false),
    ...(highlights ?? []).flatMap(({ title, text }) => [title, text]),
    ...Object.values(layers ?? {}),
    ...imported.dropped.map(({ text }) => text),
  ]);
  // Title and subtitle of a front matter are text; their fields' names and the title itself stand in no version.
  const moved = countWords(yaml === '' ? [] : [imported.title, ...(yaml.match(/^\w+(?=:|\s*=)/gm) ?? [])]);
  const missing = (from: Counts, ...others: Counts[]) =>
    [...from].flatMap(([word, n]) =>
      Array<string>(
        Math.max(
          0,
          others.reduce((left, other) => left - (other.get(word) ?? 0), n),
        ),
      ).fill(word),
    );
  const added = missing(countWords([visibleText(version.body, false)]), own);
  // Where only the layout parts two words, one side has them as one.
  const excess = new Set(missing(found, own));
  const lost = missing(own, found, moved).filter(
    (word) =>
      !isMadeOf(word, excess) &&
      !added.some((run) => run !== word && (run.startsWith(word) || run.endsWith(word))),
  );
  return { words, lost, added };
}

const isMadeOf = (word: string, parts: ReadonlySet<string>): boolean =>
  word === '' || [...parts].some((part) => word.startsWith(part) && isMadeOf(word.slice(part.length), parts));

type Counts = Map<string, number>;

function countWords(texts: readonly string[]): Counts {
  const counts: Counts = new Map();
  for (const text of texts)
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const markdown = remark().use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw);
const page = unified().use(rehypeParse);

const visibleText = (text: string, html: boolean): string =>
  textOf(html ? page.parse(text) : markdown.runSync(markdown.parse(text)));

const unseen = new Set([
  'script',
  'style',
  'template',
  'head',
  'noscript',
  'svg',
  'math',
  'iframe',
  'object',
]);
/** Elements that stand in a line of text; all others part words. */
const inLine = new Set(
  'a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark o:p q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (!('children' in node) || (node.type === 'element' && unseen.has(node.tagName))) return '';
  const inside = node.children.map(textOf).join('');
  return node.type === 'element' && inLine.has(node.tagName) ? inside : ` ${inside} `;
}
