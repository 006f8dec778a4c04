import type { Facts } from '../facts.ts';
import { daysIn } from '../periods.ts';
import { hasVerb } from '../verb.ts';
import { isFiller, maskText } from '../words.ts';
import {
  type Ask,
  addressExchanged,
  changedWords,
  logicMoved,
  subjects,
  vocabularyHits,
  weighty,
  yes,
} from './ask.ts';

/** Whom to write to and how: a name, an address, a number. */

const contactSign =
  /‹mail›|‹phone›|\b(?:p\.?\s?o\.? box|street|avenue|road|boulevard|blvd|suite|floor|zip|postcode|terrace|square|lane|drive|platz|straße|building)\b|\b\d{4,6}\b(?![\s-]*(?:calendar |business |working )?(?:hours?|days?|weeks?|months?|years?|minutes?|seconds?|users?|people|persons?|employees?|customers?|requests?|e-?mails?|percent|per cent|%|eur|euros?|usd|dollars?|pounds?|gbp)\b)|\bcontact (?:us|our|details)\b|\b(?:write|reach|email|call)(?:ing)? (?:to )?us\b|\bdata protection officer\b|\bdpo\b|\brepresentative\b|\bregistered (?:office|address)\b|\bregistration number\b|\baddress:|\b(?:chief executive|managing director|ceo|represented by|located at)\b/i;

/** How a text invites its readers to ask, whatever the channel. */
const invitation =
  /^\W*(?:if|should) you (?:have|need) (?:any |further |additional |more )*(?:questions?|comments?|concerns?|queries|help|assistance)\b(?!.{0,40}\b(?:rights?|request|complain))/i;

/** Whom to write to, not what may be asked for. */
const contactsOfficer =
  /^(?!.*\b(?:rights?|requests?|complain\w*|opt-out|withdraw|object|delet\w+)\b).*\b(?:may|can|to) (?:also )?(?:contact|reach|write to) (?:our|the|its) (?:\w+ ){0,3}(?:officer|representatives?)\b/i;

const asksToWrite = /\b(?:contact|reach|write to|e-?mail|get in touch with|call)\b.{0,90}‹(?:mail|phone)›/i;
const beyondContact = [...subjects, 'retention', 'graveUses', 'deeds', 'security'] as const;

const channelWords =
  /^(?:email|e-mail|call|telephone|phone|mail|post|write|writing|form|team|legal|support|fax|chat|helpdesk|officer|gmbh|prof|dr|external|named?|represented|directly|rue|street|suite|floor|avenue|road|de|du|des|la|le|contact|reached|reach|data|protection|address|and|or|by|at|located|via|logging|into|account|your|can|could|may|be|emailing|calling|contacting|us)$/i;

const street =
  /\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|drive|square|terrace|suite|floor|rue|straße|strasse|platz|via|calle|plaza|house|p\.?\s?o\.? box)\b/i;
const postalCode =
  /\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]{2},? \d{5}\b|\b\d{4,6} \p{Lu}\p{L}+|\p{Lu}\p{L}+ \d{4,6}\b/u;

/** A row of places and the numbers to call there. */
function isPhoneRow({ unit, sentence }: Facts): boolean {
  return (
    unit.block === 'row' &&
    (sentence.text.match(/\d/g)?.length ?? 0) >= 6 &&
    sentence.words.every((word) => /^[\p{Lu}\d‹&+]/u.test(word.text) || isFiller(word)) &&
    /(?:^|[|,]\s*)\+?[\d\s()-]{6,}$/.test(sentence.text)
  );
}

/** A line that is an address: street and code, and no word that does anything. */
function isPostalAddress(text: string): boolean {
  return (
    /\d/.test(text) && street.test(text) && postalCode.test(text) && text.length <= 160 && !hasVerb(text)
  );
}

const electronic = /‹mail›|‹phone›|‹url›|\b(?:e-?mails?|phones?|telephones?|call|online|form|chat)\b/i;
const postal = /\b(?:post|mail|letter|writing|address)\b|\b\d{4,6} \p{Lu}\p{L}+/iu;

