/** Named examples: two short texts of a fictional company and what a person would mark. Used by tests and the README. */
export interface Example {
  name: string;
  old: string;
  next: string;
}

const p = (...blocks: string[]) => blocks.join('\n\n');

const retention = 'We keep invoices for ten years because tax law requires it.';
const security = 'Fernhill Ledger encrypts every customer file at rest and in transit.';
const contact = 'Write to privacy@fernhill.example with any question about this notice.';

export const examples: Example[] = [
  {
    name: 'a period becomes longer',
    old: 'We keep log files for 30 days after you close your account.',
    next: 'We keep log files for 90 days after you close your account.',
  },
  {
    name: 'a date',
    old: 'Effective May 25, 2026. It replaces the notice of June 2020.',
    next: 'Effective May 26, 2026. It replaces the notice of June 2, 2020.',
  },
  {
    name: 'an amount',
    old: 'Our liability is limited to $500 per customer.',
    next: 'Our liability is limited to $1,000 per customer.',
  },
  {
    name: 'a negation',
    old: 'We will sell your data to advertisers.',
    next: 'We will not sell your data to advertisers.',
  },
  {
    name: 'a phrase replaced keeps no islands',
    old: 'You may withdraw your consent at any time by sending us a letter.',
    next: 'You may withdraw your consent whenever you like in the settings of your account.',
  },
  {
    name: 'a sentence added at the end of a paragraph',
    old: `${security} ${contact}`,
    next: `${security} Keys are kept in a separate system. ${contact}`,
  },
  {
    name: 'a sentence rewritten beyond recognition',
    old: `${security} Employees can see customer files only when you ask for help. ${contact}`,
    next: `${security} Nobody at our company has access without a ticket that your administrator has approved beforehand. ${contact}`,
  },
  {
    name: 'quotes and dashes typed another way',
    old: 'The "Service" means our product - and its parts.',
    next: 'The “Service” means our product – and its parts.',
  },
  {
    name: 'bold and a link alone',
    old: 'Read our [security page](https://fernhill.example/a) and **ask** us.',
    next: 'Read our [security page](https://fernhill.example/b) and ask us.',
  },
  {
    name: 'a paragraph moved and edited',
    old: p('## 1. Storage', security, retention, '## 2. Contact', contact),
    next: p('## 1. Storage', security, '## 2. Contact', contact, retention.replace('ten', 'eight')),
  },
  {
    name: 'two neighbouring clauses exchanged',
    old: p(
      '## Storage',
      security,
      '## Invoices',
      `${retention} Then we delete them without delay.`,
      '## Contact',
      contact,
    ),
    next: p(
      '## Invoices',
      `${retention} Then we delete them without delay.`,
      '## Storage',
      security,
      '## Contact',
      contact,
    ),
  },
  {
    name: 'a clause inserted and the rest renumbered',
    old: p(
      '## 1. Storage',
      security,
      '## 2. Invoices',
      `${retention} See section 3.`,
      '## 3. Contact',
      contact,
    ),
    next: p(
      '## 1. Storage',
      security,
      '## 2. Cookies',
      'The site sets no cookies at all.',
      '## 3. Invoices',
      `${retention} See section 4.`,
      '## 4. Contact',
      contact,
    ),
  },
  {
    name: 'a paragraph split',
    old: `${security} ${retention} ${contact}`,
    next: p(`${security} ${retention}`, contact),
  },
  {
    name: 'paragraphs merged, one word changed',
    old: p(`${security} ${retention}`, contact),
    next: `${security} ${retention} ${contact.replace('any', 'every')}`,
  },
  {
    name: 'a list item inserted',
    old: p('We collect:', '* your name\n* your address\n* the files you upload'),
    next: p('We collect:', '* your name\n* your telephone number\n* your address\n* the files you upload'),
  },
  {
    name: 'a list re-ordered',
    old: p('We share data with:', '* payment providers\n* Northwind Hosting Ltd in Ireland\n* tax advisers'),
    next: p('We share data with:', '* Northwind Hosting Ltd in Ireland\n* payment providers\n* tax advisers'),
  },
  {
    name: 'a list put into another order',
    old: '* payment providers\n* Northwind Hosting Ltd in Ireland\n* tax advisers and auditors\n* authorities that may ask\n* our group companies',
    next: '* authorities that may ask\n* our group companies\n* tax advisers and auditors\n* Northwind Hosting Ltd in Ireland\n* payment providers',
  },
  {
    name: 'a nested list item changed',
    old: '* Account data\n  * name\n  * postal address\n* Usage data',
    next: '* Account data\n  * name\n  * e-mail address\n* Usage data',
  },
  {
    name: 'a paragraph split before its last two words, one word changed',
    old: `${security} ${retention} Read on!`,
    next: p(`${security} ${retention.replace('ten', 'twelve')}`, 'Read on!'),
  },
  {
    name: 'a sentence replaced that begins with the same word',
    old: `We also collect details about you from other sources like service providers. ${contact}`,
    next: `We may open your files when a court with power over us demands it in writing. ${contact}`,
  },
  {
    name: 'the name in a short row replaced',
    old: '| Company | Purpose | Country |\n| - | - | - |\n| Northlake Hosting | invoices | Germany |\n| Postwerk | mail | France |',
    next: '| Company | Purpose | Country |\n| - | - | - |\n| Tern and Sons | invoices | Germany |\n| Postwerk | mail | France |',
  },
  {
    name: 'an item added to a list in a table cell',
    old: '<table><tr><th>Purpose</th><th>Data</th></tr><tr><td>Billing</td><td><ul><li>name</li><li>address</li></ul></td></tr></table>',
    next: '<table><tr><th>Purpose</th><th>Data</th></tr><tr><td>Billing</td><td><ul><li>name</li><li>bank account</li><li>address</li></ul></td></tr></table>',
  },
  {
    name: 'a row inserted into a table',
    old: '| Company | Purpose | Country |\n| --- | --- | --- |\n| Northwind | hosting | Ireland |\n| Contoso | e-mail | USA |',
    next: '| Company | Purpose | Country |\n| --- | --- | --- |\n| Northwind | hosting | Ireland |\n| Tailspin | support | India |\n| Contoso | e-mail | USA |',
  },
  {
    name: 'a column inserted into a table',
    old: '| Company | Purpose |\n| --- | --- |\n| Northwind | hosting |\n| Contoso | e-mail |',
    next: '| Company | Country | Purpose |\n| --- | --- | --- |\n| Northwind | Ireland | hosting |\n| Contoso | USA | e-mail |',
  },
  {
    name: 'a cell changed and two rows exchanged',
    old: '| Company | Purpose | Country |\n| --- | --- | --- |\n| Northwind | hosting of all files | Ireland |\n| Contoso | sending of e-mail | USA |\n| Tailspin | support by telephone | India |',
    next: '| Company | Purpose | Country |\n| --- | --- | --- |\n| Contoso | sending of e-mail | Canada |\n| Northwind | hosting of all files | Ireland |\n| Tailspin | support by telephone | India |',
  },
  {
    name: 'a defined term replaced throughout',
    old: p(
      'The Site is run by Fernhill.',
      'You may use the Site at any time.',
      'We may close the Site for repairs, and the Site may change.',
    ),
    next: p(
      'The Platform is run by Fernhill.',
      'You may use the Platform at any time.',
      'We may close the Platform for repairs, and the Platform may change.',
    ),
  },
  {
    name: 'a heading renamed',
    old: p('## How long we keep data', retention, '## Contact', contact),
    next: p('## Retention', retention, '## Contact', contact),
  },
  {
    name: 'a heading changes its level',
    old: p('## Storage', security, '### Invoices', retention),
    next: p('## Storage', security, '## Invoices', retention),
  },
  {
    name: 'a run-in heading becomes a heading',
    old: p('**Invoices.** We keep invoices for ten years because tax law requires it.', contact),
    next: p('## Invoices', 'We keep invoices for ten years because tax law requires it.', contact),
  },
  {
    name: 'a sentence kept between two that were replaced',
    old: 'We tell you through the ledger (such as on your dashboard). You are responsible for reading any change to this agreement. Changes take effect when posted, and whoever goes on using the ledger accepts them.',
    next: 'We tell you through the ledger (such as on your dashboard or in our mobile applications). Changes never apply to the past. You are responsible for reading any change to this agreement. Fourteen days later the changed text is binding on everybody who has not objected in writing.',
  },
  {
    name: 'a period replaced, a sentence added after it',
    old: 'Your address is recycled after 90 days and made available to somebody else.',
    next: 'Your address is recycled 30 days after your account was closed and made available to somebody else. That holds for full and for partial refunds, but never for a refund of tax.',
  },
  {
    name: 'a name replaced twice in one breath',
    old: 'Birchwood Group, LLC (“Birchwood Group”) of Dublin runs the service.',
    next: 'Fernhill, LLC (“Fernhill”) of Dublin runs the service.',
  },
  {
    name: 'a word before a footnote replaced',
    old: 'We keep files in Germany.[^1] They are encrypted.\n\n[^1]: Or in France.',
    next: 'We keep files in Ireland.[^1] They are encrypted.\n\n[^1]: Or in France.',
  },
  {
    name: 'a row without a word taken out of a table',
    old: '| Company | Country |\n| --- | --- |\n| Northwind | Ireland |\n|  |  |\n| Contoso | USA |',
    next: '| Company | Country |\n| --- | --- |\n| Northwind | Ireland |\n| Contoso | USA |',
  },
  {
    name: 'Chinese: characters, not lines',
    old: '我们不会出售您的个人信息。',
    next: '我们不会出租您的个人信息。',
  },
  { name: 'Arabic: words', old: 'لا نبيع بياناتك الشخصية', next: 'لا نشارك بياناتك الشخصية' },
  {
    name: 'a footnote changed',
    old: 'We use cookies.[^1]\n\n[^1]: Only those that are needed.',
    next: 'We use cookies.[^1]\n\n[^1]: Only those that are strictly needed.',
  },
];
