import { type Day, formatDay, formatPeriod, isEmptyPeriod, type Period } from '../../policy/day.ts';
import type { LetterChange, LetterContent, LetterPart } from '../letter.ts';
import type { LetterWords } from './words.ts';

const locale = 'en';
const day = (value: Day) => formatDay(value, locale);
const period = (value: Period) => formatPeriod(value, locale);
const list = new Intl.ListFormat(locale, { type: 'conjunction' });

/** `our Privacy notice`; a title that is no name of a document gets a noun. */
function our(part: LetterPart): string {
  if (part.policyKind === 'subprocessors' && !/\blist\b/i.test(part.title)) return `our list “${part.title}”`;
  if (part.policyKind === 'other') return `our document “${part.title}”`;
  return `our ${part.title}`;
}

const titles = (content: LetterContent) => list.format(content.parts.map((part) => part.title));
const ours = (content: LetterContent) => list.format(content.parts.map(our));
const many = (content: LetterContent) => content.parts.length > 1;
const hasOneZone = (content: LetterContent) => new Set(content.parts.map((part) => part.timeZone)).size === 1;
const needsYes = (content: LetterContent) => content.parts.some((part) => part.class === 'consent');

/** `00:00 Central European Standard Time, Europe/Berlin`, as it is on that day. */
function midnight(part: LetterPart): string {
  const instant = Temporal.PlainDate.from(part.effective).toZonedDateTime(part.timeZone);
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: part.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'long',
  }).format(instant.epochMilliseconds);
  return `${time}, ${part.timeZone}`;
}

function deadlineOfActions(content: LetterContent): Day | undefined {
  return content.parts.flatMap((part) => part.actions.flatMap((action) => action.by ?? [])).sort()[0];
}

function subject(content: LetterContent): string {
  const from = `${content.company.name}: `;
  const on = day(content.effective);
  const what = content.parts.length > 3 ? `${content.parts.length} documents` : titles(content);
  const verb = many(content) ? 'change' : 'changes';
  switch (content.kind) {
    case 'advance':
      return needsYes(content)
        ? `${from}${what} ${verb} on ${on}, your answer is needed`
        : `${from}${what} ${verb} on ${on}`;
    case 'reminder':
      return `${from}reminder, ${what} ${verb} on ${on}`;
    case 'correction':
      return `${from}correction, ${what} ${many(content) ? 'do' : 'does'} not change as announced for ${on}`;
  }
}

function title(content: LetterContent): string {
  const on = day(content.effective);
  switch (content.kind) {
    case 'advance':
      return `Changes to ${ours(content)} on ${on}`;
    case 'reminder':
      return `Reminder: changes to ${ours(content)} on ${on}`;
    case 'correction':
      return `Correction: the change to ${ours(content)} announced for ${on} is withdrawn`;
  }
}

function replaces(part: LetterPart): string {
  return `version ${part.version} of ${our(part)} replaces version ${part.previous}`;
}

function lead(content: LetterContent): string {
  const first = content.parts[0]!;
  if (content.kind === 'correction') {
    return many(content)
      ? 'We wrote to you that some of our documents would change. What we announced is withdrawn:'
      : `We wrote to you that ${our(first)} would change on ${day(content.effective)}. That change is withdrawn.`;
  }
  const zone = hasOneZone(content) ? ` (${midnight(first)})` : '';
  const when = `On ${day(content.effective)}, at the start of the day${zone}`;
  return many(content)
    ? `${when}, ${numeral(content.parts.length).toLowerCase()} of our documents change:`
    : `${when}, ${replaces(first)}.`;
}

