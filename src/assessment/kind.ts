import type { PolicyDocument } from '../policy/document.ts';
import type { PolicyKind } from '../policy/policy.ts';
import { documentTexts, inlineText } from '../policy/text.ts';

/** What kind of document a text is, from its title, its file name and its first lines; for commands that get bare files. */
export function guessKind(document: PolicyDocument, name = ''): PolicyKind {
  const start = documentTexts(document).slice(0, 6).join(' ').slice(0, 1500);
  const titles = [
    document.title ? inlineText(document.title) : '',
    name.replace(/[-_/]+/g, ' '),
    document.clauses[0]?.title ?? '',
    start,
  ];
  for (const text of titles) {
    const kind = kindNamed(text);
    if (kind) return kind;
  }
  return 'other';
}

function kindNamed(text: string): PolicyKind | null {
  const found = [
    { kind: 'subprocessors' as const, at: text.search(/\bsub-?\s?processors?\b/i) },
    { kind: 'cookies' as const, at: text.search(/\bcookies?\b|\btrackers?\b|\btracking technologies\b/i) },
    {
      kind: 'privacy' as const,
      at: text.search(
        /\bprivacy\b|\bdata protection\b|\bpersonal (?:data|information)\b|\bdatenschutz|\bconfidentialité\b|\bprivacidad\b/i,
      ),
    },
    { kind: 'terms' as const, at: text.search(/\bterms\b|\bagreement\b|\bconditions\b|\bAGB\b/i) },
  ].filter(({ at }) => at >= 0);
  found.sort((a, b) => a.at - b.at);
  return found[0]?.kind ?? null;
}
