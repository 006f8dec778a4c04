import { describe, expect, test } from 'vitest';
import { dutiesOf } from '../../src/notice/duties.ts';
import { buildLetterContent } from '../../src/notice/letter-content.ts';
import type { BegunNotice } from '../../src/notice/plan.ts';
import { parse } from '../../src/policy/parse.ts';
import { assessed, assessment, change, policy, site, version } from './builders.ts';

const begun: BegunNotice[] = [
  { policy: 'privacy', version: '2', kind: 'advance', firstDay: '2026-12-01', complete: true },
];
const v2 = (fields = {}) => version('2', '2026-12-01', '2027-01-15', fields);

function content(
  policies = [policy([v2()])],
  today = '2026-12-01',
  fields = {},
  known: BegunNotice[] = [],
  assess = assessed(),
) {
  const duties = policies.flatMap((each) => dutiesOf(each, assess, today, known));
  const kind = duties[0]!.kind;
  return buildLetterContent({
    site,
    policies,
    duties: duties.filter((duty) => duty.kind === kind),
    assess,
    today,
    ...fields,
  });
}

test('addresses are those that never change, under the path of the site', () => {
  expect(content().parts[0]?.links).toEqual({
    upcoming: 'https://fernhill.example/legal/privacy/upcoming/',
    changes: 'https://fernhill.example/legal/privacy/changes/1..2/',
    version: 'https://fernhill.example/legal/privacy/2/',
    previous: 'https://fernhill.example/legal/privacy/1/',
    policy: 'https://fernhill.example/legal/privacy/',
  });
});

test('small changes are counted, material ones gathered by clause', () => {
  const rights = { id: 'rights', number: '7', title: 'Your rights' };
  const changes = [
    change({ id: 'a', class: 'minor' }),
    change({ id: 'b', practice: false, heldData: false }),
    change({
      id: 'c',
      heldData: false,
      old: 'We keep invoices.',
      new: 'We keep all invoices.',
      segments: [],
    }),
    // The same view as b: a paragraph that was split is the old side of several changes.
    change({ id: 'b2', heldData: false }),
    change({
      id: 'd',
      clause: { old: rights, new: null },
      kind: 'removed',
      new: null,
      segments: [],
      heldData: false,
    }),
  ];
  const [part] = content(undefined, undefined, undefined, undefined, assessed({ changes })).parts;
  expect(part?.smallChanges).toBe(1);
  expect(part?.changes).toMatchObject([
    {
      id: 'b',
      number: '4',
      title: 'How long we keep data',
      practice: true,
      heldData: false,
      passages: [{}, {}],
    },
    { id: 'd', number: '7', title: 'Your rights', passages: [{ after: null }] },
  ]);
  expect(part?.changes[0]?.link).toBe('https://fernhill.example/legal/privacy/changes/1..2/#change-b');
  expect(part?.touchesHeldData).toBe(false);
});

test('new blocks that follow each other are one passage, list items stay items', () => {
  const added = (id: string, text: string, block: 'paragraph' | 'item') =>
    change({ id, kind: 'added', old: null, new: text, segments: [{ type: 'added', text }], block });
  const changes = [added('a', 'We train models with', 'paragraph'), added('b', 'corrections', 'item')];
  const [part] = content(undefined, undefined, undefined, undefined, assessed({ changes })).parts;
  expect(part?.changes[0]?.passages).toEqual([
    {
      moved: false,
      count: 1,
      before: null,
      after: [
        { look: 'text', runs: [{ type: 'same', text: 'We train models with' }] },
        { look: 'item', runs: [{ type: 'same', text: 'corrections' }] },
      ],
    },
  ]);
});

test('cells of a table row carry the names of their columns', () => {
  const table = (place: string) =>
    `## Companies\n\n| Company | Place |\n|---|---|\n| Brevia Mail SAS | ${place} |`;
  const two = v2();
  two.document = parse(table('Nantes, France'), 'md').document;
  const row = change({
    block: 'row',
    old: 'Brevia Mail SAS | Leeds',
    new: 'Brevia Mail SAS | Nantes, France',
    segments: [
      { type: 'same', text: 'Brevia Mail SAS | ' },
      { type: 'removed', text: 'Leeds' },
      { type: 'added', text: 'Nantes, France' },
    ],
  });
  const [part] = content(
    [policy([two])],
    undefined,
    undefined,
    undefined,
    assessed({ changes: [row] }),
  ).parts;
  expect(part?.changes[0]?.passages[0]?.after).toEqual([
    {
      look: 'row',
      cells: [
        { label: 'Company', runs: [{ type: 'same', text: 'Brevia Mail SAS' }] },
        { label: 'Place', runs: [{ type: 'changed', text: 'Nantes, France' }] },
      ],
    },
  ]);
  // The old row is in no table of the old text: its cells stand without names.
  expect(part?.changes[0]?.passages[0]?.before).toMatchObject([
    { look: 'row', cells: [{ label: undefined }, {}] },
  ]);
});

