import { type ChangeClass, classOrder } from '../policy/change-class.ts';
import type { Change } from '../redline/redline.ts';
import type { AssessedChange, AssessmentContext, Category, Direction, Reason } from './assessment.ts';
import { type Finding, topicsOfSentence } from './engine.ts';
import { topicsOf } from './facts.ts';
import type { AssessmentLanguage } from './languages/language.ts';
import type { VocabularyName } from './lexicon.ts';
import { comparePeriods, daysIn } from './periods.ts';
import type { RuleRow } from './rules/rule.ts';
import { readable } from './vocabulary/en/readable.ts';

const mostReasons = 8;

/** Findings of all sentences of one change → its class, categories, direction and reasons. The gravest decide. */
export function judge(
  change: Change,
  findings: readonly Finding[],
  context: AssessmentContext,
  language: AssessmentLanguage,
): AssessedChange {
  const limited = findings.some(({ facts }) => facts.lexicon.terms('limitedToNew', facts.unit.new).size > 0);
  const classes = findings.map((finding) => classOf(finding, context));
  const top = classes.reduce<ChangeClass>(
    (one, other) => (classOrder[other] > classOrder[one] ? other : one),
    'editorial',
  );
  // What a rule knows is said before what no rule knows.
  const unsure = ({ rule }: Finding) => (rule.certainty === 'low' ? 1 : 0);
  const deciding = findings
    .filter((_, index) => classes[index] === top)
    .sort((a, b) => unsure(a) - unsure(b));
  const reasons: Reason[] = [];
  for (const list of Map.groupBy(deciding, namingOf).values()) {
    const [{ rule, ...first }] = list as [Finding, ...Finding[]];
    const terms = [...new Set(list.flatMap((finding) => finding.terms))];
    const { reason, tell } = list.length > 1 ? templatesOf(list[0]!) : {};
    const text = reason === undefined ? first.text : naming(reason, terms);
    const told = tell === undefined ? first.tell : naming(tell, terms);
    if (!reasons.some((one) => one.text === text))
      reasons.push({
        rule: rule.id,
        text,
        source: rule.source,
        ...(told === undefined ? {} : { tell: told }),
      });
  }
  if (reasons.length === 0) reasons.push({ ...untouched, text: language.untouched });
  // A rule's own subject before the one that the sentence seems to have.
  const own = ({ rule }: Finding) => (rule.categories.length > 0 ? 0 : 1);
  const categories = [...new Set([...deciding].sort((a, b) => own(a) - own(b)).flatMap(categoriesOf))];
  const material = classOrder[top] >= classOrder.material;
  return {
    ...change,
    class: top,
    categories: deciding.length > 0 ? categories : ['editorial'],
    direction: directionOf(deciding),
    practice: material || deciding.some(({ rule }) => rule.practice),
    heldData:
      material &&
      context.heldData !== 'as-collected' &&
      (top === 'consent' || !limited) &&
      deciding.some(({ rule, facts }) => rule.heldData === true && holdsAlready(rule.id, facts.topics)),
    certainty: deciding.length > 0 && deciding.every(({ rule }) => rule.certainty === 'low') ? 'low' : 'high',
    reasons: reasons.slice(0, mostReasons),
  };
}

const templatesOf = ({ rule, facts }: Finding): Pick<RuleRow, 'reason' | 'tell'> =>
  facts.language.rules[rule.id] ?? rule;

/** What a rule found in several sentences is named once: those whose words do nothing but name it have one key. */
function namingOf(finding: Finding): unknown {
  const { reason, tell = '{terms}' } = templatesOf(finding);
  const names = (template: string) => template.match(/\{\w+\}/g)?.join() === '{terms}';
  return names(reason) && names(tell) ? reason : finding;
}

const naming = (template: string, terms: readonly string[]): string =>
  template.replace('{terms}', () => readable(terms));

const untouched = {
  rule: 'same-words',
  source: 'Regulation (EU) 2019/1150 (P2B), recital 18',
};

/** A number touches what is held where it says how long things are kept; an age or a price does not. */
function holdsAlready(rule: string, topics: readonly Category[]): boolean {
  return rule !== 'number-changed' || topics.includes('retention');
}

/** Where the profile keeps held data under the old text, notice is enough. */
function classOf(finding: Finding, context: AssessmentContext): ChangeClass {
  return finding.rule.class === 'consent' && context.heldData === 'as-collected'
    ? 'material'
    : finding.rule.class;
}

/** A rule's own categories, and for grave uses and rules of logic what the sentence is about. */
export function categoriesOf({ rule, facts, text }: Finding): Category[] {
  if (rule.id === 'grave-use' || rule.id === 'promise-dropped') {
    const found: Category[] = [];
    const about = `${text} ${facts.unit.old?.text ?? ''} ${rule.id === 'grave-use' ? (facts.unit.new?.text ?? '') : ''}`;
    if (/\bs(?:ell|old|ale)\b|\brent\b/i.test(about)) found.push('sale-ads');
    if (/\badverti/i.test(about)) found.push('sale-ads', 'purpose');
    if (/\btrain|\bmodel/i.test(about)) found.push('purpose');
    if (/independent|own purposes|\bshar|\bdisclos|\bprovide/i.test(about)) found.push('sharing');
    return found.length > 0 ? found : ['purpose'];
  }
  // Advertising is what data is used for and, to readers, a subject of its own.
  if (
    /^(?:purpose|recipient)-/.test(rule.id) &&
    /\b(?:targeted advertising|advertising partners)\b/.test(text)
  )
    return rule.id.startsWith('purpose')
      ? ['sale-ads', ...rule.categories]
      : [...rule.categories, 'sale-ads'];
  // With whom the contract is, and where, is a term of the contract too.
  const contract = facts.kind === 'terms' || /\b(?:contract|agreement)\b/i.test(facts.sentence.text);
  if (contract && /^(?:controller|place|transfer)-/.test(rule.id)) return [...rule.categories, 'legal-terms'];
  if (rule.categories.length > 0) return [...rule.categories];
  const about = categoryOfSentence(facts);
  // What no rule can read is about nothing that could be told, unless its words are the same in both languages.
  return rule.id === 'not-assessed' && about === 'scope' ? [] : [about];
}

