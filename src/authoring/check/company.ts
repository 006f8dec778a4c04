import type { Site } from '../../policy/site.ts';
import { inlineText, wordsOf } from '../../policy/text.ts';
import { distance } from './nearest.ts';
import { type Passage, walkInlines } from './passages.ts';
import { isExample } from './placeholders.ts';
import type { TextRule } from './text-rule.ts';

const legalForm =
  'GmbH & Co\\. KG|GmbH|gGmbH|UG|AG|SE|KG|OHG|e\\.V\\.|Ltd\\.?|Limited|Inc\\.?|Incorporated|LLC|L\\.L\\.C\\.|LLP|PLC|plc|Corp\\.?|Corporation|B\\.V\\.|N\\.V\\.|S\\.A\\.S?|SAS|SARL|S\\.r\\.l\\.|S\\.p\\.A\\.|Oy|AB|A/S|ApS|AS|Pty Ltd';
const companies = new RegExp(
  `(?<![\\p{L}\\p{N}])((?:\\p{Lu}[\\p{L}\\p{N}&'’-]*,? ){1,4})(?:${legalForm})(?![\\p{L}\\p{N}])`,
  'gu',
);
const addresses = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** A company's name or an address that is almost, but not quite, the one of site.yaml: a slip of the pen, or of an old template. */
export const checkCompany: TextRule = ({ content, passages }, report) => {
  const { site } = content;
  const told = new Set<string>();
  const once = (words: string, line: number, rule: string, message: string, remedy: string) => {
    if (told.has(`${rule} ${words}`)) return;
    told.add(`${rule} ${words}`);
    report({ line, phrase: words }, { rule, severity: 'warning', message, remedy });
  };
  checkStrangers(site, passages, once);
  for (const { text, line, inlines } of passages) {
    for (const [name = ''] of text.matchAll(companies))
      if (isAlmost(name, site.name))
        once(
          name,
          line,
          'company-name',
          `"${name}" is almost the company of site.yaml, "${site.name}"`,
          `Write "${site.name}". If another company is meant, silence this finding with a reason; if the company has a new name, correct site.yaml.`,
        );
    for (const name of slipsOfForm(text, site.name))
      once(
        name,
        line,
        'company-name',
        `"${name}" is almost the company of site.yaml, "${site.name}"`,
        `Write "${site.name}".`,
      );
    for (const [address] of text.matchAll(addresses)) {
      const meant = almostAddress(address, site);
      if (meant)
        once(
          address,
          line,
          'email-unlike',
          `"${address}" is almost ${meant}, which site.yaml names`,
          `Write ${meant}. If another address is meant, silence this finding with a reason.`,
        );
      const right = almostDomain(address, site);
      if (right)
        once(
          address,
          line,
          'email-unlike',
          `"${address}" is almost an address at ${right}, which site.yaml names`,
          `Write the address with ${right}, or silence this finding with a reason.`,
        );
    }
    for (const node of walkInlines(inlines)) {
      if (node.type !== 'link' || !/^mailto:/i.test(node.url)) continue;
      const target = decode(node.url.slice(7).split('?')[0] ?? '')
        .trim()
        .toLowerCase();
      const [shown] = inlineText(node.children).match(addresses) ?? [];
      if (shown && target !== '' && shown.toLowerCase() !== target)
        once(
          shown,
          line,
          'email-link',
          `the text says "${shown}" and its link writes to "${target}"`,
          'Make the two the same.',
        );
    }
  }
};

type Once = (words: string, line: number, rule: string, message: string, remedy: string) => void;

