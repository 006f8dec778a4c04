import type { Channel, NoticeProfile } from '../../policy/policy.ts';

/**
 * What sentences about changes say, as data: each rule is a pattern and what it means for the notice profile. English and German; a
 * German word is bounded by `(?<!\p{L})`, since `\b` knows no umlauts.
 */

/** Titles of clauses in which a policy speaks of its own changes. */
export const changeTitle =
  /\b(chang(e|es|ing)|modif(y|ication|ications)|updat(e|es|ing)|amend(ment|ments|ing)?|revisions?|notification of changes|modifications?|mises? à jour|cambios|modificaciones)\b|(?<!\p{L})(?:änderung|anpassung|aktualisierung)/iu;

/** A sentence about changes to the document itself (not to an account, an address or the law). */
export const changeSentence =
  /\b(chang(e|es|ed|ing)|modif(y|ies|ied|ication|ications)|updat(e|es|ed|ing)|amend(s|ed|ing|ment|ments)?|revis(e|es|ed|ion|ions)|alter(s|ed)?|new (provisions?|version|terms)|updated version)\b|(?<!\p{L})(?:geändert|änder[nt]|änderung|anpass|angepasst|aktualisier|neue fassung)/iu;

export const ownDocument =
  /\b((this|our|the|these|such|privacy|cookie|updated|revised|new|modified) ([\p{L}]+ )?(policy|policies|notice|statement|terms|agreement|practices|document|addendum)|(such|any|these|the|all|material|significant|those|of) ((material|significant|substantial|important|new|future) )?(changes?|modifications?|updates?|amendments?|revisions?|provisions?))\b|(?<!\p{L})(?:dies|unser|solch|jede|wesentlich|alle|d(?:er|ie|as|en|em))\p{L}* (?:\p{L}+ ){0,2}(?:datenschutz|erklärung|richtlinie|AGB|\p{L}*bedingungen|hinweise|änderung)/iu;

/** A sentence that tells how or when readers learn of changes. */
export const promiseSentence =
  /\b(notif(y|ied|ies|ication)|inform|alert|tell|announce|let you know|advise|notice|post(ed|ing)?|publish(ed|ing)?|e-?mail|effective|take effect|in effect|prior to|before|in advance|display|make .{0,40}available|check|review)\b|(?<!\p{L})(?:teilen|mitteil|mitgeteilt|informier|benachrichtig|ankündig|angekündigt|kündigen|bekannt|veröffentlich|hinweisen|in kraft|inkrafttreten|wirksam|vorher|im voraus)/iu;

export const numberWords: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  'twenty-one': 21,
  thirty: 30,
  'forty-five': 45,
  sixty: 60,
  ninety: 90,
  a: 1,
  ein: 1,
  einen: 1,
  einem: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  acht: 8,
  zehn: 10,
  zwölf: 12,
  vierzehn: 14,
  dreißig: 30,
  sechzig: 60,
  neunzig: 90,
};

/** `thirty (30) days`, `30 days'`, `at least two months`, `10 business days`, `sechs Wochen`, `14 Werktage`. */
export const periodWords =
  /(?<![\p{L}\p{N}])(?:(\d{1,3})|(twenty-one|forty-five|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|sixty|ninety|eine[nm]?|ein|zwei|drei|vier|fünf|sechs|acht|zehn|zwölf|vierzehn|dreißig|sechzig|neunzig))(?:\s*\((\d{1,3})\))?[\s-]+(?:(calendar|business|working|kalender|werk|arbeits|bank)[\s-]*)?(day|week|month|year|tag|woche|monat|jahr)(?:s|e|en|n)?(?!\p{L})/giu;
/** A count that leaves weekends and holidays out. */
export const workingDays = /business|working|werk|arbeits|bank/i;
/** How ISO 8601 writes a unit, by its first letter. */
export const periodUnits: Record<string, string> = { d: 'D', t: 'D', w: 'W', m: 'M', y: 'Y', j: 'Y' };

/** What makes a period the time between notice and effect. */
export const periodRelation =
  /\b(prior|before|in advance|advance|following|after|from|upon|notice|notification|notify|effective|take effect|beforehand|earlier)\b|(?<!\p{L})(?:vor|vorher|zuvor|voraus|nach|ab|inkrafttreten|in kraft|wirksam|ankündigung|mitteilung)(?!\p{L})/iu;

