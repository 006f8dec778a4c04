import type { Block, Inline } from '../../policy/document.ts';
import type { PolicyKind } from '../../policy/policy.ts';
import { blockTexts, inlineText, normalizeSpace } from '../../policy/text.ts';
import { namesDocument } from '../../policy/titles.ts';
import { type Dropped, titleDropped } from './report.ts';

export interface Names {
  /** For policy.yaml, without the name of the site. */
  title: string;
  /** All words of the title as the source has them. */
  fullTitle: string;
  /** The company; null when the document does not tell. */
  company: string | null;
  /** The blocks without the heading that became the title. */
  blocks: Block[];
  dropped: Dropped[];
}

const separators = /\s+[|–—·•»:]+\s+|\s+-\s+|\s*\|\s*/;

/**
 * Title and company. The title is the document's first heading when that names a document (`Privacy Policy`), a bold
 * first line that does, the title of front matter or page, else the kind's usual name.
 */
export function nameDocument(blocks: readonly Block[], given: string | null, kindTitle: string): Names {
  const index = titleIndex(blocks);
  const block = index === null ? undefined : blocks[index];
  const own = block && 'children' in block ? normalizeSpace(inlineText(block.children as Inline[])) : '';
  const fullTitle = own || given || '';
  const pieces = fullTitle.split(separators).filter(Boolean);
  const title = pieces.find(namesDocument) ?? (fullTitle || kindTitle);
  const site = pieces.find((piece) => piece !== title) ?? null;
  const rest = blocks.filter((_, at) => at !== index);
  const dropped = own && block ? [{ text: own, reason: titleDropped, line: block.line ?? 1 }] : [];
  return {
    title,
    fullTitle: fullTitle || title,
    company: companyIn(blocks, title, site),
    blocks: rest,
    dropped,
  };
}

/** A lower heading is the title only when it is the name of a document and no more. */
const endsAsName =
  /\b(policy|notice|statement|agreement|addendum|subprocessors|terms|conditions|terms (of|and) [\p{L} ]{3,20})$/iu;

/** The heading or bold line that names the document, among the first blocks. */
function titleIndex(blocks: readonly Block[]): number | null {
  for (const [index, block] of blocks.slice(0, 6).entries()) {
    const text = normalizeSpace(blockTexts(block).join(' '));
    if (block.type === 'heading') {
      if (
        namesDocument(text) &&
        text.length < 120 &&
        (block.level === 1 || endsAsName.test(text)) &&
        !/^\d|\?$/.test(text)
      )
        return index;
      return block.level === 1 &&
        blocks.filter((other) => other.type === 'heading' && other.level === 1).length === 1
        ? index
        : null;
    }
    const marked =
      block.type === 'paragraph' && block.children.length === 1 && block.children[0]?.type === 'strong';
    if (marked && namesDocument(text) && text.split(' ').length <= 8 && !/[.;,]$/.test(text)) return index;
    if (text.split(' ').length > 60) return null;
  }
  return null;
}

const legalForm = String.raw`(?:,? (?:Inc|LLC|Ltd|Limited|GmbH|AG|SE|Corp|Corporation|PLC|plc|SAS|SARL|B\.V|BV|AB|Oy|S\.A|Pty Ltd|Pvt Ltd|KG|UG|S\.r\.l)\b\.?)`;
const company = new RegExp(
  String.raw`\b(\p{Lu}[\p{L}\p{N}&’'.-]*(?: \p{Lu}[\p{L}\p{N}&’'.-]*){0,3}${legalForm})`,
  'gu',
);
const leading = /^(By|The|In|At|When|With|From|And|Our|Contact|Welcome To|Please|If|This|These|Copyright) /;

/** The company named with a legal form most often, else the name in the title (`Fernhill Privacy Policy`). */
function companyIn(blocks: readonly Block[], title: string, site: string | null): string | null {
  const counts = new Map<string, number>();
  for (const block of blocks)
    for (const text of blockTexts(block))
      for (const match of text.matchAll(company)) {
        const name = (match[1] ?? '')
          .replace(leading, '')
          .replace(/^(.*)\1$/, '$1')
          .trim();
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
  const best = [...counts].sort((a, b) => b[1] - a[1])[0];
  if (best) return best[0];
  const left = normalizeSpace(
    title.replace(
      /\b(privacy|cookies?|terms|of|service|services|use|and|conditions|policy|notice|statement|agreement|subprocessors?|list|data|processing|addendum|user|website|site|online|our|the)\b/gi,
      ' ',
    ),
  );
  return site ?? (left && /^\p{Lu}/u.test(left) ? left : null);
}

const kinds: { kind: PolicyKind; title: string; words: RegExp; text: RegExp }[] = [
  {
    kind: 'subprocessors',
    title: 'Subprocessors',
    words: /sub-?processors?\b/i,
    text: /\bsub-?processors?\b/gi,
  },
  {
    kind: 'cookies',
    title: 'Cookie notice',
    words: /\b(cookies?|trackers?|tracking technologies)\b/i,
    text: /\bcookies?\b/gi,
  },
  {
    kind: 'privacy',
    title: 'Privacy notice',
    words:
      /\b(privacy|datenschutz|confidentialité|privacidad|personal (data|information)|data (protection|privacy))/i,
    text: /\b(privacy|personal (data|information))\b/gi,
  },
  {
    kind: 'terms',
    title: 'Terms',
    words:
      /\b(terms|conditions|user agreement|service agreement|acceptable use|nutzungsbedingungen|agb|conditions générales)\b/i,
    text: /\b(agreement|these terms|liability|terminate|warrant(y|ies))\b/gi,
  },
];

/** What kind of policy it is: by title, file name and slug, else by the words it uses most. */
export function guessKind(
  title: string,
  hints: readonly string[],
  blocks: readonly Block[],
): { kind: PolicyKind; title: string } {
  for (const words of [title, ...hints]) {
    // `Data processing agreement`, `refund policy`: documents of their own.
    if (/\b(data process(ing|or)|dpa|refund|cancellation|accessibility|imprint|impressum)\b/i.test(words))
      return { kind: 'other', title };
    const found = kinds.find((kind) => kind.words.test(words.replace(/[-_]/g, ' ')));
    if (found) return found;
  }
  const text = blocks.flatMap(blockTexts).join(' ');
  const counts = kinds.map((kind) => ({ kind, count: (text.match(kind.text) ?? []).length }));
  const best = counts.sort((a, b) => b.count - a.count)[0];
  return best && best.count >= 5 ? best.kind : { kind: 'other', title: 'Policy' };
}
