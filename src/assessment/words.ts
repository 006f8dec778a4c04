/**
 * Text → comparable words. Two sentences with equal keys say the same in the same order: quotes, dashes, spaces,
 * case, addresses of links, list numbers, spelling variants, inflection and listed synonyms are folded away.
 */

import { synonymOf } from './vocabulary/en/synonyms.ts';

/** One word of a sentence: `text` as written, `stem` folded for comparison. */
export interface Word {
  text: string;
  stem: string;
}

const months =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const year = '(?:19|20)\\d\\d';
const datePattern = new RegExp(
  [
    `\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${months})\\.?,?\\s+${year}\\b`,
    `\\b(?:${months})\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+${year}\\b`,
    `\\b(?:${months})\\.?,?\\s+${year}\\b`,
    `\\b${year}-\\d\\d-\\d\\d\\b`,
    `\\b\\d{1,2}[./]\\d{1,2}[./]${year}\\b`,
    `\\b(?:${months})\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?\\b(?!\\s*(?:%|days|years|months|hours))`,
    `\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:${months})\\b`,
  ].join('|'),
  'gi',
);

const romans: Record<string, string> = { II: '2', III: '3', IV: '4' };

/** What is pressed has a name that says nothing, unless it names what is decided: “Never sell”. */
const unlessItDecides = (found: string): string =>
  /\b(?:never|not?|only|always|all|access|consent|shar\w*|sell\w*|sale|opt-\w+)\b/i.test(found)
    ? found
    : ' ‹ui› ';

/**
 * Signs that stand for things whose change has its own rules: `‹date›`, `‹mail›`, `‹url›`, `‹phone›`, `‹ref›`, `‹basis›` (a letter of
 * Article 6(1) GDPR), `‹ui›` (labels of buttons).
 * Leftovers of markup (`{: #id }`, `[]{#id .anchor}`, `{% note %}`, `[!NOTE]`, `**`) carry no text.
 */
