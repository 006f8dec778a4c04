import type { AssessedChange } from '../../src/assessment/assessment.ts';
import { type Assess, dutiesOf } from '../../src/notice/duties.ts';
import type { LetterContent } from '../../src/notice/letter.ts';
import { buildLetterContent, type LetterInput } from '../../src/notice/letter-content.ts';
import type { BegunNotice, NoticeKind } from '../../src/notice/plan.ts';
import { parse } from '../../src/policy/parse.ts';
import type { Policy } from '../../src/policy/timeline.ts';
import type { Segment } from '../../src/redline/redline.ts';
import { assessment, change, policy, site, version } from './builders.ts';

/** Letters as companies send them: for the tests, and to be looked at (`letters/*.html`). */

const clause = (id: string, number: string, title: string) => ({
  old: { id, number, title },
  new: { id, number, title },
});

function edited(
  id: string,
  place: AssessedChange['clause'],
  segments: Segment[],
  fields: Partial<AssessedChange> = {},
) {
  const side = (own: string) =>
    segments.filter(({ type }) => type === 'same' || type === own).map(({ text }) => text);
  return change({
    id,
    clause: place,
    segments,
    old: side('removed').join(''),
    new: side('added').join(''),
    ...fields,
  });
}

const added = (
  id: string,
  place: AssessedChange['clause'],
  text: string,
  fields: Partial<AssessedChange> = {},
) =>
  change({
    id,
    kind: 'added',
    clause: { old: null, new: place.new },
    old: null,
    new: text,
    segments: [{ type: 'added', text }],
    ...fields,
  });

const retention = clause('retention', '8.1', 'Periods');
const processors = clause('processors', '6.2', 'Processors');
const training = clause('training', '4.3', 'Training of our models');
const companies = clause('companies', '2', 'The companies');

const longer = edited('r1', retention, [
  { type: 'same', text: 'We keep security logs for ' },
  { type: 'removed', text: '30' },
  { type: 'added', text: '90' },
  { type: 'same', text: ' days. After that we delete them.' },
]);

const support = edited(
  'p1',
  processors,
  [
    { type: 'same', text: 'They provide hosting, the delivery of e-mail' },
    { type: 'removed', text: ' and our support desk' },
    { type: 'added', text: ', our support desk and our telephone system' },
    { type: 'same', text: '.' },
  ],
  { heldData: false, practice: false, categories: ['sharing'] },
);

const ownTraining = [
  added('t1', training, 'We train the models that suggest account codes with', { class: 'consent' }),
  added('t2', training, 'corrections, including those that we already hold, and', {
    class: 'consent',
    block: 'item',
  }),
  added('t3', training, 'support conversations.', { class: 'consent', block: 'item' }),
];

const mailCompany = edited(
  's1',
  companies,
  [
    { type: 'removed', text: 'Kestrel' },
    { type: 'added', text: 'Brevia' },
    { type: 'same', text: ' Mail | Delivery of e-mail | ' },
    { type: 'removed', text: 'Leeds, United Kingdom' },
    { type: 'added', text: 'Nantes, France' },
  ],
  { block: 'row', categories: ['sharing'] },
);

const table = (company: string, place: string) =>
  parse(
    `## The companies\n\n| Company | Task | Place |\n|---|---|---|\n| ${company} Mail | Delivery of e-mail | ${place} |`,
    'md',
  ).document;

const quote = 'We tell you about every material change by e-mail at least 30 days before it takes effect.';
const summary = 'Security logs are kept for 90 days instead of 30, so that slow attacks can be traced.';
const actions = [
  {
    text: 'Object to the longer period',
    url: 'mailto:privacy@fernhill.example?subject=Objection',
    by: '2027-01-14',
  },
  { text: 'Download your data', url: 'https://fernhill.example/ledger/export' },
];

function privacy(
  fields: Record<string, unknown> = {},
  settings: Record<string, unknown> = {},
  effective = '2027-01-15',
): Policy {
  return policy([version('2', '2026-12-01', effective, { summary, actions, ...fields })], {
    notice: [{ since: '1', period: 'P30D', reminder: 'P7D', quote }],
    ...settings,
  });
}

