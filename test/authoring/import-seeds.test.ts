import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { splitFrontMatter } from '../../src/authoring/front-matter.ts';
import type { ImportReport } from '../../src/authoring/import/import-policy.ts';
import { parse } from '../../src/policy/parse.ts';
import { documentTexts, normalizeSpace } from '../../src/policy/text.ts';
import { sharedPath } from '../shared.ts';
import { accountFor, outlineOf } from './words.ts';

/** The five real policies; their texts are third parties' and stay outside this project. */
const seeds = sharedPath('policies', 'seeds');

interface Expected {
  clauses: number;
  /** Lines of the outline that must be there, in order. */
  outline: string[];
  effective: string;
  effectiveText: string | null;
  seen: string | null;
  dropped: string[];
  profile: Partial<ImportReport['profile']>;
  quote: RegExp;
  terms: string[];
}

const expected: Record<string, Expected> = {
  '000': {
    clauses: 31,
    outline: [
      '1 Introduction',
      '3 What Information We Collect and How We Collect It',
      '  3.1 Customer Account Information',
      '  3.4',
      '  3.7 3rd Party Tracking',
      '4 The Way We Use Information',
      '  4.1',
      '  4.8 Email Opt-Out',
      '  4.9',
      '5 Anonymous Information',
      '14 Modification',
      '15 Contacting Us',
    ],
    effective: 'unknown',
    effectiveText: null,
    seen: '2013-05-08',
    dropped: [
      'archive banner',
      'the title: it stands in policy.yaml',
      'no words (left over from a table or a layout)',
      'line across the page',
    ],
    profile: {
      period: 'P30D',
      applies: 'all',
      channels: { any: ['email', 'site'] },
      heldData: 'as-collected',
      optOut: false,
    },
    quote:
      /^Such change will become effective thirty \(30\) days following .* shall not affect .* becomes effective\.$/,
    terms: [
      'Customer Data',
      'End Users',
      'Personally Identifiable Information',
      'Anonymous Information',
      'Change of Control',
    ],
  },
  '001': {
    clauses: 17,
    outline: [
      'What We Collect and How We Use It',
      'Personal Information',
      'Choice',
      'Service Provider, Sub-Processors/Onward Transfer',
      'Blog / Forum',
      'Changes in Our Privacy Policy',
    ],
    effective: 'unknown',
    effectiveText: null,
    seen: '2015-02-19',
    dropped: [
      'archive banner',
      'the title: it stands in policy.yaml',
      'announcement of the page',
      'repeats the title',
      'repeats the title',
    ],
    profile: {
      period: 'P0D',
      applies: 'material',
      channels: { any: ['site', 'email'] },
      heldData: 'follows',
      optOut: false,
    },
    quote: /^If we make material changes, we will post them on our website prior to/,
    terms: ['we', 'us', 'Service', 'Personal Information'],
  },
  '002': {
    clauses: 21,
    outline: [
      'Information Collected By The Proost Site',
      'Data Integrity and Purpose Limitation',
      '  Information Stored in Proost',
      'Choice, Control and Access',
      '  Email Communications Preferences',
      'Recourse',
      '  Updates To This Privacy Policy',
      'Glossary',
    ],
    effective: '2019-10-21',
    effectiveText: 'Effective Date: October 21, 2019',
    seen: null,
    dropped: [...Array.from({ length: 6 }, () => 'front matter of the old site'), 'line across the page'],
    profile: {
      period: 'P0D',
      applies: 'material',
      channels: { any: ['email', 'site'] },
      heldData: 'opt-in',
      optOut: false,
    },
    quote:
      /^If we make any material changes, we will notify you by email .* or by means of a notice on the Site or Platform\.$/,
    terms: ['Analytics Data', 'Do Not Track', 'Interactive Areas', 'Itso', 'NAI', 'Platform', 'Usage Data'],
  },
  '003': {
    clauses: 13,
    outline: [
      'What information do we collect from casual website browsers?',
      'Does the Zenoss website use Cookies?',
      'Privacy Policy Changes',
      'What is the effective date of this version of the privacy policy?',
      'How can you contact us?',
    ],
    effective: '2006-11-08',
    effectiveText: 'This version of the privacy policy is effective as of November 8, 2006.',
    seen: '2016-11-06',
    dropped: ['archive banner', 'the title: it stands in policy.yaml', 'footer of the page'],
    profile: {
      period: 'P0D',
      applies: 'all',
      channels: { any: ['site'] },
      heldData: 'follows',
      optOut: false,
    },
    quote: /^Any new provisions will be effective as soon as they are posted\.$/,
    terms: [],
  },
  '004': {
    clauses: 23,
    outline: [
      'What Information does Clari collect?',
      '  Information You Provide',
      '  Cookies',
      'How does Clari use the information it collects?',
      'Will Clari Share Any of the Information it Receives?',
      '  Agents',
      'What You can Do to Your Personal Information',
      '  Editing your profile',
      'Changes to this Privacy Policy',
      'Contacting Us',
    ],
    effective: '2014-04',
    effectiveText: 'Updated: April 2014',
    seen: '2015-06-08',
    dropped: ['archive banner', 'the title: it stands in policy.yaml'],
    profile: {
      period: 'P0D',
      applies: 'all',
      channels: { any: ['site', 'email', 'service'] },
      heldData: 'as-collected',
      optOut: true,
    },
    quote:
      /^We.re constantly trying .* we will alert you to changes by placing a notice on the .* by some other means\.$/,
    terms: [
      'Clari',
      'Personal Information',
      'Enterprise Information',
      'Information',
      'Site',
      'User Submissions',
      'Cookies',
    ],
  },
};

