import type { SoundContent } from '../read-content.ts';
import { otherLines, type Report, shorten } from './rule.ts';
import type { TextRule } from './text-rule.ts';

/** What people write where something is still to be filled in; `lock` and `send` refuse what holds it. */
export const placeholder =
  /\[(?:FILL IN|INSERT|TO ?DO|TBD|NAME|COMPANY|DATE|ADDRESS|YOUR|DRAFT(?:ING)?|NOTE TO|[A-Z]{1,4}\d+:)(?![A-Z])[^\]]*\]|\b(?:TODO|TBD|FIXME|PLACEHOLDER|XXX)\b|lorem ipsum/;

const remedy =
  'Write what belongs there, or take the sentence away. lock and send refuse a version with such places.';

/** Places that are still to be filled in: one finding for the text, at the first of them, and one per field that letters quote. */
export const checkPlaceholders: TextRule = ({ passages, version }, report) => {
  const { summary, highlights, actions, exemption } = version.fields;
  const fields: [path: PropertyKey[], text: string | undefined][] = [
    [['summary'], summary],
    ...highlights.flatMap(({ title, text }, i): typeof fields => [
      [['highlights', i, 'title'], title],
      [['highlights', i, 'text'], text],
    ]),
    ...actions.map(({ text }, i): (typeof fields)[number] => [['actions', i, 'text'], text]),
    [['exemption', 'reason'], exemption?.reason],
  ];
  for (const [path, text] of fields) {
    const words = placeholder.exec(text ?? '')?.[0];
    if (words)
      report(
        { path },
        {
          rule: 'placeholder',
          severity: 'warning',
          message: `"${shorten(words)}" is still to be filled in`,
          remedy,
        },
      );
  }
  const found = passages.flatMap(({ text, line }) => {
    const words = placeholder.exec(text)?.[0];
    return words ? [{ words, line }] : [];
  });
  const [first] = found;
  if (!first) return;
  report(
    { line: first.line, phrase: first.words },
    {
      rule: 'placeholder',
      severity: 'warning',
      message: `"${shorten(first.words)}" is still to be filled in${otherLines(found)}`,
      remedy,
    },
  );
};

/** A domain that is nobody's: `import` and the documents write it where one's own belongs. */
export const isExample = (domain: string): boolean => /^(?:www\.)?example\.(?:com|org|net)$/.test(domain);

/** The address of the site and of the sender, as long as they are those of nobody. */
export function checkSitePlaceholders({ site, dir, placeOf }: SoundContent, report: Report): void {
  const file = `${dir}/site.yaml`;
  const fields = [
    ['url', new URL(site.url).hostname],
    ['from', /@([^\s>]+)/.exec(site.from)?.[1] ?? ''],
    ['replyTo', site.replyTo?.split('@')[1] ?? ''],
  ] as const;
  const open = fields.filter(([, domain]) => isExample(domain.toLowerCase())).map(([name]) => name);
  const [first] = open;
  if (first)
    report(
      { file, ...placeOf(file, [first]) },
      {
        rule: 'site-unfinished',
        severity: 'warning',
        message: `${new Intl.ListFormat('en').format(open)} of site.yaml ${open.length === 1 ? 'is' : 'are'} still at example.com, which is nobody’s`,
        remedy: 'Write the address of your own site, and a sender and an address at a domain of yours.',
      },
    );
}
