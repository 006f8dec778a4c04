import { walkClauses } from '../../policy/document.ts';
import type { Version } from '../../policy/timeline.ts';
import { nearest } from './nearest.ts';
import { findAddress, findPlace, passagesOf, walkInlines } from './passages.ts';
import { textsToRead } from './read-texts.ts';
import { type CheckRule, type Report, severityFor, shorten } from './rule.ts';

/** Links that lead somewhere and can do no harm; signs that readers cannot see or that were meant as links. */
export const checkLinks: CheckRule = (input, toReport) => {
  const { policy } = input;
  const current = new Set(textsToRead(input).map(({ version }) => version));
  for (const version of policy.versions) {
    // In an imported text that was replaced long ago only what could do harm is worth a word.
    const quiet = version.fields.imported !== undefined && !current.has(version);
    const report: Report = (at, problem) => {
      if (!quiet || problem.severity === 'error') toReport(at, problem);
    };
    const ids = new Set([...walkClauses(version.document.clauses)].map((clause) => clause.id));
    const { summary, highlights, actions } = version.fields;
    const texts: [path: PropertyKey[], text: string][] = [
      [['summary'], summary ?? ''],
      ...highlights.map(({ title, text }, index): [PropertyKey[], string] => [
        ['highlights', index],
        `${title} ${text}`,
      ]),
      ...actions.map(({ text }, index): [PropertyKey[], string] => [['actions', index], text]),
    ];
    for (const [path, text] of texts) checkSigns(text, () => ({ file: version.file, path }), report);
    for (const { inlines, line } of passagesOf(version.document)) {
      for (const node of walkInlines(inlines)) {
        const { file, source } = version;
        const at = (): At => ({
          file,
          ...(node.type === 'link' || node.type === 'image' ? findAddress(source, line, node) : { line }),
        });
        if (node.type === 'link') checkLink(node.url, version, ids, at, report);
        if (node.type === 'image') checkPicture(node.url, at(), report);
        if (node.type === 'text')
          checkSigns(node.value, (words) => ({ file, ...findPlace(source, line, words) }), report);
      }
    }
  }
};

type At = Parameters<Report>[0];

function checkLink(
  url: string,
  version: Version,
  ids: ReadonlySet<string>,
  at: () => At,
  report: Report,
): void {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== undefined && !['http', 'https', 'mailto', 'tel'].includes(scheme)) {
    report(at(), {
      rule: 'link-unsafe',
      severity: 'error',
      message: `a link leads to "${shorten(url)}"; links of the kind ${scheme}: could run code or load something`,
      remedy: 'Use an address that begins with https://, mailto: or tel:, or take the link away.',
    });
  }
  // Footnotes are linked by the parser itself.
  if (!url.startsWith('#') || url === '#' || url.startsWith('#user-content-')) return;
  const id = decode(url.slice(1));
  if (ids.has(id)) return;
  const near = nearestClause(id, [...ids]);
  report(at(), {
    rule: 'link-nowhere',
    severity: severityFor(version),
    message: `a link leads to the clause "${id}", which this version does not have`,
    remedy: near
      ? `Did you mean #${near}?`
      : `Link to one of: ${[...ids].slice(0, 20).join(', ')}${ids.size > 20 ? ', …' : ''}.`,
  });
}

/** Slipped by a letter, or with the number that another site puts before it: `1-who-we-are`. */
function nearestClause(id: string, ids: readonly string[]): string | undefined {
  const bare = id.replace(/^(?:section-|clause-)?\d+(?:[-.]\d+)*-/i, '').toLowerCase();
  return ids.find((one) => one === bare) ?? nearest(bare, ids);
}

function checkPicture(url: string, at: At, report: Report): void {
  report(at, {
    rule: 'picture',
    severity: 'warning',
    message: `a picture ("${shorten(url)}") is not shown: a policy is text, and its pages load nothing from elsewhere`,
    remedy: 'Say in words what the picture says, or link to it.',
  });
}

function checkSigns(text: string, at: (words: string) => At, report: Report): void {
  const reference = /\[[^\]\n]{1,80}\]\[[^\]\n]{0,80}\]|\[\^[^\]\n]{1,40}\]/.exec(text)?.[0];
  if (reference) {
    report(at(reference), {
      rule: 'reference-nowhere',
      severity: 'warning',
      message: `"${reference}" looks like a link or a footnote whose target is missing; readers see the brackets`,
      remedy: 'Add the target ([name]: https://… or [^1]: …), or write \\[ if brackets are meant.',
    });
  }
  // Zero-width space, bidi overrides and isolates; joiners (U+200C, U+200D) belong to some scripts.
  const sign = /[\u200B\u202A-\u202E\u2066-\u2069\uFEFF]/u.exec(text)?.[0];
  if (sign) {
    const what = /[\u200B\uFEFF]/.test(sign)
      ? 'a zero-width space'
      : 'a change of direction, by which words can look other than they are';
    report(at(text.slice(text.indexOf(sign) + 1)), {
      rule: 'invisible-sign',
      severity: 'warning',
      message: `the text holds a sign that nobody can see (U+${sign.charCodeAt(0).toString(16).toUpperCase()}, ${what})`,
      remedy: 'They often come with copied text: type the passage again, or take them out.',
    });
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