const deedCategory: Record<string, Category> = {
  collect: 'collection',
  share: 'sharing',
  keep: 'retention',
  use: 'purpose',
};

/** Subjects of contracts that a number or a word belongs to before the money in it. */
const graveTerms = ['liability', 'disputes', 'indemnity', 'governing law', 'warranty'];

/** What a sentence is about: its own words first, then the titles above, then its verbs, then the kind of document. */
function categoryOfSentence(facts: Finding['facts']): Category {
  const { lexicon, sentence, kind } = facts;
  const text = sentence.text;
  const contract = kind === 'terms' || kind === 'other';
  const has = (...names: VocabularyName[]) => names.some((name) => lexicon.terms(name, sentence).size > 0);
  if (has('children') || /\b(?:younger|older) than \d|\bunder (?:the age of )?1\d\b/i.test(text))
    return contract ? 'eligibility' : 'children';
  const legal = lexicon.terms('legalTerms', sentence);
  if (contract && graveTerms.some((term) => legal.has(term))) return 'legal-terms';
  if (/[€$£¥]\s?\d|\b(?:eur|usd|gbp|chf) ?\d|\b(?:fee|price|refund)s?\b/i.test(text)) return 'fees';
  if (contract && legal.has('eligibility')) return 'eligibility';
  const counted = [...facts.lostNumbers, ...facts.gainedNumbers].some((label) => daysIn(label) !== null);
  const around = topicsOf(facts.unit.header);
  if (
    counted &&
    !contract &&
    (has('retention') || around.includes('retention') || facts.topics.includes('retention'))
  )
    return 'retention';
  const [topic] = [...facts.topics, ...around].filter(
    (one) => !['definitions', 'scope', 'contact'].includes(one),
  );
  if (topic) return topic;
  if (contract) return 'legal-terms';
  const own = topicsOfSentence(facts).find((one) =>
    ['retention', 'change-terms', 'rights', 'transfers', 'sale-ads', 'security'].includes(one),
  );
  if (own) return own;
  if (
    has('rights') ||
    /\b(?:you|users?|customers?) (?:can|may|could) (?:also )?(?:export|object|download|delete|correct|choose)/i.test(
      text,
    )
  )
    return 'rights';
  if (has('security')) return 'security';
  for (const deed of facts.deeds) if (deedCategory[deed]) return deedCategory[deed];
  if (has('dataTypes')) return 'collection';
  if (has('purposes')) return 'purpose';
  return kind === 'cookies' ? 'cookies' : kind === 'subprocessors' ? 'sharing' : 'scope';
}

function directionOf(findings: readonly Finding[]): Direction {
  const directions = new Set(findings.map(directionOfFinding));
  if (directions.has('unfavourable')) return 'unfavourable';
  if (directions.has('unclear')) return 'unclear';
  if (directions.has('favourable')) return 'favourable';
  return 'neutral';
}

/** `indefinitely` became a period, or a period became `indefinitely`. */
function endOfKeeping(facts: Finding['facts']): Direction | null {
  const endless = (sentence: Finding['facts']['unit']['old']) =>
    facts.lexicon.terms('retention', sentence).has('indefinitely');
  const { old, new: next } = facts.unit;
  if (!old || !next || endless(old) === endless(next)) return null;
  if (endless(old) && facts.gainedNumbers.length > 0) return 'favourable';
  return endless(next) && facts.lostNumbers.length > 0 ? 'unfavourable' : null;
}

/** A longer period is good or bad by what it is the period of. */
function directionOfFinding(finding: Finding): Direction {
  const { rule, facts } = finding;
  const ended = endOfKeeping(facts);
  if (ended && (rule.id === 'number-changed' || rule.categories.includes('retention'))) return ended;
  if (rule.id !== 'number-changed') return rule.direction;
  const way = comparePeriods(facts.lostNumbers, facts.gainedNumbers);
  if (way === '') return 'unclear';
  const up = way === 'longer' || way === 'higher';
  const good = goodWhenLonger(facts);
  return good === null ? 'unclear' : good === up ? 'favourable' : 'unfavourable';
}

function goodWhenLonger(facts: Finding['facts']): boolean | null {
  const text = facts.sentence.text;
  const category = categoryOfSentence(facts);
  if (category === 'change-terms' || /\bnotice\b|\bin advance\b/i.test(text)) return true;
  if (/\brefund|\bwithdraw from|\btrial\b|\bgrace\b/i.test(text)) return true;
  if (
    /\bwe (?:will )?(?:answer|respond|reply|process your request|act on)\b|\brespond(?:ed)? (?:to )?within\b/i.test(
      text,
    )
  )
    return false;
  if (category === 'retention' || facts.deeds.has('keep')) return false;
  if (category === 'fees' && /[€$£¥]|\bper (?:month|year)\b|%/i.test(text)) return false;
  return null;
}