export function maskText(text: string): string {
  return (
    text
      // References of reStructuredText: `:ref:`terms <terms-of-service>``.
      .replace(
        /(?<![\w]):(?:ref|doc|term):(?=[`\w])|\s<(?:https?:\/\/|[\w-]+[:#])[^>\s][^>]*>(?=[`"_])/g,
        ' ',
      )
      // UTF-8 read as another encoding.
      .replace(/â€(?:[œ\u009d\ufffd]|\u009c)?(?=[\p{L}\s).,;]|$)|(?<=[\s(]|^)â€œ/gu, '"')
      .replace(/â€™/g, "'")
      .normalize('NFKC')
      .replace(/[\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\u00ad]/g, (sign) =>
        /\s/.test(sign) ? ' ' : '',
      )
      .replace(/\[\s*\]\{[^}]*\}|\{[:%#.][^}]*\}|\[!\w+\]/g, ' ')
      .replace(/[“”„«»"]/g, '"')
      .replace(/[‘’‚´`]/g, "'")
      .replace(/[‐‑‒–—―]/g, '-')
      .replace(/\*{1,3}|_{2,}|={3,}/g, ' ')
      .replace(/\bopt(?:s|ed|ing)?[- ]?(in|out)s?\b/gi, (_, way: string) => `opt-${way.toLowerCase()}`)
      .replace(
        /\b(?:click|tap|select|choose|press)(?: on)? "[^"]{1,60}"(?:,? (?:then|and|>) (?:click |tap |select )?"[^"]{1,60}")*(?: for \w+(?: \w+){0,2} (?:preferences|settings))?/gi,
        unlessItDecides,
      )
      .replace(
        /\b(?:using|use|via|through|in|under|from) the (?:(?:\p{Lu}\w*|&) ){1,5}(?:items? |options? |settings? )?(?:in|on|of|under) (?:the|your) (?:\p{Lu}\w+ ){0,3}(?:menu|settings|page|tab)\b/gu,
        unlessItDecides,
      )
      .replace(/(\d)\s+per ?cent\b/gi, '$1%')
      .replace(/\b([a-z]+(?:-five)?)\s+per ?cent\b/gi, (found, word: string) => {
        const number = numberWords[word.toLowerCase()];
        return number ? `${number}%` : found;
      })
      .replace(/\bonce (?:a|an|per|every|each) (?=hour|day|week|month|year)/gi, '1 per ')
      // "For a year" is a period like "for one year".
      .replace(
        /\b(for|within|after|before|than|least|most|up to) an? (?=(?:hour|day|week|month|year)\b(?!-))/gi,
        '$1 one ',
      )
      // The month, not the verb.
      .replace(/\b(in|of|since|until|till|by|before|after|every|each) May\b/g, '$1 ‹date:may›')
      .replace(/\b(?:US ?\$|USD ?\$?) ?(?=\d)/g, '$')
      .replace(/\b(?:EUR ?€?) ?(?=\d)/g, '€')
      .replace(/\b(?:GBP ?£?) ?(?=\d)/g, '£')
      // "SOC II" is "SOC 2".
      .replace(
        /\b([A-Z]{2,}[ -])(II|III|IV)\b/g,
        (_, name: string, number: string) => `${name}${romans[number]}`,
      )
      // What its author meant to fill in.
      .replace(
        /\[(?:(?:add|insert|todo|tbd|fill in)\b(?: [a-z]+){0,4}|(?:(?:your|company|website|link)(?: (?:name|address|link|url|website|company|here))?))\]/gi,
        ' ',
      )
      .replace(/\bsign(?:s|ed|ing)?[- ]up\b/gi, 'register')
      .replace(/\b100 ?%/g, 'completely')
      .replace(/\banytime\b/gi, 'at any time')
      // Terms are broken; the breach that data suffer is another thing.
      .replace(/\bbreach(es|ed|ing)?( of)?(?= (?:these|this|the|our|any|your) )/gi, (_, ending, of) =>
        of ? 'violation of' : `violat${ending ?? 'e'}`,
      )
      // British and American.
      .replace(/\b(?:post|postal|zip)[- ]code(s?)\b/gi, 'postcode$1')
      .replace(/\bwhether or not\b/gi, 'whether')
      // Ads that can be turned off can be opted out of.
      .replace(
        /\bturn(?:s|ed|ing)? off (?=(?:\w+ ){0,2}(?:ads?|adverti\w+|tracking|personali\w+)\b)/gi,
        'opt-out ',
      )
      .replace(/\b(?:turn|switch)(?:e?s|ed|ing)? off\b/gi, 'disable')
      .replace(/\b(under|below|over) the age of (?=\d)/gi, '$1 ')
      // Sites of others are no recipients.
      .replace(/\bthird[- ]part(?:y|ies)(?:['’]s?)? (?=(?:web ?|internet )?(?:sites?|pages?)\b)/gi, 'other ')
      .replace(/\b(his or her|her or his)\b/gi, 'their')
      .replace(/\b(?:he or she|she or he|him or her|her or him|he\/she|s\/he)\b/gi, 'they')
      // The name of a link, no promise: it offers the choice.
      .replace(
        /\bDo Not (?:Sell|Share)(?: or (?:Sell|Share))?(?: (?:My|Your))?(?: Personal)?(?: (?:Information|Data|Info))?\b|\b[Dd]o not (?:sell|share)(?: or (?:sell|share))? my (?:personal )?(?:information|data|info)\b/g,
        ' opt-out ',
      )
      // One document under several names.
      .replace(/\b(?:privacy|data protection) (?=(?:polic(?:y|ies)|notices?|statements?)\b)/gi, '')
      .replace(/\bmailto:/gi, '')
      // A link that ends in the middle of a word.
      .replace(/\]\((?:#|https?:\/\/)[^\s)]*\)(?=\p{Ll})/gu, '')
      // A picture inside a link, captured in halves: `0.5%](https://… "title")[Name`.
      .replace(/\]\((?:#|https?:\/\/)[^\s)]*(?:\s+"[^"]*")?\)\[?/gi, ' ‹url› ')
      .replace(/\[(?:expand|collapse|show|hide|edit|show more|show less|read more)\]/gi, ' ')
      // What a link tells of its file: `[PDF, 326 KB]`.
      .replace(/[[(](?:access )?(?:pdf|docx?|odt|zip)(?:[,;:]? ?\d+(?:[.,]\d+)? ?[km]?b)?[\])]/gi, ' ')
      // The mark of a heading that ran into the line before.
      .replace(/(?:^|\s)#{2,6} (?:\d+(?:\.\d+)*\.? )?/g, ' ')
      // What a company or product was called before.
      .replace(
        /,? ?\(?\b(?:formerly|previously)(?: known as| called| named)? (?:[A-Z][\w&'-]*(?:\.(?=[a-z])\w+)?,? ?(?:(?:Inc|Ltd|Corp)\.)?){1,5}\)?/g,
        ' ',
      )
      // One network under two names.
      .replace(
        /\bX \(formerly (?:known as )?Twitter\)|\bTwitter \(now X\)|\bX(?=,? (?:and |or )?(?:\/ ?)?(?:Facebook|Instagram|LinkedIn|YouTube|TikTok|Pinterest)\b)|(?<=\b(?:Facebook|Instagram|LinkedIn|YouTube|TikTok|Pinterest),? (?:and |or )?(?:\/ ?)?)X\b/g,
        'Twitter',
      )
      // What a page tells screen readers about its links.
      .replace(/\(?opens? (?:in (?:a )?new (?:tab|window)|e-?mail client)\)?/gi, ' ')
      .replace(
        /\b(?:log|sign)(?:s|ged|ging|ed|ing)?[- ]?(?:in|on)(?:to)?\b(?! (?:the presence|writing|ink))/gi,
        'login',
      )
      // Addresses that a page hides from harvesters.
      .replace(/[\w.+-]*\\?\[\s*e-?mail\s+protected\s*\\?\](?:[\w.]*\])?(?:[\w.-]*[a-z])?/gi, ' ‹mail› ')
      .replace(
        /\b[\w.+-]+\s*[([{]\s*at\s*[)\]}]\s*[\w-]+(?:\s*(?:\.|[([{]\s*dot\s*[)\]}])\s*[\w-]+)+/gi,
        ' ‹mail› ',
      )
      .replace(/[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+/g, ' ‹mail› ')
      .replace(
        /(?:\b|(?<=\b(?:at|and|or|to|see|visit)))\w{2,9}:\/\/\S+?(?=[)\].,;:!?]*(?:\s|$))|\bwww\.[^\s)]+?(?=[.,;:!?]*(?:\s|$))/gi,
        ' ‹url› ',
      )
      // The path of one without its host; figures between strokes are no path.
      .replace(/(?<![\w/])(?:[a-z][\w-]*[a-z_-][\w-]*\/){2,}[\w-]*\d[\w-]*/gi, ' ‹url› ')
      // A name written as an address is still a name.
      .replace(/(?<![\w.@/-])(\p{Lu}\w*)\.(?:com|org|net|io|ai)\b(?![/\w])/gu, '$1')
      .replace(
        /\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|ai|eu|de|fr|co\.uk|gov|app|dev|tv|me|ch)\b(?:\/[^\s)]*)?/gi,
        ' ‹url› ',
      )
      // A date that its author forgot to fill in.
      .replace(/\[(?:[\w-]+ )?date\]/gi, ' ‹date:open› ')
      .replace(datePattern, (date) => ` ‹date:${date.toLowerCase().replace(/[^a-z0-9]+/g, '')}› `)
      .replace(/(?<=› ),? ?(?:at )?\d{1,2}:\d\d(?::\d\d)?(?: ?(?:[ap]\.?m\b\.?|GMT|UTC|[A-Z]{1,3}T\b))*/g, '')
      .replace(
        /(?:\+\d[\d\s().-]{7,}\d|\(\d{3}\)\s*\d{3}[-.\s]\d{4}|\b\d{1,2}[-.\s]\d{3}[-.\s]\d{3}[-.\s]\d{4}|\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b\d-8\d\d-[\w-]{7,})/g,
        ' ‹phone› ',
      )
      .replace(
        /\b(?:art(?:icle)?\.?\s*)6\s*(?:\(1\)|,?\s*(?:para(?:graph|\.)?|sec(?:tion|\.)?)\s*1|\s+abs\.\s*1)?(?:,?\s*sent(?:ence|\.)?\s*1)?,?\s*(?:\(|lit(?:era|\.)?\s*|letter\s*|point\s*)\(?([a-f])\)?/gi,
        (_, letter: string) => ` ‹basis:${letter.toLowerCase()}› `,
      )
      // "Sections 4.2 (Restrictions on Processing) and 9.2 (Processor Terms)": the titles of what is referred to.
      .replace(
        /\b(?:sections?|clauses?|articles?) \d+(?:\.\d+)+ \((?!No\b|Not\b|Never\b)(?:(?:[A-Z][\w'-]*|of|and|on|the|for|to|in|or)(?: |(?=\))))+\)(?:,? (?:and|or) \d+(?:\.\d+)+ \((?:(?:[A-Z][\w'-]*|of|and|on|the|for|to|in|or)(?: |(?=\))))+\))*/gi,
        (found) => found.replace(/ \([^)]*\)/g, ''),
      )
      .replace(
        /(?:\b(?:sections?|clauses?|articles?|art\.|paragraphs?|parts?)|§+)(?:\s*\d+(?:\.\d+)*(?:\s?\([a-z0-9]+\))*|\s+(?:[ivxlc]+\b|[a-z]\b(?=[\s.,;)])))(?:,?\s*(?:para(?:graph|\.)?|lit(?:era|\.)?|letter|point|no\.|sentence)\s*(?:\d+|[a-z]\b))*(?:\s*(?:,?\s*(?:and|or|to|&)|,|-)\s*\d+(?:\.\d+)*(?:\([a-z0-9]+\))*)*/gi,
        ' ‹ref› ',
      )
      .replace(
        /\b(?:the|our|your) (?:"[^"]{2,90}"|"?[A-Z][\w&' -]{2,50}"?) (?:section|clause|chapter|paragraph)\b/g,
        ' ‹ref› ',
      )
      // "In the section below", "below this table".
      .replace(
        /\b(?:in|under|see)? ?(?:the|this|that) (?:following |"[^"]{2,90}" )?(?:section|table|list|page|chart|paragraph)s? (?:above|below)\b|\b(?:above|below) (?:in )?(?:the|this) (?:section|table|list|page|chart)\b/gi,
        ' ‹ref› ',
      )
      // The number of a part of the sentence.
      .replace(/(?<=^|[\s:;,.])\((?:[ivx]{1,5}|[a-z]|\d{1,2})\)(?=\s|$)/g, ' ')
      // Whoever sends something to the company shares nothing with others.
      .replace(
        /\bsend(s|ing)? us (?:an? |your )?(?=letters?\b|e-?mails?\b|messages?\b|fax\b)/gi,
        'writ$1 us ',
      )
      // Keys and digests: no figure in them counts anything.
      .replace(/(?<![\w/])(?=[\w+/]*\d)(?=[\w+/]*[A-Z])[A-Za-z0-9+/]{32,}=*(?!\w)/g, ' ')
      .replace(/[ \t]+/g, ' ')
      .trim()
  );
}

/** The number or letter that opens an item: `3.1.`, `(a)`, `iv)`, a bullet. Not text. */
export function withoutMarker(text: string): string {
  return text.replace(
    /^\s*(?:[-*•·◦▪]\s+|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivxlc]{1,5})[.)](?:\s+|(?=["A-Z]))|\d{1,3}(?:\.\d{1,3})+(?:\s+|(?=["A-Z])))+/i,
    '',
  );
}

const numberWords: Record<string, string> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  thirteen: '13',
  fourteen: '14',
  fifteen: '15',
  sixteen: '16',
  eighteen: '18',
  twenty: '20',
  thirty: '30',
  forty: '40',
  'forty-five': '45',
  fifty: '50',
  sixty: '60',
  seventy: '70',
  eighty: '80',
  ninety: '90',
  hundred: '100',
  twice: '2',
};

/** Irregular forms → the form that the stem is taken from. */
const irregular: Record<string, string> = Object.fromEntries(
  (
    'given:give gave:give kept:keep held:hold sent:send sold:sell told:tell made:make chosen:choose chose:choose taken:take took:take found:find ' +
    'written:write wrote:write seen:see saw:see known:know knew:know shown:show paid:pay built:build bought:buy got:get gotten:get left:leave lost:lose ' +
    'met:meet understood:understand withdrawn:withdraw withdrew:withdraw began:begin begun:begin drawn:draw brought:bring thought:think meant:mean ' +
    'used:use using:use spent:spend lent:lend read:read ran:run shared:share forbidden:forbid forgotten:forget forgot:forget broken:break spoken:speak won:win hidden:hide driven:drive children:child'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

const wordPattern =
  /‹[^›]*›|U\.\s?S\.(?:\s?A\.)?|(?:[€$£¥]\s?)?\d+(?:[.,]\d+)*%?|[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*|[&%€$£¥]/gu;

const split: Record<string, string[]> = {
  cannot: ['can', 'not'],
  "can't": ['can', 'not'],
  "won't": ['will', 'not'],
  "shan't": ['shall', 'not'],
  // The sign fell out on the way to the page.
  youre: ['you', 'are'],
  youve: ['you', 'have'],
  youll: ['you', 'will'],
  weve: ['we', 'have'],
  theyre: ['they', 'are'],
  theyve: ['they', 'have'],
  dont: ['do', 'not'],
  doesnt: ['does', 'not'],
  didnt: ['did', 'not'],
  isnt: ['is', 'not'],
  arent: ['are', 'not'],
  wasnt: ['was', 'not'],
  havent: ['have', 'not'],
  hasnt: ['has', 'not'],
  couldnt: ['could', 'not'],
  shouldnt: ['should', 'not'],
  wouldnt: ['would', 'not'],
  "'s": [],
};

/** “US” is a country and “us” is not, nor is it among other words in capitals (`CONTACT US`). */
function isCountry(raw: string, text: string, at: number): boolean {
  if (/^U\.\s?S\./.test(raw)) return true;
  return raw === 'US' && !/\p{Lu}{4,}\W+$/u.test(text.slice(Math.max(0, at - 20), at));
}

/** Words of a masked text, folded. Contractions are opened (`don't` → do not). Cached: rules ask often. */
export function wordsOf(masked: string): Word[] {
  const words: Word[] = [];
  for (const { 0: raw, index } of masked.matchAll(wordPattern)) {
    if (isCountry(raw, masked, index)) {
      words.push({ text: raw, stem: 'usa' });
      continue;
    }
    const text = raw.toLowerCase();
    if (text.startsWith('‹')) {
      words.push({ text: raw, stem: text });
      continue;
    }
    const opened = split[text];
    if (opened) {
      for (const part of opened) words.push({ text: part, stem: stemOf(part) });
      continue;
    }
    const contraction = /^(.+?)(n't|'(?:re|ve|ll|d|s|m))$/.exec(text);
    if (contraction?.[1] && contraction[2]) {
      words.push({ text: raw.slice(0, contraction[1].length), stem: stemOf(contraction[1]) });
      const tail = { "n't": 'not', "'re": 'are', "'ve": 'have', "'ll": 'will', "'d": 'would', "'m": 'am' }[
        contraction[2]
      ];
      if (tail) words.push({ text: tail, stem: stemOf(tail) });
      continue;
    }
    // "non-essential" is one word: its "non" denies nothing that the sentence says.
    if (text.includes('-') && !/^(?:opt|e|non)-/.test(raw.replace(/^non-(?=\p{Lu})/u, 'non '))) {
      for (const part of raw.split('-'))
        if (part) words.push({ text: part, stem: part === 'US' ? 'usa' : stemOf(part.toLowerCase()) });
      continue;
    }
    words.push({ text: raw, stem: stemOf(text) });
  }
  return words.filter((word, index) => !isDoubled(word, words[index - 1]));
}

/** `thirty (30) days` says 30 once, and a word written twice is a slip. */
function isDoubled(word: Word, before: Word | undefined): boolean {
  if (before?.stem !== word.stem) return false;
  return /^\d+$/.test(word.stem) || before.text.toLowerCase() === word.text.toLowerCase();
}

const stems = new Map<string, string>();

/** Inflection, British and American spelling and listed synonyms folded: `organisations` → `organiz`. */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = synonymOf(plainStem(word));
  if (stems.size > 50_000) stems.clear();
  stems.set(word, stem);
  return stem;
}

/** The stem before synonyms: what the synonym list itself is keyed by. */
export function plainStem(input: string): string {
  let word = input
    .toLowerCase()
    .replace(/^e-mail/, 'email')
    .replace(/^non-/, 'non')
    .replace(/'s?$/, '');
  word = irregular[word] ?? word;
  const number = numberWords[word];
  if (number) return number;
  if (/\d/.test(word) || word.length <= 3) return word === 'ids' ? 'id' : word;
  if (
    /^(?:this|these|those|does|his|its|was|has|business|access|process|address|always|perhaps|basis|analysis|profiling|previous|various|status|virus|during|anything|something|nothing|everything|being|king|thing|bring|need|indeed|less|unless|regardless|across|canvas|news|sms)$/.test(
      word,
    )
  )
    return word;
  word = word
    .replace(/ou(r(?:s|ed|ing|al|able)?)$/, 'o$1')
    .replace(/is(ation|e|ed|es|ing|er|ers|ations)$/, 'iz$1')
    .replace(/(personal|anonym|pseudonym|aggreg)iz(?:ation|e|ed|ing)s?$/, '$1iz')
    .replace(/ence(s?)$/, 'ense$1');
  if (word.endsWith('ies') && word.length > 4) word = `${word.slice(0, -3)}y`;
  else if (/(?:ss|x|ch|sh|z)es$/.test(word)) word = word.slice(0, -2);
  else if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) word = word.slice(0, -1);
  const inflected = /^(.*[aeiouy].*?)(ed|ing)$/.exec(word);
  if (inflected?.[1] && inflected[1].length >= 2) {
    // `added` comes from `add`, not from `ad`.
    word = inflected[1].length > 3 ? inflected[1].replace(/([bdfglmnprt])\1$/, '$1') : inflected[1];
  }
  // `note` and `noted` are no denial.
  if (/^(?:note?|none)$/.test(word) && !/^(?:not|none)$/.test(input.toLowerCase())) return 'note';
  if (word.length > 3 && word.endsWith('e')) word = word.slice(0, -1);
  if (word.length > 3 && word.endsWith('ll')) word = word.slice(0, -1);
  return word.length > 3 && word.endsWith('y') ? `${word.slice(0, -1)}i` : word;
}

/** Small words that no comparison looks at: articles, possessives, particles, forms of "to be". */
const fillers = new Set(
  (
    'the a an your our their its his her such certain these those this that which also please of to in on at for by with as is are be been being ' +
    'was were am do does did has have had it they them he she who whom there here then thus herein hereby thereof hereunder therefore however moreover ' +
    'furthermore accordingly respectively so very just into upon via through about regarding concerning additionally addition further other when where how ' +
    'what while i out etc eg e g ie respect well including include includes included like example instance s set forth et seq al'
  ).split(' '),
);

/** True for a word that carries no meaning of its own, as written in small letters. */
export function isFiller(word: Word): boolean {
  return fillers.has(word.text.toLowerCase()) || /^‹(?:ref|url|mail|phone|ui)/.test(word.stem);
}
