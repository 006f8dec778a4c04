import { type Facts, gainedTerms, lostTerms } from '../facts.ts';
import { hasVerb } from '../verb.ts';
import { isFiller } from '../words.ts';
import {
  type Ask,
  addressExchanged,
  changedWords,
  partOfKnownName,
  quoteShort,
  shown,
  sideNames,
  turned,
  vocabularyHits,
  weighty,
  yes,
} from './ask.ts';

/** What is done with data, by whom and where. */

/** A table or list whose entries are recipients. */
function recipientList(facts: Facts): string | null {
  const around = [facts.unit.header, facts.unit.lead, ...facts.unit.titles.slice(0, 2)].join(' ');
  const list =
    /\b(?:sub-?\s?processors?|vendors?|service providers?|processors?|recipients?|third[- ]part(?:y|ies) (?:providers?|services|we))\b/i.test(
      around,
    );
  if (facts.unit.block === 'row')
    return yes((list || facts.kind === 'subprocessors') && !/\bcookies?\b/i.test(around));
  const entry = /^\p{Lu}.*(?:, .*,|\b(?:Inc|LLC|Ltd|GmbH|SA|BV|AG|Limited|Corp)\b)/u.test(
    facts.sentence.text,
  );
  return yes(
    (list || (entry && facts.unit.block === 'item')) &&
      facts.kind === 'subprocessors' &&
      facts.sentence.words.length <= 25 &&
      !hasVerb(facts.sentence.text),
  );
}

/**
 * A company that only took another name: exchanged through the whole text, nothing of the old name left, the new
 * one unknown before, and nothing else of the entity (its legal form) changed.
 */
function plainlyRenamed(facts: Facts): boolean {
  return facts.renames.pairs.some(
    ({ stems }) =>
      facts.lost.length + facts.gained.length === 0 &&
      stems.from.some((stem) => facts.unit.lost.includes(stem)) &&
      stems.from.every((stem) => !facts.after.stems.has(stem)) &&
      stems.to.every((stem) => !facts.before.stems.has(stem)),
  );
}

/** The defined term with the places that use it. */
function definitionUse(facts: Facts, term: string): string {
  const low = term.toLowerCase();
  const users = facts.after.list.filter(
    ({ sentence }) => sentence !== facts.sentence && sentence.text.toLowerCase().includes(low),
  );
  const titles = [...new Set(users.map(({ title }) => title).filter((title) => title !== ''))];
  return `“${term}”${users.length > 0 ? `, used in ${users.length} ${users.length === 1 ? 'sentence' : 'sentences'}${titles.length > 0 ? ` (${titles.slice(0, 4).join('; ')}${titles.length > 4 ? '; …' : ''})` : ''}` : ''}`;
}

const legalName =
  /\p{Lu}[\p{L}\p{N}]*(?:,? (?:\p{Lu}[\p{L}\p{N}]*|&))*,? (?:LLC|Inc|GmbH|Ltd|Limited|Corp(?:oration)?|PLC|AG|AB|SAS?)\b/gu;