function subprocessors(): Policy {
  const fields = { summary: 'Brevia Mail delivers our e-mail from France.' };
  const two = { ...version('3', '2026-12-01', '2027-01-15', fields), title: 'Sub-processors' };
  const list = policy([two], { kind: 'subprocessors', title: 'Sub-processors' }, 'subprocessors');
  list.versions[0]!.document = table('Kestrel', 'Leeds, United Kingdom');
  two.document = table('Brevia', 'Nantes, France');
  return list;
}

const assessExamples: Assess = (of, subject) => {
  if (of.slug === 'subprocessors') return assessment({ changes: [mailCompany] });
  const asks = subject.fields.consent !== undefined;
  const small = change({ id: 'm1', class: 'minor' });
  return assessment({
    class: asks ? 'consent' : 'material',
    changes: asks ? [...ownTraining, longer, support, small] : [longer, support, small],
  });
};

const begun: BegunNotice[] = [
  { policy: 'privacy', version: '2', kind: 'advance', firstDay: '2026-12-01', complete: true },
];

function letter(
  policies: Policy[],
  today: string,
  fields: Partial<LetterInput> = {},
  kind: NoticeKind = 'advance',
): LetterContent {
  const known = kind === 'advance' ? [] : begun;
  const duties = policies
    .flatMap((each) => dutiesOf(each, assessExamples, today, known))
    .filter((duty) => duty.kind === kind && duty.from !== null);
  return buildLetterContent({ site, policies, duties, assess: assessExamples, today, ...fields });
}

const profile = (fields: Record<string, unknown>) => ({
  notice: [{ since: '1', period: 'P30D', quote, ...fields }],
});
const exemption = {
  kind: 'required-by-law',
  reason: 'Regulation 2026/1 applies from 10 December 2026',
  decidedBy: 'Dr. Ilse Brandt',
};
const withdrawn = [
  {
    version: '2',
    on: '2026-12-10',
    reason: 'We keep security logs for 30 days after all.',
    by: 'Dr. Ilse Brandt',
  },
];

export const exampleLetters: Record<string, LetterContent> = {
  material: letter([privacy()], '2026-12-01'),
  consent: letter([privacy({ consent: { url: 'https://fernhill.example/ledger/training' } })], '2026-12-01'),
  'two-policies': letter([privacy(), subprocessors()], '2026-12-01'),
  'as-collected': letter([privacy({ actions: [] }, profile({ heldData: 'as-collected' }))], '2026-12-01'),
  'opt-in': withPlaceForYes(letter([privacy({}, profile({ heldData: 'opt-in' }))], '2026-12-01')),
  'opt-in-unasked': letter([privacy({}, profile({ heldData: 'opt-in' }))], '2026-12-01'),
  late: letter([privacy()], '2026-12-20'),
  joined: letter([privacy()], '2026-12-20', { timing: 'joined' }),
  exempt: letter([privacy({ exemption }, {}, '2026-12-10')], '2026-12-01'),
  reminder: letter([privacy()], '2027-01-08', {}, 'reminder'),
  correction: letter([privacy({}, { withdrawn })], '2026-12-11', {}, 'correction'),
  test: letter([privacy()], '2026-12-01', { test: true }),
  german: letter([privacy({ consent: { url: 'https://fernhill.example/ledger/training' } })], '2026-12-01', {
    locale: 'de-AT',
  }),
  'german-correction': letter([privacy({}, { withdrawn })], '2026-12-11', { locale: 'de' }, 'correction'),
};

/** The same letter where the front matter names a place to say yes, as profiles with `heldData: opt-in` may. */
function withPlaceForYes(content: LetterContent): LetterContent {
  const consentUrl = 'https://fernhill.example/ledger/training';
  return { ...content, parts: content.parts.map((part) => ({ ...part, consentUrl })) };
}