/** `Birch Ltd ("we", "us")`, `Birch Ltd (hereinafter “Birch”, “we”)`, `Birch Ltd is the controller`. */
const asOurselves =
  /^[^.;]{0,40}\(?[^.;()]{0,40}["“„«](?:we|us|our|wir|uns)["”“»,]|^,? (?:is|are) (?:the (?:data )?controller|responsible for)\b|^,? ist (?:der )?Verantwortlicher?\b/iu;

/**
 * A text of somebody else, copied and not made one's own: another company is "we", and ours is nowhere in it; or it has
 * addresses, and none of them is at a domain of ours.
 */
function checkStrangers(site: Site, passages: readonly Passage[], once: Once): void {
  const core = bare(withoutForm(site.name));
  if (!passages.some(({ text }) => bare(text).includes(core)))
    for (const { text, line } of passages)
      for (const match of text.matchAll(companies)) {
        const [name] = match;
        if (!asOurselves.test(text.slice(match.index + name.length)) || isAlmost(name, site.name)) continue;
        once(
          name,
          line,
          'company-name',
          `"${name}" speaks here of itself, and the company of site.yaml, "${site.name}", is nowhere in the text`,
          `Write "${site.name}", or correct name in site.yaml.`,
        );
      }
  const found = passages.flatMap(({ text, line }) =>
    (text.match(addresses) ?? []).map((address) => ({ address, line })),
  );
  const [first] = found;
  const ours = domainsOf(site).map(registrable);
  const isOurs = (address: string) => ours.includes(registrable(address.split('@')[1]?.toLowerCase() ?? ''));
  // Until site.yaml is filled in (its own finding) nothing can be like it.
  if (ours.every(isExample)) return;
  if (first && !found.some(({ address }) => isOurs(address) || almostDomain(address, site)))
    once(
      first.address,
      first.line,
      'email-unlike',
      `"${first.address}" is at another domain than any address of site.yaml (${[...new Set(ours)].join(', ')}), and so is every other address in the text`,
      'Write an address of yours. If this one is right, put it into site.yaml as replyTo, or silence this finding with a reason.',
    );
}

const words = (name: string): string[] => wordsOf(name.toLowerCase());
const bare = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
const withoutForm = (name: string): string => name.replace(new RegExp(`,?\\s+(?:${legalForm})$`, 'u'), '');

/** The same first word and another rest, or a few letters apart; the same name in other words is no slip. */
function isAlmost(name: string, company: string): boolean {
  // A name may stand at the start of a sentence behind words that are no part of it: `The`, `By`.
  if (name.includes(company) || company.includes(name.trim())) return false;
  const [ours, theirs] = [bare(company), bare(name)];
  // The same but for commas and points, or with words before it.
  if (theirs.endsWith(ours)) return false;
  // All our words and more: a company of the group.
  const more = words(withoutForm(name));
  if (
    words(withoutForm(company)).every((word) => more.includes(word)) &&
    bare(withoutForm(name)) !== bare(withoutForm(company))
  )
    return false;
  const [core, other] = [bare(withoutForm(company)), bare(withoutForm(name))];
  if (core === other) return name.trim() !== company;
  if (core.length < 5) return false;
  return distance(core, other) <= Math.max(1, Math.floor(core.length / 8));
}

/** Our name with another word where its legal form stands, letters swapped or left out: `Fernhill Software GmhB`. */
function* slipsOfForm(text: string, company: string): Generator<string> {
  const core = withoutForm(company);
  const form = company.slice(core.length).replace(/[^\p{L}]/gu, '');
  if (form.length < 3) return;
  for (let at = text.indexOf(core); at >= 0; at = text.indexOf(core, at + 1)) {
    const [name, word = ''] = /^,? (\p{Lu}[\p{L}]*)/u.exec(text.slice(at + core.length)) ?? [];
    if (
      name &&
      word !== form &&
      !new RegExp(`^(?:${legalForm})$`, 'u').test(word) &&
      distance(word.toLowerCase(), form.toLowerCase()) === 1
    )
      yield `${core}${name}`;
  }
}

/** The address of site.yaml that has the same domain and is one slip of the pen away. */
function almostAddress(address: string, { from, replyTo }: Site): string | null {
  const given = address.toLowerCase();
  const ours = [from, replyTo ?? ''].flatMap((text) => text.toLowerCase().match(addresses) ?? []);
  if (ours.includes(given)) return null;
  const [name = '', domain] = given.split('@');
  const isNear = (one: string) =>
    one.split('@')[1] === domain && distance(one.split('@')[0] ?? '', name) === 1;
  return (name.length >= 5 && ours.find((one) => isNear(one))) || null;
}

/** The domain of site.yaml that the address's domain is a letter or an ending away from. */
function almostDomain(address: string, site: Site): string | null {
  const domain = (address.split('@')[1] ?? '').toLowerCase();
  const ours = domainsOf(site);
  const within = (a: string, b: string) => a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
  if (ours.some((one) => within(domain, one) || registrable(one) === registrable(domain))) return null;
  return (
    ours.find((one) => {
      const [a, b] = [registrable(one), registrable(domain)];
      return a.length >= 7 && distance(a, b) <= 2;
    }) ?? null
  );
}

/** Of the site, of the sender and of the address that people read. */
const domainsOf = (site: Site): string[] =>
  [
    new URL(site.url).hostname,
    ...[site.from, site.replyTo ?? '']
      .flatMap((text) => text.match(addresses) ?? [])
      .map((one) => one.split('@')[1] ?? ''),
  ]
    .filter((one) => one.includes('.'))
    .map((one) => one.toLowerCase().replace(/^www\./, ''));

/** `fernhill.com` of `mail.fernhill.com`, `fernhill.co.uk` of `mail.fernhill.co.uk`; the example domains keep one more. */
function registrable(domain: string): string {
  const parts = domain.split('.');
  const short = /^(?:co|com|org|ac|gov|net|example)$/.test(parts.at(-2) ?? '') && parts.length > 2;
  return parts.slice(short ? -3 : -2).join('.');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