export const practicesRecognisers = {
  recipientList,

  /** One name for another where it says who gets data. */
  recipientNamed: (facts: Facts) => {
    if (
      facts.shape !== 'pair' ||
      facts.likeness < 0.5 ||
      facts.lost.length === 0 ||
      facts.gained.length === 0
    )
      return null;
    const changed = [...changedWords(facts, 'old'), ...changedWords(facts, 'new')].filter(
      (word) => !isFiller(word),
    );
    if (!changed.every((word) => /^\p{Lu}/u.test(word.text)) || changed.length > 8 || partOfKnownName(facts))
      return null;
    const words = facts.unit.new!.words;
    const receives = changedWords(facts, 'new').some((word) =>
      /^(?:with|to|by|via|through|using|as|including|and|or)$/i.test(
        words[words.indexOf(word) - 1]?.text ?? '',
      ),
    );
    const sharing = receives && (facts.deeds.has('share') || facts.topics[0] === 'sharing');
    return yes(
      sharing && turned(facts) === null && vocabularyHits(facts, ['operators']) === 0,
      `${shown(facts, 'old')} → ${shown(facts, 'new')}`,
    );
  },

  /** Speaks of data, in a document about data or by its own words. */
  aboutData: (facts: Facts) => {
    if (facts.kind !== 'terms') return yes(true);
    const data = /\b(?:personal|data|information|privacy|collect|content)\b/i.test(facts.sentence.text);
    return yes(data && facts.deeds.size > 0);
  },

  /** Others work for the company: it uses, engages or works with them. */
  engages: (facts: Facts) =>
    yes(
      /\b(?:use|uses|using|work(?:s|ing)? with|rel(?:y|ies) on|engages?|partners? with|integrates?|through|via|hosted by|provided by|operated by|run by|collected by|processed by)\b/i.test(
        facts.sentence.text,
      ),
    ),

  collects: (facts: Facts) =>
    yes(
      facts.deeds.has('collect') ||
        facts.topics[0] === 'collection' ||
        (facts.deeds.size === 0 && (facts.topics.length === 0 || facts.topics.includes('collection'))),
    ),

  shares: (facts: Facts) =>
    yes(
      facts.deeds.has('share') ||
        ['sharing', 'sale-ads'].includes(facts.topics[0] ?? '') ||
        facts.topics.includes('sharing') ||
        facts.unit.block === 'row',
    ),

  definition: (facts: Facts) => {
    if (facts.shape !== 'pair' || weighty(facts).length === 0) return null;
    const match =
      /["“]([^"”]{2,60})["”][^.]{0,30}\b(?:means?|refers? to|is defined as|includes?|shall mean|has the meaning)\b/.exec(
        facts.sentence.text,
      ) ?? /^\W*([\p{L} -]{2,40}?) (?:means|shall mean|is defined as|refers to)\b/u.exec(facts.sentence.text);
    const term = match?.[1] ?? /^(.{2,60}) means$/.exec(facts.unit.lead)?.[1];
    const grouped =
      /\((?:together|collectively|each|jointly)?,?\s*(?:the\s+|our\s+)?["“]([^"”]{2,40})["”]\)/.exec(
        facts.sentence.text,
      )?.[1];
    if (!term && !(grouped && (facts.lostWeight.length === 0 || facts.gainedWeight.length === 0)))
      return null;
    return definitionUse(facts, (term ?? grouped)!);
  },

  /** Who the contract or the responsibility is with: a legal entity came, went or changed. */
  entity: (facts: Facts) => {
    const form =
      /\b(?:llc|l\.l\.c\.|inc|incorporated|gmbh|ltd|limited|corp|corporation|plc|b\.?v\.?|s\.?a\.?s?|s\.?r\.?l|ag|kg|ab|oy|aps|uc|k\.?k|pty|pte|branch)\b/i;
    if (facts.shape === 'pair' && (plainlyRenamed(facts) || addressExchanged(facts))) return null;
    const changed = (['old', 'new'] as const).flatMap((side) => {
      const stems = new Set(side === 'old' ? facts.unit.lost : facts.unit.gained);
      return (facts.unit[side]?.words ?? []).filter((word) => stems.has(word.stem) && !isFiller(word));
    });
    if (
      /\b(?:data protection officer|dpo|representative)\b/i.test(facts.masked) &&
      !/\bcontroller\b/i.test(facts.masked)
    )
      return null;
    const [before, after] = [new Set(facts.unit.old?.stems), new Set(facts.unit.new?.stems)];
    const fresh = changed.filter((word) => !before.has(word.stem) || !after.has(word.stem));
    const named = fresh.some((word) => /^\p{Lu}/u.test(word.text));
    if (!named) return null;
    // "Limited" and "Ltd" are one; the name beside it is the one that stands in both.
    if (facts.shape === 'pair' && fresh.every((word) => /^(?:limited|ltd|\d.*)$/i.test(word.text)))
      return null;
    const role =
      /\b(?:controller|contracting|contract|agreement is with|entered into|responsible for|provided by|operated by|operating as|"we"|"us"|"our"|the terms? "|refer to|company|subsidiar(?:y|ies)|group companies)\b|\("/i;
    if (facts.shape === 'pair') {
      // Only what the same company is called for short: `"Alder" refers to Alder Inc.` → `"Ash" refers to Alder Inc.`
      const bodies = (text: string) => [...text.matchAll(legalName)].map(([name]) => name).join('; ');
      const [was, is] = [bodies(facts.unit.old!.text), bodies(facts.unit.new!.text)];
      if (was !== '' && was === is && /\brefers? to\b|["“”]/.test(facts.masked)) return null;
      const nextToForm = (['old', 'new'] as const).some((side) => {
        const words = facts.unit[side]!.words;
        const stems = new Set(side === 'old' ? facts.unit.lost : facts.unit.gained);
        return words.some(
          (word, index) =>
            stems.has(word.stem) &&
            /^\p{Lu}/u.test(word.text) &&
            (form.test(word.text) || [1, 2].some((step) => form.test(words[index + step]?.text ?? ''))),
        );
      });
      return yes(
        nextToForm && role.test(facts.masked),
        `${sideNames(facts, 'old') || 'nothing'} → ${sideNames(facts, 'new') || 'nothing'}`,
      );
    }
    return yes(
      form.test(facts.masked) &&
        /\b(?:is the (?:data )?controller|controller of|contracting with|agreement is with|contract with|operating as|you are dealing with|reside in)\b/i.test(
          facts.masked,
        ),
      quoteShort(facts.sentence.text),
    );
  },

  /** The name at the start of a row of recipients changed. */
  replacedRecipient: (facts: Facts) => {
    if (facts.unit.block !== 'row' || facts.shape !== 'pair' || facts.likeness > 0.6) return null;
    const first = facts.unit.change.old?.split(' | ')[0]?.trim();
    return first === facts.unit.old?.text && recipientList(facts)
      ? `${facts.unit.old?.text} → ${facts.unit.new?.text}`
      : null;
  },

  /** The same recipient under the name that it took. */
  formerName: (facts: Facts) => {
    const [old, next] = [facts.unit.old?.text ?? '', facts.unit.new?.text ?? ''];
    const past = /\b(?:formerly|previously|f\/?k\/?a|now|renamed|was)\b/i;
    return yes(
      facts.shape === 'pair' &&
        ((past.test(next) && next.includes(old)) || (past.test(old) && old.includes(next))),
      `${old} → ${next}`,
    );
  },

  /** Something of weight changed in a cell of a list of recipients: what it does, which data, where. */
  recipientCell: (facts: Facts) => {
    if (facts.unit.block !== 'row' || facts.shape !== 'pair' || !recipientList(facts)) return null;
    // "Purpose | Recipients | Kept for" heads a list of purposes, not of recipients.
    const listed =
      /^\W*(?:sub-?\s?processor|processor|vendor|provider|service provider|recipient|third[- ]part|name|company|entity|supplier)/i;
    if (facts.kind !== 'subprocessors' && !listed.test(facts.unit.header)) return null;
    if (weighty(facts).length === 0) return null;
    return `“${facts.unit.old!.text}” became “${facts.unit.new!.text}”`;
  },

  /** Countries in which a recipient works; an address has figures too. */
  countryCell: (facts: Facts) =>
    yes(
      facts.unit.block === 'row' &&
        facts.shape === 'pair' &&
        recipientList(facts) !== null &&
        vocabularyHits(facts, ['places']) > 0 &&
        !/\d|@/.test(facts.sentence.text),
    ),

  cookieList: (facts: Facts) =>
    yes(
      facts.unit.block === 'row' &&
        (facts.kind === 'cookies' ||
          facts.topics.includes('cookies') ||
          /\bcookies?\b|\btrackers?\b/i.test(facts.unit.header)),
    ),

  /** How long, not merely that: a period, an end, a deletion that the company does. */
  aboutPeriod: (facts: Facts) => {
    const text = facts.sentence.text;
    if (/\b(?:right to|request|ask us|you (?:can|may)|your choice)\b.{0,60}\b(?:delet|eras)/i.test(text))
      return null;
    return yes(
      facts.topics.includes('retention') ||
        /\b(?:as long as|until|indefinitely|no longer than|retention|permanently|forever|period)\b|\b\d+ (?:hour|day|week|month|year)s?\b|\b(?:hour|day|week|month|year)s?\b/i.test(
          text,
        ) ||
        /\b(?:delet|eras|destroy|purg|anonymi[sz])\w*\b/i.test(text),
    );
  },

  /** Where data go or are kept, or where the reader lives as far as it matters. */
  aboutPlace: (facts: Facts) => {
    if (facts.topics.includes('contact') && facts.deeds.size === 0) return null;
    const strong = gainedTerms(facts, 'transfers').length + lostTerms(facts, 'transfers').length > 0;
    return yes(
      strong ||
        facts.topics.includes('transfers') ||
        facts.unit.block === 'row' ||
        /\b(?:transfer|stor(?:e|ed|age)|process(?:ed|ing)?|host(?:ed|ing)?|located|servers?|reside|live|resident|citizens?|location)\b/i.test(
          facts.sentence.text,
        ),
    );
  },

  aboutChanges: (facts: Facts) =>
    yes(
      facts.topics.includes('change-terms') ||
        /\b(?:chang|updat|modif|amend|revis)\w*\b.{0,80}\b(?:polic|notice|terms|agreement|statement|document|fees?|prices?|addendum)|\b(?:polic|notice|terms|agreement|statement)\w*\b.{0,80}\b(?:chang|updat|modif|amend|revis)/i.test(
          facts.sentence.text,
        ),
    ),

  /** The sentence that says what the document covers gained or lost something of weight. */
  scopeMoved: (facts: Facts) => {
    const covers =
      /\b(?:policy|notice|terms|statement|agreement|[Ii]t|[Tt]hey|addendum)\b[^.]{0,40}?\b(?:does not |do not |also |only )?(?:appl(?:y|ies)|covers?|governs?)\b/;
    if (!covers.test(facts.sentence.text) && facts.lexicon.terms('scope', facts.sentence).size === 0)
      return null;
    if (facts.shape === 'pair' && (weighty(facts).length < 1 || facts.likeness < 0.3)) return null;
    if (facts.shape !== 'pair') return yes(covers.test(facts.sentence.text), quoteShort(facts.sentence.text));
    const went = shown(facts, 'old');
    const came = shown(facts, 'new');
    return [went && `“${went}” went`, came && `“${came}” came`].filter(Boolean).join(', ').slice(0, 160);
  },

  /** A row or item for what a service needs to work, or to remember a choice. */
  necessaryCookie: (facts: Facts) =>
    yes(
      /\b(?:strictly necessary|necessary|consent|preference|essential|functional|load balanc|csrf|session)\b/i.test(
        facts.sentence.text,
      ) && !/\b(?:advertis|analytic|track|target|marketing|third.party)/i.test(facts.sentence.text),
    ),
} satisfies Record<string, Ask>;