/** Sentences whose figures are about something else: answering requests, keeping data, cancelling. */
export const otherPeriods =
  /\b(respond|reply|request|retain|retention|delete|deletion|cancel|refund|unsubscribe|remov(e|ed|al)|complain)\b|(?<!\p{L})(?:antwort|aufbewahr|gespeichert|lösch|kündigung|erstatt)/iu;
export const neverPeriods =
  /\b(arbitrat\w*|opt(ing)?[- ]?out|refund|objection)\b|(?<!\p{L})(?:widersp|schlichtung)/iu;

/** Sentences under a title about changes that speak of something else: questions, marketing, prices. */
export const beside = /\b(questions?|concerns?|contact us|marketing|unsubscribe|newsletters?|promotional)\b/i;
export const prices = /\b(fees?|prices?|pricing|charges|payment terms|subscription (price|cost))\b/i;
/** A sentence on prices counts when it speaks of the document itself. */
export const documentNamed =
  /\b(policy|policies|(privacy|cookie|this|our) (notice|statement)|terms of (use|service)|these terms|this (agreement|document)|ToS)\b/i;

/** Somebody is told, in whatever way. */
export const telling =
  /\b(notif(y|ied|ies|ication)|inform you|let you know|tell you|alert you|advise you|give(n)? (you )?notice|provide(d)? (\w+ ){0,3}notice|notice)\b|(?<!\p{L})(?:teilen|mitteil|mitgeteilt|informier|benachrichtig|ankündig|angekündigt|kündigen)/iu;

export const channelRules: { channel: Channel; pattern: RegExp }[] = [
  { channel: 'email', pattern: /\be-?mail(s|ed|ing)?\b/gi },
  {
    channel: 'site',
    pattern:
      /\b(post(ing|ed)?|publish(ing|ed)?|plac(e|ing)|display(ing|ed)?|prominent|notice|notification|banner|announce\w*|updat(e|ing|ed)|available)\b[^.;]{0,80}\b(our |the |this |its )?(web ?sites?|sites?|web ?page|page|here|www\.|home ?page|portal|online|blog)\b|\bupdate this (policy|notice|statement|page)\b|\bas soon as they are posted\b|\b(upon|by|when|once|after) (its |their |being )?post(ing|ed)\b|\b(are|is|have been|has been) posted\b|\bthe posting of\b|\b(from|on) (the date of )?publication\b|\bthis page\b|\b(check|review|visit|consult|revisit)\b[^.;]{0,60}\b(periodically|regularly|frequently|often|from time to time|back)\b|(?<!\p{L})auf (?:dieser|unserer|der) (?:\p{L}+ )?(?:seite|web-?seite|website|internetseite)(?!\p{L})|(?<!\p{L})(?:mit|durch|bei|ab) (?:der |ihrer )?veröffentlichung/giu,
  },
  {
    channel: 'service',
    pattern:
      /\b(through|within|via|using|inside) (the|our|your) ((?!web)[\p{L}]+ ){0,2}(service account|account|apps?|applications?|dashboard|products?)\b|\b(notice|notification|message|banner|alert)s? in (the|our|your) ((?!web)[\p{L}]+ ){0,2}(account|apps?|application|dashboard|products?|services?)\b|\b(through|within|via) (the|our|your) ([\p{L}]+ )?(services?|platform|software|tool)\b|\bin-(app|product|service)\b|\bpush notification|\bon your (service )?account page\b/giu,
  },
  {
    channel: 'post',
    pattern:
      /\b(by|via) (first[- ]class |regular |postal |certified |registered )?(mail|post)\b|\bpostal (mail|letter)\b|\bphysical mail\b|\b(e-?mail|letter|service) or (regular |postal )?(mail|post)\b(?! (it|them|the|an?|on|any|such|this|our|changes?|updates?|notices?))|\be-?mail and (by )?(letter|post|mail)\b|\b(per|mit der) post\b|\bpostweg\b|\bper brief\b/gi,
  },
];