function leadPart(part: LetterPart, content: LetterContent): string {
  if (content.kind === 'correction') return `Version ${part.version} of ${our(part)} is withdrawn.`;
  const text = `${replaces(part)}${hasOneZone(content) ? '' : ` at ${midnight(part)}`}`;
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

function act(content: LetterContent): string {
  if (content.kind === 'correction') return 'You do not have to do anything.';
  if (needsYes(content)) {
    return 'We need your answer: some of this happens only if you say yes. You are free to say no, or not to answer.';
  }
  if (content.parts.every((part) => part.actions.length === 0)) return 'You do not have to do anything.';
  const by = deadlineOfActions(content);
  const until = by === undefined ? '' : `; the first deadline there is ${day(by)}`;
  return `You do not have to do anything. If you want to act, see “What you can do”${until}.`;
}

function exempt(part: LetterPart): string {
  const grounds = {
    'required-by-law': 'because the law requires it',
    security: 'because security requires it',
    benefit: 'because it is only to your benefit',
  };
  const { kind, reason } = part.exemption!;
  const promised = isEmptyPeriod(part.period)
    ? 'than usual'
    : `than the ${period(part.period)} that we promise`;
  return `This change to ${our(part)} takes effect sooner ${promised}, ${grounds[kind]}. ${sentence(reason)}`;
}

function changeTitle(change: LetterChange): string {
  if (change.number && change.title) return `Section ${change.number}: ${change.title}`;
  if (change.number) return `Section ${change.number}`;
  return change.title || 'A passage without a heading';
}

function changeFacts(change: LetterChange, part: LetterPart): string {
  const facts = [];
  if (change.class === 'consent') facts.push('needs your yes.');
  if (part.policyKind === 'terms') {
    facts.push(
      change.practice
        ? 'changes what applies between us.'
        : 'changes the wording; what applies stays the same.',
    );
  } else {
    facts.push(change.practice ? 'changes what we do.' : 'changes the wording; what we do stays the same.');
  }
  // What the promise keeps away from data already held must not seem to reach it.
  if (change.heldData && (change.class === 'consent' || part.heldData === 'follows'))
    facts.push('reaches data that we already hold.');
  else if (change.heldData && part.heldData === 'opt-in' && part.consentUrl)
    facts.push('reaches data that we already hold only if you say yes.');
  return facts.map((fact, at) => `${at === 0 ? 'This' : 'It'} ${fact}`).join(' ');
}

function heldData(part: LetterPart): string {
  const on = day(part.effective);
  if (part.class === 'consent') {
    const asked =
      'What needs your yes also reaches data that we already hold about you. It is done with that data only if you say yes.';
    const rest = part.changes.some((change) => change.class !== 'consent') && part.heldData === 'follows';
    return rest ? `${asked} The other changes apply to that data from ${on}.` : asked;
  }
  if (part.heldData === 'as-collected') {
    return `Data that we collected before ${on} is not affected: it stays under the version that applied when it was collected.`;
  }
  if (part.heldData === 'opt-in') {
    return part.consentUrl
      ? `To data that we collected before ${on}, these changes apply only if you say yes. They apply to data that we collect from that day on.`
      : `These changes do not apply to data that we collected before ${on}; that data stays under the version before. They apply to data that we collect from that day on.`;
  }
  return `From ${on} the new version also applies to data that we already hold about you, unless its text says otherwise.`;
}

function nothing(part: LetterPart): string {
  const on = day(part.effective);
  if (part.class === 'consent') {
    return `Your silence is not agreement. If you do not answer, we treat it as a no: nothing that needs your yes happens to data that we already hold about you. The rest of the new version applies from ${on}.`;
  }
  if (part.heldData === 'opt-in') {
    const before = part.consentUrl ? ' Your silence is not agreement for data collected before.' : '';
    return `The new version applies from ${on} to data that we collect from then on.${before}`;
  }
  if (part.heldData === 'as-collected') {
    return `The new version applies from ${on} to data that we collect from then on.`;
  }
  return `Version ${part.version} of ${our(part)} applies from ${on}.`;
}

function withdrawn(part: LetterPart): string[] {
  const { on, reason, inForce, replacement } = part.withdrawal!;
  const took = on >= part.effective;
  const state = took
    ? `Version ${part.version} of ${our(part)} took effect on ${day(part.effective)} and was withdrawn on ${day(on)}. From that day version ${inForce} applies again.`
    : `Version ${part.version} of ${our(part)} does not take effect. Version ${inForce} stays in force.`;
  const next = replacement
    ? [
        `Version ${replacement.version} is planned for ${day(replacement.effective)} in its place. If it needs to be announced to you by letter, you get a letter of its own.`,
      ]
    : [];
  const answer =
    part.class === 'consent'
      ? ['If you have said yes or no to it already: that answer has no effect any more.']
      : [];
  return [state, `The reason: ${sentence(reason)}`, ...answer, ...next];
}

function why(content: LetterContent): string {
  const documents = many(content) ? 'documents that apply to you' : 'a document that applies to you';
  const who =
    content.kind === 'correction' ? 'everybody to whom we announced the change' : 'everybody concerned';
  const optOut = content.parts.some((part) => part.optOut)
    ? ', except those who have asked us not to send them legal notices'
    : '';
  return `This is a legal notice about ${documents}, not advertising. We owe it to ${who}${optOut}; that is why it comes to you whatever you have chosen about marketing e-mails.`;
}

function promise(part: LetterPart): string {
  if (isEmptyPeriod(part.period)) return `We tell you before the change to ${our(part)} takes effect.`;
  return `We promise to tell you about a change like this to ${our(part)} at least ${period(part.period)} before it takes effect.`;
}

const numerals = ['None', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
const numeral = (count: number) => numerals[count] ?? String(count);

const languages = new Intl.DisplayNames(locale, { type: 'language' });
const languageName = (tag: string) => languages.of(new Intl.Locale(tag).language) ?? tag;

const sentence = (text: string) => (/[.!?…]["”’)]*$/u.test(text) ? text : `${text}.`);

export const en: LetterWords = {
  locale,
  subject,
  testMark: '[Test] ',
  testNote: 'This is a test for our own team. Nobody has been told anything by it.',
  title,
  greeting: (name) => `Dear ${name},`,
  greetingUnnamed: 'Hello,',
  lead,
  leadPart,
  act,
  inShort: (summary) => `In short: ${summary}`,
  late: 'This letter reaches you later than it should have. We are sorry.',
  joined: 'You became a customer after this change was announced; this letter tells you about it as well.',
  exempt,
  reminder: (content) =>
    `We have written to you about this before; this is the only reminder.${needsYes(content) ? ' If you have said yes or no already, nothing more is asked of you.' : ''}`,

  changesHeading: 'What changes',
  documentIn: (locale) => `The document itself is in ${languageName(locale)}.`,
  changesIntro: (shown) =>
    shown === 1
      ? 'One section changes in a way that matters. Here it is before and after; words that differ are marked:'
      : 'These sections change in a way that matters. Here is each of them before and after; words that differ are marked:',
  legend: { removed: 'taken out', added: 'put in' },
  changeTitle,
  changeFacts,
  before: 'Before',
  after: 'After',
  added: 'New text',
  removed: 'Text that is taken out',
  moved: 'Text that moves to this place',
  changePlaces: (count) => `The same change is made in ${count} places; the first is shown.`,
  linkWhole: 'The whole passage, before and after',
  listedIntro: (count, shownAny) =>
    shownAny
      ? `${count === 1 ? 'One more section changes, which does' : `${numeral(count)} more sections change, which do`} not fit into this letter. Each link leads to the text before and after:`
      : `${count === 1 ? 'One section changes' : `${numeral(count)} sections change`} in a way that matters. Each link leads to the text before and after:`,
  unlisted: (count) => `and ${count} more`,
  smallChanges: (count) =>
    count === 1
      ? 'There is also one smaller change, such as to wording or contact details. The comparison linked below marks it.'
      : `There are also ${numeral(count).toLowerCase()} smaller changes, such as to wording or contact details. The comparison linked below marks them.`,

  heldDataHeading: 'Data that we already hold',
  heldData,
  actionsHeading: 'What you can do',
  actionBy: (by) => `by ${day(by)}`,
  consentLink: 'Say yes or no',
  noActions: 'Nothing is asked of you.',
  questions: 'If you have a question or do not agree, answer this letter or write to',
  nothingHeading: 'If you do nothing',
  nothing,

  withdrawnHeading: 'What this means',
  withdrawn,

  textsHeading: 'The full texts',
  linkNew: (part) => `The new text, version ${part.version}, published on ${day(part.published)}`,
  linkChanges: 'The comparison: both texts in one, with every change marked',
  linkOld: (part) => `The text in force until then, version ${part.previous}`,
  linkWithdrawn: (part) => `The text that is withdrawn, version ${part.version}`,
  linkUpcoming: 'What is coming',
  linkPolicy: 'The text in force on the day you look',

  whyHeading: 'Why you get this letter',
  why,
  promise,
  quote: (part, quote) => `${our(part)[0]!.toUpperCase()}${our(part).slice(1)} says: “${quote}”`,

  recordsHeading: 'For your records',
  reference: 'Reference',
  subjectReference: 'ref.',
  digests:
    'With these checksums (SHA-256 of the published text files) anybody can verify later that the texts are the ones we told you about:',
  digest: (part, version) => `${part.title}, version ${version}`,
  verify: 'Your browser can do it for you:',
  contact: (content) => `${content.company.name} is responsible for this letter. Contact:`,

  day,
  period,
};