test("the summary is the team's own; the tool's is not for customers", () => {
  const assess = assessed({ summary: '6 changes matter: scope, collection.' });
  expect(content(undefined, undefined, undefined, undefined, assess).parts[0]?.summary).toBeUndefined();
  const told = [policy([v2({ summary: 'Logs are kept longer.' })])];
  expect(content(told, undefined, undefined, undefined, assess).parts[0]?.summary).toBe(
    'Logs are kept longer.',
  );
});

test('a place for the yes is named only where a yes is asked for', () => {
  const fields = { consent: { url: '/legal/consent' } };
  expect(content([policy([v2(fields)])]).parts[0]?.consentUrl).toBeUndefined();
});

test('places on the site that front matter names become whole addresses', () => {
  const fields = { actions: [{ text: 'Object', url: '/contact' }], consent: { url: '/legal/consent' } };
  const assess = assessed({ class: 'consent' });
  expect(content([policy([v2(fields)])], undefined, {}, [], assess).parts[0]).toMatchObject({
    actions: [{ url: 'https://fernhill.example/contact' }],
    consentUrl: 'https://fernhill.example/legal/consent',
  });
});

describe('timing', () => {
  test('late after the deadline, said for joiners, never for reminders', () => {
    expect(content().parts[0]?.timing).toBe('inTime');
    expect(content(undefined, '2026-12-16').parts[0]?.timing).toBe('inTime');
    expect(content(undefined, '2026-12-17').parts[0]?.timing).toBe('late');
    expect(content(undefined, '2026-12-17', { timing: 'joined' }).parts[0]?.timing).toBe('joined');
    const two = [policy([v2()])];
    const duties = dutiesOf(two[0]!, assessed(), '2027-01-10', begun).filter(
      ({ kind }) => kind === 'reminder',
    );
    const reminder = buildLetterContent({
      site,
      policies: two,
      duties,
      assess: assessed(),
      today: '2027-01-10',
    });
    expect(reminder).toMatchObject({ kind: 'reminder', letter: '2027-01-15-reminder-privacy-2' });
    expect(reminder.parts[0]?.timing).toBe('inTime');
  });
});

test('a correction says since when, why, what is in force and what comes instead', () => {
  const versions = [v2(), version('2.1', '2026-12-10', '2027-02-15')];
  const withdrawn = [
    { version: '2', on: '2026-12-10', reason: 'A processor changed its terms.', by: 'Dr. Ilse Brandt' },
  ];
  const both = policy(versions, { withdrawn });
  const duties = dutiesOf(both, assessed(), '2026-12-11', begun).filter(({ kind }) => kind === 'correction');
  const letter = buildLetterContent({
    site,
    policies: [both],
    duties,
    assess: assessed(),
    today: '2026-12-11',
  });
  expect(letter.parts[0]?.withdrawal).toEqual({
    on: '2026-12-10',
    reason: 'A processor changed its terms.',
    inForce: '1',
    replacement: { version: '2.1', effective: '2027-02-15' },
  });
});

describe('what cannot be written', () => {
  test('no notice', () => {
    const input = { site, policies: [], duties: [], assess: assessed(), today: '2026-12-01' };
    expect(() => buildLetterContent(input)).toThrow('A letter without a notice cannot be written.');
  });

  test('two days in one letter', () => {
    const policies = [policy([v2()]), policy([version('3', '2026-12-01', '2027-01-16')], {}, 'terms')];
    expect(() => content(policies)).toThrowErrorMatchingInlineSnapshot(
      `[PrenoticeError: One letter cannot carry the advance of privacy 2 for 2027-01-15 and the advance of terms 3 for 2027-01-16.]`,
    );
  });

  test('a version that is not there', () => {
    const duties = dutiesOf(policy([v2()]), () => assessment(), '2026-12-01').slice(0, 1);
    const input = { site, policies: [policy([])], duties, assess: assessed(), today: '2026-12-01' };
    expect(() => buildLetterContent(input)).toThrow('There is no version 2 of privacy');
  });
});