/** The promise covers only changes that matter. */
export const materialOnly =
  /\b(material|materially|significant|significantly|substantial|substantially|substantive|major|important|fundamental|wesentliche?n?) (\p{L}+ )?(change[sd]?|modif\w*|update\w*|amend\w*|revis\w*|alter\w*|ways?|änderung\w*|affect\w*|reduc\w*|impact\w*)|\b(changes?|modifications?|amendments?|revisions?) (that )?(are|is) (material|significant|substantial)|\bmaterially (change|affect|alter|reduce|impact)/iu;

/** The text binds as soon as it is there: posting is all the notice there is. */
export const asPosted =
  /\b(effective|take effect|in effect|binding|apply)\b[^.]{0,40}\b(immediately|as soon as|upon posting|when posted|once posted|on posting|date of (publication|posting)|upon publication)\b|\b(immediately|as soon as)\b[^.]{0,30}\b(effective|take effect|posted)\b|\b(mit|ab|bei) (der |ihrer )?veröffentlichung\b|\bsofort in kraft\b/i;

/** Says when changes begin to apply. */
export const takesEffect =
  /\b(effective|take[s]? effect|come[s]? into (force|effect)|in kraft|inkrafttreten|wirksam)\b/i;

/** All ways together instead of any one. */
export const allChannels =
  /\bboth\b[^.;]{0,80}\band\b|\bsowohl\b[^.;]{0,80}\bals auch\b|\be-?mail (and|und) (also |auch )?(by |per )?(letter|post|mail|brief)\b|\b(post|letter|brief) (and|und) (also |auch )?(by |per )?e-?mail|\be-?mail(ing)?( you)? and (also )?(by |through |via )?(post|publish|plac|display|a (prominent )?notice)/i;
export const anyChannel = /\b(and\/or|or|either|oder)\b/i;

/** Letters are the company's choice, not its promise. */
export const optionalLetter =
  /\b(may|might|can|could|if we choose|at our (sole )?discretion|where appropriate|optionally)\b/i;

export const heldDataRules: { heldData: NoticeProfile['heldData']; pattern: RegExp }[] = [
  {
    heldData: 'opt-in',
    pattern:
      /\b(express|explicit|affirmative|prior)\b[^.]{0,30}\bconsent\b[^.]{0,60}\b(new (privacy )?(practices|policy|terms|uses?|purposes?)|opt[- ]?in|material(ly)? (change|different))|\b(obtain|get|ask for|seek)\b[^.]{0,40}\bconsent\b[^.]{0,80}\b(previously|already|collected (before|prior))|\bcollected in the past\b[^.]{0,120}\bwithout\b[^.]{0,40}\bconsent\b|\bcollected (before|prior to|previously)\b[^.]{0,160}\b(consent|opt[- ]?in)\b/i,
  },
  {
    heldData: 'as-collected',
    pattern:
      /\b(not|never) (apply to|affect|be applied to)\b[^.]{0,80}\b(collected|obtained|provided|received)\b[^.]{0,20}\b(prior|before|previously|earlier)|\b(policy|notice|statement|version|terms)\b[^.]{0,30}\bin (effect|force|place) (at the time|when)\b[^.]{0,60}\b(collect|obtain|provid|receiv|submit)|\bcollected (before|prior to)\b[^.]{0,120}\b(governed by|subject to|treated (under|in accordance with)|remain)\b[^.]{0,60}\b(previous|prior|earlier|old|then|in effect)|\bnot be applied retroactively\b/i,
  },
];

/** Readers who opted out of legal mail are bound all the same. */
export const optOutOfLetters =
  /\b(opt(ed)?[- ]?(out of|not to)|chosen not to|unsubscribed? from)\b[^.]{0,60}\b(legal|policy|such|these)?\s?(notices?|notifications?|updates?)\b[^.]{0,160}\b(still|nevertheless|nonetheless|govern|bound|responsible|apply)\b/i;

/** Notice is promised before effect, without saying how long before. */
export const beforeEffect =
  /\b(prior to|before|in advance( of)?|ahead of|advance notice|reasonable (prior |advance )?notice|vor (dem |ihrem )?inkrafttreten|im voraus)\b/i;

/** Another promise for another case: a merger or a sale of the company. */
export const changeOfControl =
  /\b(change (of|in) (control|ownership)|merger|acquisition|acquired|sale of (all|substantially))\b/i;
