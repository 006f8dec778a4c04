import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import { parse } from '../../src/policy/parse.ts';
import type { PolicyKind } from '../../src/policy/policy.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { privacy, subprocessors, terms } from './texts.ts';

/** What matters, put where the page speaks, where names stand, and where one word is read as another. */

const texts: Record<string, string> = { privacy, terms, subprocessors, cookies: privacy };

function classOf(kind: PolicyKind, from: string, to: string): string {
  const put = (text: string) => texts[kind]!.replace(/(\n## (?:11|8)\. |\n\| Name \| Task)/, `\n${text}\n$1`);
  const [old, next] = [parse(put(from), 'md').document, parse(put(to), 'md').document];
  return assess(old, next, compareDocuments(old, next), { kind, locale: 'en', heldData: 'follows' }).class;
}

const told = /^(?:material|consent)$/;

describe('added or removed, it is told', () => {
  test.each<[PolicyKind, string]>([
    ['privacy', 'Please wait while your contacts are uploaded to our partners.'],
    ['privacy', 'Thank you for subscribing. Your contacts are uploaded.'],
    ['privacy', 'Exports are currently blocked for free accounts.'],
    ['privacy', 'Print this page to waive your rights.'],
    ['privacy', 'Location on!'],
    ['privacy', 'Microphone always on!'],
    ['privacy', 'Hosted in China!'],
    ['privacy', 'Children welcome!'],
    ['privacy', 'Opt out at any time!'],
    ['terms', 'Automatic renewal!'],
    ['terms', 'Subscriptions renew automatically!'],
    ['terms', 'Price: 90 EUR!'],
    ['privacy', 'By using this site you accept cookies from advertising partners.'],
    ['cookies', 'By using this site you consent to cookies and to profiling.'],
    ['cookies', 'We use cookies on the basis of legitimate interest. You can accept all cookies.'],
    ['cookies', 'You can accept all cookies. Our 350 partners store and read data on your device.'],
    ['cookies', 'By continuing you accept cookies that follow you across other websites.'],
    ['privacy', 'We have updated our terms: all disputes go to arbitration.'],
    ['terms', 'We have updated our terms: you now pay 5 EUR for every export.'],
    ['privacy', 'As of 1 May 2026 we have updated our privacy policy: your posts are public.'],
    ['privacy', 'This section has been updated. Deletion requests take effect after two years.'],
    ['privacy', 'The most recent update to our terms ends your right to a refund.'],
    ['privacy', 'Our policy has been updated; the change allows advertisers to use your profile.'],
    ['privacy', 'Our privacy notice has been updated. Clear GIFs follow you across websites.'],
    ['privacy', 'Your account takes part in the Data Sale Program.'],
    ['privacy', 'All users join the Location Sharing System.'],
    ['privacy', 'We sell:\n\n- Brokers'],
  ])('in %s: %s', (kind, text) => {
    expect(classOf(kind, '', text)).toMatch(told);
    expect(classOf(kind, text, '')).toMatch(told);
  });

  test('a row that holds names of columns and is none', () => {
    const table = (row: string) => `| Category | Recipients |\n| --- | --- |\n| Invoices | Ledger |\n${row}`;
    expect(classOf('privacy', table(''), table('| Location | Vendors |'))).toMatch(told);
  });

  test('a clause said again under a title with another meaning', () => {
    const said = 'We use diagnoses. We use salaries. We use photos. We use voices. We use contacts.';
    const clause = `## 3a. What you can delete\n\n${said}`;
    expect(classOf('privacy', clause, `${clause}\n\n## 3b. What goes to advertisers\n\n${said}`)).toMatch(
      told,
    );
  });
});

describe('exchanged, it is told', () => {
  test.each<[PolicyKind, string, string]>([
    ['privacy', 'Data flows through the Backup System.', 'Data flows through the Location Sharing System.'],
    [
      'privacy',
      'You are enrolled in the Loyalty Program.',
      'You are enrolled in the Advertising Data Program.',
    ],
    ['privacy', 'Photos enter the Photo Album System.', 'Photos enter the Face Recognition System.'],
    ['terms', 'Disputes follow the Mediation Rules.', 'Disputes follow the Arbitration Rules.'],
    ['terms', 'Disputes are under the Vienna Rules.', 'Disputes are under the Delaware Rules.'],
    ['terms', 'You pay 20 EUR a month.', 'You pay 20 USD a month.'],
    ['privacy', 'Tracking is off!', 'Tracking is on!'],
    ['privacy', 'Profiles are private!', 'Profiles are public!'],
    ['privacy', 'We share data with Alder.', 'We share data with Alder [your location as well].'],
    ['privacy', 'Data falls under group 1.2 (Public Data).', 'Data falls under group 1.2 (Health Data).'],
    ['privacy', 'Data is sold under 4.2.', 'Data is sold under 4.2 (Never Without Consent).'],
    ['terms', 'We act as Section 4.2 (Refunds) says.', 'We act as Section 4.2 (No Refunds) says.'],
    ['terms', 'We confirm your request.', 'We verify your identity.'],
    ['privacy', 'We notify you of a data breach.', 'We notify you of a violation of these terms.'],
    [
      'privacy',
      'We act with the consent of the User and Fernhill.',
      'We act with the consent of the User or Fernhill.',
    ],
  ])('in %s: %s → %s', (kind, from, to) => {
    expect(classOf(kind, from, to)).toMatch(told);
  });
});
