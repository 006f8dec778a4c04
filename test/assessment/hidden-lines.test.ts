import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { privacy } from './texts.ts';

/** What matters, said in few words where page furniture, figures, pointers and other documents are expected. */

function classIn(before: string, after: string): string {
  const [old, next] = [parse(before, 'md').document, parse(after, 'md').document];
  const context = { kind: 'privacy', locale: 'en', heldData: 'follows' } as const;
  return assess(old, next, compareDocuments(old, next), context).class;
}

const menu = ['Home', 'Blog', 'About', 'Press', 'Jobs', 'Store', 'Forum', 'Help']
  .map((name) => `- [${name}](/${name})`)
  .join('\n');
const figures = 'These statistics cover all requests of 2025:\n\n- Requests received: 34';
const atEnd = (text: string) => `${privacy}\n${text}\n`;
const aboveContact = (text: string) => privacy.replace('## 11. Contact', `${text}\n\n## 11. Contact`);

/** Where the line stands: with it and without it. */
const places: Record<string, (line: string) => string> = {
  'a menu': (line) => atEnd(`${menu}${line && `\n- ${line}`}`),
  'the links of a menu': (line) => atEnd(`${menu}${line && `\n- [${line}](/x)`}`),
  'the foot of the page': (line) => atEnd(`© 2026 Fernhill. All rights reserved.\n\n${line}`),
  'the copyright line': (line) => atEnd(`© 2026 Fernhill. ${line}`),
  'published figures': (line) => aboveContact(`## Transparency report\n\n${figures}${line && `\n- ${line}`}`),
  'links to read elsewhere': (line) =>
    aboveContact(
      `For more information visit these links:\n\n- [Press](/press)${line && `\n- [${line}](https://fernhill.example/x)`}`,
    ),
  'a summary box': (line) => aboveContact(`## Key takeaways\n\n- Plain words${line && `\n- ${line}`}`),
  'a paragraph': (line) => aboveContact(line),
};

const lines = [
  'Data is sold to brokers',
  'Your Data Is Sold',
  'Location shared with advertisers',
  'Calls are recorded',
  'Conversations are used to train models',
  'Messages read by staff',
  'Insurers receive diagnoses',
  'Retention: 7 years',
  'Recordings kept forever',
  'Requests are answered within 90 days',
  'Opt-out no longer available',
  'Minimum Age 13',
  'Fee: 5 EUR per request',
  'No Refunds',
  'Class action waiver',
  'Telemetry is always on',
  'Faces are recognised',
  'Printing costs ten euros',
];

describe.each(Object.entries(places))('in %s', (_, place) => {
  test.each(lines)('“%s” is told', (line) => {
    expect(classIn(place(''), place(line))).toMatch(/^(?:material|consent)$/);
    expect(classIn(place(line), place(''))).toMatch(/^(?:material|consent)$/);
  });

  test('a line that says nothing is not', () => {
    expect(classIn(place(''), place('Plain words'))).toMatch(/^(?:editorial|minor)$/);
  });
});

describe('below the title of terms', () => {
  const binding = ['You pay EUR 20 per month.', 'You waive your right to a jury trial.'];
  test.each(['We sell your data.', 'We share personal data with advertisers.', ...binding])(
    'inside a notice “%s” is told',
    (line) => {
      const next = aboveContact(`## Terms of Service\n\n### Use\n\n${line}`);
      expect(classIn(privacy, next)).toMatch(/^(?:material|consent)$/);
    },
  );
  test.each(['We sell your data.', 'Data is sold to brokers.', 'Calls are recorded.'])(
    'in a document of their own “%s” is told',
    (line) => {
      const next = atEnd(`# Terms of Service\n\n## Use\n\n${line}`);
      expect(classIn(privacy, next)).toMatch(/^(?:material|consent)$/);
    },
  );
});

describe('a few words reworded', () => {
  test.each([
    ['Data is hosted by Alder in Munich.', 'Data is hosted by Alder in Beijing.'],
    [
      'Servers are located at Lindenweg 4, Munich, Germany.',
      'Servers are located at Harbour Road 9, Shanghai, China.',
    ],
    ['Do you sell data? No.', 'Do you sell data? Yes.'],
    ['Data stored until 1 May 2026.', 'Data stored until 1 May 2030.'],
    ['Backups are stored through 1 May 2026.', 'Backups are stored through 1 May 2036.'],
    ['See our settings to opt out.', 'See our settings.'],
    ['Choose "Never sell" in the menu.', 'Choose "Sell" in the menu.'],
    ['Retention in days: 30/60/90.', 'Retention in days: 300/600/900.'],
    ['Ages 13/14/16 are not served.', 'Ages 10/11/12 are not served.'],
    ['A copy of your records is free.', 'A copy of your records costs a fee.'],
    ['We answer every letter. We share data.', 'We answer every letter.'],
    ['Please see the settings page to stop the sale of data.', 'Please see the help page.'],
  ])('“%s” → “%s” is told', (before, after) => {
    for (const place of [places['a paragraph']!, places['a summary box']!])
      expect(classIn(place(before), place(after))).toMatch(/^(?:material|consent)$/);
  });

  test.each([
    ['Our office is located at Lindenweg 4, Munich.', 'Our office is located at Ahornweg 9, Munich.'],
    ['This notice was stored here on 1 May 2026.', 'This notice stood here on 1 May 2026.'],
    ['Please see the help page.', 'Please see the help centre.'],
  ])('“%s” → “%s” is not', (before, after) => {
    expect(classIn(aboveContact(before), aboveContact(after))).toMatch(/^(?:editorial|minor)$/);
  });
});
