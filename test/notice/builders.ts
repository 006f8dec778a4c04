import type { AssessedChange, Assessment } from '../../src/assessment/assessment.ts';
import type { Assess } from '../../src/notice/duties.ts';
import type { Recipient } from '../../src/notice/recipient.ts';
import { parse } from '../../src/policy/parse.ts';
import { policySchema } from '../../src/policy/policy.ts';
import { siteSchema } from '../../src/policy/site.ts';
import type { Policy, Version } from '../../src/policy/timeline.ts';
import { versionSchema } from '../../src/policy/version.ts';

/** Front matter as people write it, without the number. */
type Fields = Record<string, unknown>;

export const site = siteSchema.parse({
  name: 'Fernhill Software GmbH',
  url: 'https://fernhill.example/legal/',
  timeZone: 'Europe/Berlin',
  from: 'Fernhill Legal <legal@notices.fernhill.example>',
  replyTo: 'privacy@fernhill.example',
  address: 'Fernhill Software GmbH, Lindenweg 8, 10115 Berlin, Germany',
});

const approved = { by: 'Dr. Ilse Brandt', on: '2026-01-01' };

export function version(number: string, published: string, effective: string, fields: Fields = {}): Version {
  const text = `# Text\n\n## Scope\n\nThis is version ${number}.`;
  return {
    fields: versionSchema.parse({ version: number, published, effective, approved, ...fields }),
    document: parse(text, 'md').document,
    title: 'Privacy notice',
    digest: number.replace(/\D/g, '').padStart(64, 'ab'),
    file: `content/privacy/${number}.mdx`,
    source: text,
  };
}

/** A policy whose version 1 has been in force since 2025, with a 30-day promise unless `notice` says otherwise. */
export function policy(versions: Version[], settings: Fields = {}, slug = 'privacy'): Policy {
  return {
    slug,
    settings: policySchema.parse({
      title: 'Privacy notice',
      kind: 'privacy',
      notice: [{ since: '1', period: 'P30D', reminder: 'P7D' }],
      ...settings,
    }),
    timeZone: 'Europe/Berlin',
    locale: 'en',
    versions: [version('1', '2025-01-01', '2025-01-01'), ...versions],
    file: `content/${slug}/policy.yaml`,
  };
}

export function change(fields: Partial<AssessedChange> = {}): AssessedChange {
  const clause = { id: 'retention', number: '4', title: 'How long we keep data' };
  return {
    id: 'c-1',
    kind: 'changed',
    clause: { old: clause, new: clause },
    old: 'We keep log data for 30 days.',
    new: 'We keep log data for 90 days.',
    count: 1,
    segments: [
      { type: 'same', text: 'We keep log data for ' },
      { type: 'removed', text: '30' },
      { type: 'added', text: '90' },
      { type: 'same', text: ' days.' },
    ],
    block: 'paragraph',
    class: 'material',
    categories: ['retention'],
    direction: 'unfavourable',
    practice: true,
    heldData: true,
    certainty: 'high',
    reasons: [],
    ...fields,
  };
}

export function assessment(fields: Partial<Assessment> = {}): Assessment {
  const level = fields.class ?? 'material';
  return {
    class: level,
    toolClass: level,
    material: level === 'material' || level === 'consent',
    favourable: false,
    related: 0.9,
    summary: '',
    language: 'en',
    judged: '',
    changes: [change({ class: level })],
    decisionProblems: [],
    ...fields,
  };
}

/** Assesses every version as told. */
export const assessed =
  (fields: Partial<Assessment> = {}): Assess =>
  () =>
    assessment(fields);

let count = 0;
export function recipient(fields: Partial<Recipient> = {}): Recipient {
  count += 1;
  return { id: `r${count}`, email: `r${count}@customer.example`, segments: [], optedOut: false, ...fields };
}