describe.skipIf(seeds === null)('real policies', () => {
  const files = seeds === null ? [] : readdirSync(seeds).filter((file) => file.endsWith('.txt'));

  test.each(Object.entries(expected))('%s: structure, dates, promise, and every word', (key, want) => {
    const file = files.find((name) => name.startsWith(key)) ?? '';
    const { imported, lost, added } = accountFor(file, readFileSync(`${seeds}/${file}`, 'utf8'));
    const { report, mdx } = imported;
    expect({ lost, added }).toEqual({ lost: [], added: [] });
    expect(report.clauses).toHaveLength(want.clauses);
    const lines = outlineOf(imported).split('\n');
    expect(lines.filter((line) => want.outline.includes(line))).toEqual(want.outline);
    expect(report).toMatchObject({
      effective: want.effective,
      effectiveText: want.effectiveText,
      seen: want.seen,
      published: 'unknown',
      kind: 'privacy',
      profile: want.profile,
    });
    expect(report.dropped.map(({ reason }) => reason)).toEqual(want.dropped);
    expect(report.dropped.every(({ line }) => line > 0)).toBe(true);
    expect(report.profile.quote).toMatch(want.quote);
    const text = normalizeSpace(documentTexts(parse(splitFrontMatter(mdx).body, 'mdx').document).join(' '));
    expect(text).toContain(report.profile.quote);
    expect(report.terms.map(({ term }) => term)).toEqual(expect.arrayContaining(want.terms));
    expect(mdx).toMatch(want.effective === 'unknown' ? /^ {2}dates: "none"$/m : /^ {2}dates: "text"$/m);
  });

  test('000: highlights and the headings of its layers stand apart from the text', () => {
    const file = files.find((name) => name.startsWith('000')) ?? '';
    const { imported } = accountFor(file, readFileSync(`${seeds}/${file}`, 'utf8'));
    expect(imported.report.highlights.map(({ title }) => title)).toEqual([
      'It’s your data.',
      'You control access to your account and data.',
      'We will never use your data without your permission.',
      'Your data is secure with Totango.',
    ]);
    expect(imported.report.highlights[3]?.clauses).toEqual(['security']);
    expect(imported.mdx).toContain(
      'layers:\n  highlights: "The Highlights:"\n  text: "Full Privacy Policy:"',
    );
    expect(imported.mdx).toContain('\n### 4..9.\n');
  });

  test('004: the date stays in the text; bold cut short by a link is bold', () => {
    const file = files.find((name) => name.startsWith('004')) ?? '';
    const { mdx } = accountFor(file, readFileSync(`${seeds}/${file}`, 'utf8')).imported;
    expect(mdx).toContain('\nUpdated: April 2014\n');
    expect(mdx).toMatch(/^\*\*By using the\[.*set forth below\.\*\*$/m);
  });
});