export const contactRecognisers = {
  /** E-mail or telephone went, and a letter is what is left. */
  channelRemoved: (facts: Facts) => {
    const { old, new: next } = facts.unit;
    if (!next) return null;
    if (/\b(?:only|solely|exclusively) (?:by|via|per|through) (?:post|postal|letter|mail)\b/i.test(next.text))
      return yes(facts.shape !== 'same' && !(old && /\bonly by\b/i.test(old.text)));
    if (!old || facts.shape !== 'pair') return null;
    const [from, to] = [maskText(old.text), maskText(next.text)];
    return yes(
      /‹mail›|‹phone›/.test(from) &&
        !electronic.test(to) &&
        postal.test(to) &&
        /\b(?:contact|write|reach|send|ask|request)\b/i.test(to),
    );
  },

  /** Another address to write to or number to call, the words around it unchanged. */
  contactSigns: (facts: Facts) => {
    if (facts.shape !== 'same' || !facts.unit.old || !facts.unit.new) return null;
    const signs = (text: string) =>
      (text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d[\d\s().-]{6,}\d/g) ?? [])
        .map((sign) => sign.replace(/[^\w@.]/g, ''))
        .join(' ');
    return yes(signs(facts.unit.old.text) !== signs(facts.unit.new.text));
  },

  /** Address, telephone, officer: whom to write to. Another channel stays. */
  contact: (facts: Facts) => {
    const inContact = facts.topics[0] === 'contact';
    if (facts.shape === 'pair') {
      // How long something takes or is kept is no address, whatever the title says.
      if ([...facts.lostNumbers, ...facts.gainedNumbers].some((label) => daysIn(label) !== null)) return null;
      if (addressExchanged(facts)) return ' ';
      const invites = [facts.unit.old, facts.unit.new].every((side) => invitation.test(side!.text));
      if (
        invites &&
        vocabularyHits(facts, [...subjects, 'retention']) === 0 &&
        facts.gainedNumbers.length === 0
      )
        return ' ';
      const times =
        /\b(?:call|phone|telephone|reach|office hours|opening hours|open)\b.*(?:o'clock|\b[ap]\.?m\b|\d:\d\d)/i;
      if (times.test(facts.masked) && weighty(facts).every((stem) => /^\d/.test(stem))) return ' ';
      // Both only say whom to write to.
      const texts = [facts.unit.old!.text, facts.unit.new!.text];
      const asks = texts.every((text) => asksToWrite.test(maskText(text)));
      const label = inContact && !texts.some(hasVerb) && facts.deeds.size === 0;
      if ((asks || label) && vocabularyHits(facts, beyondContact) === 0 && !logicMoved(facts)) return ' ';
      const signed = contactSign.test(facts.masked) || contactSign.test(maskText(facts.unit.old!.text));
      if (!signed && !inContact) return null;
      const changed = [...changedWords(facts, 'old'), ...changedWords(facts, 'new')];
      const odd = changed.filter(
        (word) =>
          !isFiller(word) && !/^[\p{Lu}\d‹]|^\p{Ll}+\p{Lu}/u.test(word.text) && !channelWords.test(word.text),
      );
      if (
        /\b(?:data protection officer|dpo|chief executive|managing director|represented by)\b/i.test(
          facts.masked,
        ) &&
        odd.length === 0
      )
        return ' ';
      if (inContact && odd.length === 0 && facts.sentence.words.length <= 20) return ' ';
      const channelStays =
        /‹mail›|‹phone›|\baddress\b|contact|form|\b\d{4,}\b(?![\s-]*(?:calendar |business |working )?(?:hours?|days?|weeks?|months?|years?|minutes?|seconds?|users?|people|persons?|employees?|customers?|requests?|e-?mails?|percent|per cent|%|eur|euros?|usd|dollars?|pounds?|gbp)\b)|street|avenue|road|terrace|floor|suite|p\.?o\.? box/i.test(
          facts.masked,
        );
      return yes(
        odd.length <= (inContact ? 3 : 0) &&
          channelStays &&
          !/\b(?:llc|inc|gmbh|ltd|limited)\b/i.test(
            changed
              .map((word) => word.text)
              .join(' ')
              .replace(/gmbh/gi, ''),
          ),
      );
    }
    const { length } = facts.sentence.words;
    if (
      facts.deeds.has('share') ||
      facts.deeds.has('keep') ||
      /\b(?:record(?:s|ed|ing)?|costs?|charg\w+|forever|kept|passed)\b/i.test(facts.masked)
    )
      return null;
    const asked = /\b(?:contact|reach|write to|get in touch with)\b[^.]*:\W*$/i.test(facts.unit.lead);
    if (
      asked &&
      [...facts.deeds].every((deed) => deed === 'decide') &&
      (street.test(facts.masked) || /^\W*(?:by|through|via|for any)\b/i.test(facts.masked))
    )
      return ' ';
    if (contactsOfficer.test(facts.masked) && facts.deeds.size === 0) return ' ';
    if (isPostalAddress(facts.sentence.text) || isPhoneRow(facts)) return ' ';
    const named = facts.sentence.words.every((word) => /^[\p{Lu}\d‹&]/u.test(word.text) || isFiller(word));
    if (inContact && named && length <= 12 && !hasVerb(facts.sentence.text)) return ' ';
    if (/^(?:(?:opening|office|business|working) )?hours(?: of \w+)?:/i.test(facts.sentence.text)) return ' ';
    if (
      length > 45 ||
      /\bright\b|\b(?:sign up|subscribe|notif\w+)\b|\b(?:request|ask)\b.{0,60}\b(?:delet|eras|correct|remov|restrict|copy|access|stop)/i.test(
        facts.masked,
      )
    )
      return null;
    if (
      vocabularyHits(facts, ['rights', 'recipients', 'retention', 'dataTypes', 'saleWords']) >
      (inContact ? 2 : 1)
    )
      return null;
    const strong =
      /‹mail›|‹phone›|data protection officer|\bdpo\b|\brepresentative\b|p\.?\s?o\.? box|\baddress:|\b\d+ [\p{Lu}]\w+ (?:street|road|avenue|lane|st|rd|terrace|square)\b|located at/iu;
    if (strong.test(facts.masked))
      return yes(
        inContact ||
          length <= 30 ||
          facts.deeds.size === 0 ||
          /\b(?:contact|reach|write to)\b/i.test(facts.masked),
      );
    const names = facts.sentence.words.filter((word) => /^\p{Lu}/u.test(word.text) && word.stem.length > 2);
    const other = facts.shape === 'added' ? facts.before : facts.after;
    const known = names.every((word) => other.stems.has(word.stem));
    return yes(
      inContact && length <= 14 && (known || contactSign.test(facts.masked)) && facts.deeds.size === 0,
    );
  },
} satisfies Record<string, Ask>;
