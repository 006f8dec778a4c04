import type { Example, Examples } from './rule.ts';

/**
 * What each rule matches and what it leaves alone; printed in docs/rules.md and run as its tests. All texts are ours.
 * `x` is a reworded sentence, `plus` one that came, `minus` one that went.
 */
type More = Omit<Example, 'old' | 'new'>;
const x = (old: string, next: string, more: More = {}): Example => ({ old, new: next, ...more });
const plus = (text: string, more: More = {}): Example => ({ old: null, new: text, ...more });
const minus = (text: string, more: More = {}): Example => ({ old: text, new: null, ...more });
const rule = (match: Example[], noMatch: Example[]): Examples => ({ match, noMatch });

const terms: More = { kind: 'terms' };
const processors: More = { kind: 'subprocessors', title: 'Subprocessors', table: 'Name | Task | Place' };
const cookies: More = { kind: 'cookies', title: 'Cookies', table: 'Cookie | Purpose | Lifetime' };

export const examples: Record<string, Examples> = {
  'contact-sign': rule(
    [x('Write to privacy@fernhill.example.', 'Write to data@fernhill.example.')],
    [x('Write to us by letter.', 'Write to us by post.')],
  ),
  'same-words': rule(
    [
      x('We don’t keep "log files".', "We don't keep “log files”."),
      x('3.1. We keep invoices.', '4.1. We keep invoices.'),
    ],
    [
      x('We keep invoices.', 'We do not keep invoices.'),
      x('You tell us before we act.', 'We tell you before you act.'),
    ],
  ),
  'moved-text': rule(
    [minus('We keep the accounts of all customers in a locked archive.', { elsewhere: true })],
    [minus('We keep the accounts of all customers in a locked archive.')],
  ),
  copyright: rule(
    [x('© 2025 Fernhill Software GmbH', '© 2026 Fernhill Software GmbH')],
    [x('We respect copyright.', 'We ignore copyright.')],
  ),
  'date-line': rule(
    [
      x('Last updated: 3 March 2026', 'Last updated: 9 May 2026'),
      x('Effective 1 January 2026', 'Effective 1 June 2026'),
      x('Updated over a week ago', 'Updated yesterday'),
    ],
    [plus('Prices were raised today'), x('We keep it until 3 March 2026.', 'We keep it until 9 May 2026.')],
  ),
  translated: rule(
    [
      x(
        'Wir beantworten jeden Brief, den wir von Ihnen bekommen, in 14 Tagen, und wir sind für Sie da, wenn Sie nicht weiter wissen oder eine Frage haben.',
        'We answer every letter that we get from you in 14 days, and we are there for you when you do not know what to do or have a question for us.',
      ),
    ],
    [x('We answer letters.', 'We answer your letters.')],
  ),
  'translation-not-assessed': rule(
    [
      x(
        'Wir beantworten jeden Brief, den wir von Ihnen bekommen, und wir sind für Sie da, wenn Sie nicht weiter wissen oder eine Frage haben.',
        'We answer every letter that we get from you, and we are there for you when you do not know what to do or have a question for us.',
      ),
    ],
    [x('We answer letters.', 'We answer your letters.')],
  ),
  'channel-removed': rule(
    [x('Write to us at privacy@fernhill.example or by post.', 'Write to us only by post.')],
    [x('Write to privacy@fernhill.example.', 'Write to data@fernhill.example.')],
  ),
  'day-of-term': rule(
    [x('From 1 May 2027 we charge 5 euros.', 'From 1 January 2026 we charge 5 euros.')],
    [x('We wrote this on 1 May 2027.', 'We wrote this on 1 January 2026.')],
  ),
  'stated-shortly': rule(
    [plus('Calls are recorded'), plus('Retention: 7 years'), minus('Minimum age: 13')],
    [plus('Which calls are recorded?'), plus('Opening hours: 7 to 9'), plus('Recorded music')],
  ),
  'place-moved': rule(
    [x('Data are hosted by Alder in Arnwick.', 'Data are hosted by Alder in Beckmouth.')],
    [x('Lamps are sold by Alder in Arnwick.', 'Lamps are sold by Alder in Beckmouth.')],
  ),
  'answer-turned': rule(
    [x('Do you sell lamps? No.', 'Do you sell lamps? Yes.')],
    [x('Do you sell lamps? No.', 'Do you sell our lamps? No.')],
  ),
  'party-or-law-stated': rule([plus('Governing law: Cayman Islands')], [plus('Opening hours: Monday')]),
  'order-changed': rule(
    [
      x(
        'We keep logs for 30 days and invoices for 10 years.',
        'We keep logs for 10 years and invoices for 30 days.',
      ),
    ],
    [x('We collect your name, e-mail and address.', 'We collect your address, name and e-mail.')],
  ),
  renamed: rule(
    [
      x(
        'Fernhill Ledger helps firms. Fernhill Ledger is run from Munich.',
        'Fernhill Books helps firms. Fernhill Books is run from Munich.',
      ),
    ],
    [
      x(
        'We share invoices with Brook Payments. Brook Payments stores invoices.',
        'We share invoices with Dale Payments. Dale Payments stores invoices.',
      ),
    ],
  ),
  terminology: rule(
    [
      x(
        'The pilot plan ends with the pilot season. Each pilot plan has a steward.',
        'The sample plan ends with the sample season. Each sample plan has a steward.',
        terms,
      ),
    ],
    [x('The pilot plan ends with the season.', 'The sample plan ends with the season.', terms)],
  ),
  'law-named': rule(
    [
      plus('“Ledger Law” means the Ledger Keeping Act 2011.', terms),
      x(
        '“Ledger Law” means the Ledger Keeping Act 2011.',
        '“Ledger Law” means the Ledger Keeping Act 2011 and the Ledger Amendment Act 2018.',
        terms,
      ),
    ],
    [plus('“Work” means whatever the Ledger holds.', terms)],
  ),
  'law-stated': rule(
    [
      plus('Mandatory consumer protection law of your country remains unaffected.', terms),
      plus('The mean number of monthly readers in the Union was 20,000.', {
        kind: 'terms',
        title: 'Regulatory information',
      }),
      plus('Number of accounts to delete: 87', { lead: 'These statistics cover all requests of 2025.' }),
    ],
    [
      plus('Your liability for mandatory fees remains unaffected by the end of the contract.', terms),
      plus('The price of the Ledger is 20 euros a month.', { kind: 'terms', title: 'Prices' }),
      plus('You must tell us your number of readers.', { kind: 'terms', title: 'Regulatory information' }),
    ],
  ),
  wording: rule(
    [x('You can view the list here.', 'You may see the full list here.')],
    [x('You can view the list.', 'You must view the list.')],
  ),
  'repeated-words': rule(
    [x('Map cookies are set by the maps.', 'Map cookies Map cookies are set by the maps.')],
    [x('Map cookies are set by the maps.', 'Map cookies and pixels are set by the maps.')],
  ),
  heading: rule(
    [x('What we collect', 'Data that we gather', { block: 'heading' })],
    [x('We do not sell data', 'We sell data', { block: 'heading' })],
  ),
  menu: rule(
    [plus('Press'), plus('Terms of usePrivacy policyCookie settings')],
    [plus('We press your data.')],
  ),
  'capture-debris': rule(
    [
      plus('New lamps for every shelf](https://fernhill.example/news/lamps)'),
      plus('{"NAME":"Ledger","SHOP":"Online shop"}'),
    ],
    [plus('We sell what you store (https://fernhill.example/sale).')],
  ),
  'page-voice': rule(
    [
      plus('Thank you for your feedback. Something went wrong, try again later.'),
      minus('Save this page to your Fernhill profile.'),
    ],
    [
      plus('We sell your data!'),
      plus('You must pay for every export!'),
      plus('If something went wrong, we keep your data for 90 days.'),
    ],
  ),
  'consent-banner': rule(
    [plus('We use cookies to make our site work. You can accept all cookies or only those that it needs.')],
    [
      plus('We use cookies to measure how our site is used.'),
      plus('By continuing you agree that we sell what cookies tell us to brokers.'),
    ],
  ),
  'header-row': rule(
    [plus('Purpose | Categories of data | Retention', { table: 'Purpose | Data | Kept' })],
    [plus('Billing | Invoices | 10 years', { table: 'Purpose | Data | Kept' })],
  ),
  'other-document': rule(
    [plus('# Terms of service\n\n## Age\n\nYou must be 18 years old to open an account.')],
    [plus('### Terms of service\n\n#### Age\n\nYou must be 18 years old to open an account.')],
  ),
  'other-subject': rule(
    [plus('The founder of Fernhill in conversation with the Thornshire Evening Star')],
    [
      plus('The founder of Fernhill reads letters from customers.'),
      plus('Fernhill records every conversation.'),
      plus('Calder Analytics', { title: 'Who receives data' }),
    ],
  ),
  banner: rule(
    [plus('You can view the previous version of this notice here.')],
    [plus('We notify you of a new version of this notice 30 days ahead.')],
  ),
  'summary-box': rule(
    [
      plus('Developers must protect their keys and give access to advertisers only with consent.', {
        title: 'AI-generated Key Takeaways',
      }),
    ],
    [
      plus('We give access to advertisers.', { title: 'AI-generated Key Takeaways' }),
      plus('Developers must pay a fee to advertisers.', { title: 'Key takeaways' }),
      plus('Developers must protect their keys.', { title: 'AI-generated content' }),
    ],
  ),
  'only-dates': rule(
    [
      x(
        'The annex of 3 March 2026 describes the lamps that we use at night.',
        'The annex of 9 May 2026 describes the lamps that we use at night.',
      ),
    ],
    [x('You may object until 3 March 2026.', 'You may object until 9 May 2026.')],
  ),
  contact: rule(
    [
      x('Our data protection officer is Ines Brandt.', 'Our data protection officer is Jonas Weber.'),
      x('Fernhill, Lindenweg 4, 80331 Munich', 'Fernhill, Ahornweg 12, 81667 Munich', { title: 'Contact' }),
    ],
    [
      x(
        'You may object by writing to our office or by telephone at +49 89 1234567.',
        'You may withdraw by writing to our office or by telephone at +49 89 1234567.',
      ),
      x(
        'If you contact our support, we keep what you write for thirty days.',
        'If you contact our support, we keep what you write for ninety days.',
        { title: 'Contact' },
      ),
    ],
  ),
  name: rule(
    [x('Open the Ledger Desk to see your invoices.', 'Open the Ledger Board to see your invoices.')],
    [x('We share data with Brook Payments.', 'We share data with Dale Payments.')],
  ),
  pointer: rule(
    [
      plus('For more information, see our security page.'),
      plus('If you apply for a job, please read our recruitment notice.'),
    ],
    [
      plus('See below how we sell data.', { title: 'Sale' }),
      plus('To opt out of analytics, visit your settings.'),
    ].slice(1),
  ),
  courtesy: rule(
    [plus('Your privacy matters to us.'), plus('Thank you for using Fernhill Ledger.')],
    [plus('We share what you value with partners.')],
  ),
  example: rule(
    [
      x(
        'We log technical details, such as the model of the device.',
        'We log technical details, such as the model of the device and its colour.',
      ),
    ],
    [
      x(
        'We log technical details, such as the model of the device.',
        'We log technical details, such as the model of the device and your precise location.',
      ),
    ],
  ),

  'cookie-row-necessary': rule(
    [plus('fh-choice | Remembers your cookie consent | 1 year', cookies)],
    [plus('fh-ads | Targeted advertising | 1 year', cookies)],
  ),
  'recipient-row-added': rule(
    [plus('Dale Support SA | Support | France', processors)],
    [plus('fh-choice | Remembers your cookie consent | 1 year', cookies)],
  ),
  'recipient-renamed': rule(
    [
      x(
        'Nordhost GmbH | Hosting | Germany',
        'Nordhost SE (formerly Nordhost GmbH) | Hosting | Germany',
        processors,
      ),
    ],
    [x('Nordhost GmbH | Hosting | Germany', 'Dale Support SA | Hosting | Germany', processors)],
  ),
  'recipient-row-changed': rule(
    [
      x(
        'Nordhost GmbH | Hosting | Germany',
        'Nordhost GmbH | Hosting and analysis of texts | Germany',
        processors,
      ),
      x('Brightmail Ltd | E-mail | Ireland', 'Brightmail Ltd | E-mail and telephone | Ireland', processors),
      x('Nordhost GmbH | Hosting | Germany', 'Nordhost GmbH | Hosting | Germany, Norway and Japan', {
        ...processors,
        lead: 'If you have questions about this list, please contact us.',
      }),
    ],
    [
      x('Nordhost GmbH | Hosting | Germany', 'Nordhost GmbH | hosting | Germany', processors),
      x('_ga | Hosting | 2 days', '_ga | Hosting and analysis | 2 days', cookies),
    ],
  ),
  'any-time-removed': rule(
    [
      x('You can withdraw your consent at any time.', 'You can withdraw your consent.'),
      x('You may unsubscribe at any time with one click.', 'You may unsubscribe with one click.'),
    ],
    [
      x('You can write to us at any time.', 'You can write to us.'),
      x('We may end the trial at any time.', 'We may end the trial.', terms),
    ],
  ),
  'any-time-added': rule(
    [x('You can object.', 'You can object at any time.')],
    [x('Our pages can be read.', 'Our pages can be read at any time.')],
  ),
  'recipient-row-removed': rule(
    [minus('Dale Support SA | Support | France', processors)],
    [plus('Dale Support SA | Support | France', processors)],
  ),
  'cookie-row-added': rule(
    [plus('fh-ads | Targeted advertising | 1 year', cookies)],
    [plus('fh-choice | Remembers your cookie consent | 1 year', cookies)],
  ),
  'recipient-replaced': rule(
    [x('Cedar Mail Inc | E-mail | Ireland', 'Poplar Post Inc | E-mail | Ireland', processors)],
    [x('Cedar Mail Inc | E-mail | Ireland', 'Cedar Mail Inc | E-mail | India', processors)],
  ),

  'reaches-back': rule(
    [
      plus('We also analyse documents that we already hold.'),
      x(
        'We use invoices to train our models.',
        'We use invoices to train our models, regardless of when they were uploaded.',
      ),
    ],
    [
      plus('Changes will not apply retroactively.'),
      plus('We verify who you are with data that we already hold.'),
    ],
  ),
  'promise-dropped': rule(
    [
      minus('We will never share your documents with others.'),
      x('We do not sell your data.', 'We may sell your data.'),
    ],
    [
      minus('You must not share your password.'),
      minus('We are not able to share your documents with others today.'),
      x('We do not sell your data.', "We don't sell your data."),
    ],
  ),
  'held-data-promise-dropped': rule(
    [minus('Data collected before a change stays under the notice in force when it was collected.')].map(
      (one) => ({ ...one, old: 'Changes do not apply to data collected before.' }),
    ),
    [plus('Changes do not apply to data collected before.')],
  ),
  'grave-use': rule(
    [
      plus('We use your documents to train AI models.'),
      plus('We show you targeted advertising based on the data we collect.'),
      plus('Our partners use the data we share for their own purposes.'),
    ],
    [
      plus('We do not use your documents to train AI models.'),
      plus('We use documents uploaded after 1 June 2026 to train AI models.'),
      plus('We train our staff.'),
    ],
  ),

  'promise-gone': rule([minus('We do not record calls.')], [minus('We record calls.')]),
  'collection-added': rule(
    [
      plus('your date of birth', { lead: 'We collect:' }),
      x('We collect your name.', 'We collect your name and your telephone number.'),
    ],
    [
      plus('We do not collect your date of birth.'),
      x('We collect your e-mail address.', 'We collect your email address.'),
    ],
  ),
  'data-use-widened': rule(
    [
      x(
        'We share your name with the hosting provider.',
        'We share your name and telephone number with the hosting provider.',
      ),
    ],
    [x('We share your name with the hosting provider.', 'We disclose your name to the hosting provider.')],
  ),
  'collection-denied': rule(
    [plus('We do not collect your date of birth.')],
    [plus('We collect your date of birth.')],
  ),
  'collection-removed': rule(
    [minus('your date of birth', { lead: 'We collect:' })],
    [minus('We do not collect your date of birth.')],
  ),
  'purpose-added': rule(
    [x('We use data to provide the service.', 'We use data to provide the service and for research.')],
    [plus('We do not use data for profiling.')],
  ),
  'purpose-denied': rule(
    [plus('We do not use your data for profiling.')],
    [plus('We use your data for profiling.')],
  ),
  'purpose-removed': rule(
    [x('We use data for billing and for research.', 'We use data for billing.')],
    [x('We use data for billing.', 'We use data for billing and research.')],
  ),
  'recipient-added': rule(
    [
      x(
        'We share data with our hosting provider.',
        'We share data with our hosting provider and with insurance companies.',
      ),
    ],
    [x('We share data with our suppliers.', 'We disclose data to our vendors.')],
  ),
  'recipient-named-otherwise': rule(
    [x('We share invoices with Brook Payments.', 'We share invoices with Dale Payments.')],
    [x('Ask Brook Payments for the key.', 'Ask Dale Payments for the key.')],
  ),
  'source-added': rule(
    [x('We collect data from you.', 'We collect data from you and from business partners.')],
    [x('We collect data from you.', 'We gather data from you.')],
  ),
  'provider-added': rule(
    [x('We confirm who you are.', 'We use an identity verification provider to confirm who you are.')],
    [
      x('We confirm who you are.', 'We confirm who you are in two steps.'),
      x('We confirm who you are.', 'We use no identity verification provider to confirm who you are.'),
    ],
  ),
  'recipient-denied': rule(
    [plus('We never share your data with insurance companies.')],
    [plus('We share your data with insurance companies.')],
  ),
  'recipient-removed': rule(
    [
      x(
        'We share data with our hosting provider and with insurance companies.',
        'We share data with our hosting provider.',
      ),
    ],
    [x('We share data with our suppliers.', 'We share data with our vendors.')],
  ),
  'sale-added': rule(
    [plus('We may sell your personal data to others.')],
    [plus('We do not sell your personal data.')],
  ),
  'sale-denied': rule(
    [plus('We do not sell your personal data.')],
    [plus('We may sell your personal data to others.')],
  ),
  'sale-statement-removed': rule(
    [minus('We do not sell your personal data.')],
    [plus('We do not sell your personal data.')],
  ),
  'retention-added': rule(
    [plus('We keep log files for 30 days.')],
    [plus('You can ask us to delete your account.')],
  ),
  'retention-removed': rule(
    [minus('We delete log files after 30 days.')],
    [minus('You may request that we delete your account.')],
  ),
  'right-added': rule(
    [plus('You have the right to data portability.')],
    [plus('We reserve the right to close our offices.')],
  ),
  'right-removed': rule(
    [minus('You can opt out of analytics in your settings.')],
    [minus('We have the offices painted.')],
  ),
  'security-removed': rule(
    [x('We encrypt data in transit and at rest.', 'We encrypt data in transit.')],
    [x('We encrypt data in transit.', 'We encrypt data in transit and at rest.')],
  ),
  'transfer-added': rule(
    [plus('We transfer data abroad under standard contractual clauses.')],
    [plus('We transfer you to a colleague.')],
  ),
  'transfer-removed': rule(
    [minus('For transfers we rely on the Data Privacy Framework.')],
    [plus('For transfers we rely on the Data Privacy Framework.')],
  ),
  'place-added': rule(
    [x('Data are stored in Germany.', 'Data are stored in Germany and India.')],
    [x('Data are stored in the EU.', 'Data are stored in the European Union.')],
  ),
  'place-removed': rule(
    [x('Data are stored in Germany and India.', 'Data are stored in Germany.')],
    [x('Data are stored in Germany.', 'Data are stored in Germany and India.')],
  ),
  'children-added': rule(
    [plus('We do not offer the service to children.')],
    [plus('We do not offer the service to banks.')],
  ),
  'children-removed': rule(
    [minus('We ask for parental consent.')],
    [minus('We ask for a signature from banks.')],
  ),
  'tracking-added': rule([plus('We use web beacons in our e-mails.')], [plus('We do not use web beacons.')]),
  'tracking-removed': rule(
    [minus('We use web beacons in our e-mails.')],
    [minus('We do not use web beacons.')],
  ),
  'change-terms-added': rule(
    [plus('We notify you at least 30 days before we change this policy.')],
    [plus('We change our offices in May.')],
  ),
  'change-terms-removed': rule(
    [minus('We notify you at least 30 days before we change this policy.')],
    [plus('We notify you at least 30 days before we change this policy.')],
  ),
  'controller-changed': rule(
    [
      x(
        'Fernhill Software GmbH is the controller of your data.',
        'Oakridge Holdings Ltd is the controller of your data.',
      ),
    ],
    [x('Fernhill is the controller of your data.', 'Fernhill is controller of your data.')],
  ),
  'scope-changed': rule(
    [x('This notice applies to our website.', 'This notice applies to our website and our shops.')],
    [x('This notice applies to our website.', 'This notice applies to our web site.')],
  ),
  'definition-changed': rule(
    [
      x(
        '“Usage data” means the pages that you open.',
        '“Usage data” means the pages that you open and the texts that you write.',
      ),
    ],
    [x('“Usage data” means the pages that you open.', '"Usage data" means the pages which you open.')],
  ),
  'security-denied': rule(
    [plus('We cannot promise that data are encrypted.')],
    [plus('We can promise that data are encrypted.')],
  ),
  'security-added': rule(
    [plus('Our systems have two-factor protection.')],
    [minus('Our systems have two-factor protection.')],
  ),

  'fees-added': rule(
    [plus('A surcharge of 3 % applies to cards.', terms)],
    [plus('Rooms are painted in May every year by hand.', terms)],
  ),
  'fees-removed': rule(
    [minus('You may ask for a refund.', terms)],
    [plus('You may ask for a refund.', terms)],
  ),
  'eligibility-changed': rule(
    [plus('You must be of legal age to open an account.', terms)],
    [plus('We open offices in May.', terms)],
  ),
  'legal-term-added': rule(
    [plus('You indemnify us against claims of others.', terms)],
    [plus('You indemnify us against claims of others.', { kind: 'privacy' })],
  ),
  'legal-term-removed': rule(
    [minus('We warrant that the service is available.', terms)],
    [plus('We warrant that the service is available.', terms)],
  ),
  'contract-subject-reworded': rule(
    [x('German law governs these terms.', 'Irish law governs these terms.', terms)],
    [x('Our lamps are green.', 'Our lamps are blue.', terms)],
  ),
  'contract-in-notice': rule(
    [plus('Our liability for loss of data is limited.', { kind: 'privacy' })],
    [plus('We limit access to data.', { kind: 'privacy' })],
  ),
  'contract-gone-from-notice': rule(
    [minus('German courts have jurisdiction; governing law is German law.', { kind: 'privacy' })],
    [minus('We limit access to data.', { kind: 'privacy' })],
  ),

  'actor-turned': rule(
    [x('You indemnify us.', 'We indemnify you.', terms)],
    [x('You indemnify us fully.', 'You fully indemnify us.', terms)],
  ),
  'denial-added': rule(
    [x('We keep the records of your visits.', 'We do not keep the records of your visits.')],
    [x('We keep your records.', 'We keep records.')],
  ),
  'denial-removed': rule(
    [x('We do not keep the records of your visits.', 'We keep the records of your visits.')],
    [x("We don't keep records.", 'We do not keep records.')],
  ),
  'modal-changed': rule(
    [x('We will notify you by letter.', 'We may notify you by letter.')],
    [x('We shall notify you by letter.', 'We will notify you by letter.')],
  ),
  'only-added': rule(
    [x('Staff see the invoices in May.', 'Only staff see the invoices in May.')],
    [x('Staff see the invoices.', 'The staff see the invoices.')],
  ),
  'only-removed': rule(
    [x('Only staff see the invoices in May.', 'Staff see the invoices in May.')],
    [x('Solely staff see the invoices.', 'Only staff see the invoices.')],
  ),
  'exception-added': rule(
    [x('We answer every letter from customers.', 'We answer every letter from customers unless it is rude.')],
    [x('We answer every letter.', 'We respond to every letter.')],
  ),
  'exception-removed': rule(
    [x('We answer every letter from customers except rude ones.', 'We answer every letter from customers.')],
    [x('We answer all except rude letters.', 'We answer all save for rude letters.')]
      .slice(0, 0)
      .concat(x('We answer every letter.', 'We respond to every letter.')),
  ),
  'and-or': rule(
    [x('We block and delete accounts of spammers.', 'We block or delete accounts of spammers.')],
    [x('We block and delete accounts.', 'We delete and block accounts.')],
  ),
  'or-and': rule(
    [x('We block or delete accounts of spammers.', 'We block and delete accounts of spammers.')],
    [x('We block or delete accounts.', 'We delete or block accounts.')],
  ),
  'all-some': rule(
    [x('All documents of customers are locked.', 'Some documents of customers are locked.')],
    [x('All documents are locked.', 'Every document is locked.')],
  ),
  'some-all': rule(
    [x('Some documents of customers are locked.', 'All documents of customers are locked.')],
    [x('All documents are locked.', 'Every document is locked.')],
  ),
  'before-after': rule(
    [x('We tell you before the change of staff.', 'We tell you after the change of staff.')],
    [x('We tell you before the change.', 'We tell you prior to the change.')],
  ),
  'bound-changed': rule(
    [x('We wait at least 10 days for an answer.', 'We wait at most 10 days for an answer.')],
    [x('We wait at least 10 days.', 'We wait a minimum of 10 days.')],
  ),
  'explicit-removed': rule(
    [x('We ask for your explicit word on letters.', 'We ask for your word on letters.')],
    [x('We ask for your express word.', 'We ask for your explicit word.')],
  ),
  'explicit-added': rule(
    [x('We ask for your word on letters.', 'We ask for your explicit word on letters.')],
    [x('We ask for your express word.', 'We ask for your explicit word.')],
  ),
  'automatic-added': rule(
    [x('The contract is prolonged in May.', 'The contract is automatically prolonged in May.', terms)],
    [x('The contract is prolonged in May.', 'The contract is being prolonged in May.', terms)],
  ),
  'automatic-removed': rule(
    [x('The contract is automatically prolonged in May.', 'The contract is prolonged in May.', terms)],
    [x('The contract is prolonged in May.', 'The contract is being prolonged in May.', terms)],
  ),
  'promise-weakened': rule(
    [x('We answer letters of customers.', 'We make reasonable efforts to answer letters of customers.')],
    [x('We answer letters.', 'We respond to letters.')],
  ),
  'promise-narrowed': rule(
    [
      x(
        'We do not use documents, letters or support conversations to train models.',
        'We do not use documents or letters to train models, except where you allow it.',
      ),
    ],
    [
      x(
        'We use documents, letters or support conversations to train models.',
        'We use documents or letters to train models.',
      ),
      x('We do not sell your data in any way.', 'We do not sell your data.'),
    ],
  ),
  'promise-optional': rule(
    [x('We delete the letters of customers in May.', 'We may delete the letters of customers in May.')],
    [x('We can delete the letters.', 'We may delete the letters.')],
  ),
  'optional-added': rule(
    [
      x('You pay for letters with the invoice.', 'Letters with the invoice are free of charge.'),
      x('The field for the street is there.', 'The field for the street is optional there.'),
    ].slice(1),
    [x('We answer letters.', 'We respond to letters.')],
  ),
  'optional-removed': rule(
    [x('The field for the street is optional there.', 'The field for the street is there.')],
    [x('The field is optional.', 'The field is voluntary.')],
  ),
  'irrevocable-added': rule(
    [x('You grant us a licence to the texts.', 'You grant us an irrevocable licence to the texts.', terms)],
    [x('You grant us a licence.', 'You grant a licence to us.', terms)],
  ),
  'irrevocable-removed': rule(
    [x('You grant us an irrevocable licence to the texts.', 'You grant us a licence to the texts.', terms)],
    [x('You grant us a licence.', 'You grant a licence to us.', terms)],
  ),
  'actor-exchanged': rule(
    [x('Either party may open the letter box.', 'We may open the letter box.', terms)],
    [x('You may open the letter box.', 'You can open the letter box.', terms)],
  ),
  opposite: rule(
    [x('Your page is private by night.', 'Your page is public by night.')],
    [x('Your page is private.', 'The page is private.')],
  ),
  'deed-added': rule(
    [x('We receive account numbers from banks.', 'We receive and share account numbers from banks.')],
    [x('We share account numbers.', 'We disclose account numbers.')],
  ),
  'deed-exchanged': rule(
    [x('We keep the numbers of the doors.', 'We publish the numbers of the doors.')],
    [x('We keep the numbers of the doors.', 'We store the numbers of the doors.')],
  ),
  'deed-removed': rule(
    [x('We receive and share account numbers of banks.', 'We receive account numbers of banks.')],
    [x('We share account numbers.', 'We disclose account numbers.')],
  ),
  'basis-exchanged': rule(
    [x('We write to firms (Art. 6(1)(a) GDPR).', 'We write to firms (Art. 6(1)(f) GDPR).')],
    [x('We write to firms (Art. 6(1)(f) GDPR).', 'We write to firms (Art. 6 para. 1 lit. f GDPR).')],
  ),
  'number-changed': rule(
    [x('We keep invoices for two years.', 'We keep invoices for seven years.')],
    [x('We keep invoices for two years.', 'We keep invoices for 2 years.')],
  ),

  'unknown-entry': rule(
    [plus('the size of your shoes', { lead: 'We collect:' })],
    [plus('your date of birth', { lead: 'We collect:' })],
  ),
  'unknown-item': rule(
    [x('We record the colour of your door.', 'We record the colour of your door and hedge.')],
    [x('We record the colour of your door.', 'We log the colour of your door.')],
  ),
  'unknown-exchange': rule(
    [x('Help is at hand around the clock.', 'Help is at hand on weekdays.', terms)],
    [x('Help is at hand around the clock.', 'Help is there around the clock.', terms)],
  ),
  'unknown-rewording': rule(
    [
      x(
        'The lamps in our cellar are green and quiet at night.',
        'The lamps in our attic are purple and noisy at night.',
      ),
    ],
    [x('The lamps are green.', 'The lamp is green.')],
  ),
  'unknown-statement': rule(
    [plus('The lamps in our cellar are green and quiet when it rains.')],
    [plus('Green lamps')],
  ),
  'unknown-words': rule(
    [plus('green and quiet lamps, lanterns, candles, torches for cellars of customers')],
    [plus('Green lamps')],
  ),
  'small-change': rule(
    [x('The lamps are green at night.', 'The lamps are blue at night.')],
    [x('The lamps are green at night.', 'The lamp is green at night.')],
  ),
  'not-assessed': rule(
    [
      x('Wir löschen die Daten nach 30 Tagen.', 'Wir löschen die Daten nach 90 Tagen.', { language: 'de' }),
      plus('- Standort', { language: 'de' }),
    ],
    [
      x('Wir löschen die Daten nach 30 Tagen.', '**Wir löschen** die Daten nach 30 Tagen.', {
        language: 'de',
      }),
    ],
  ),
  'label-not-assessed': rule(
    [plus('Mehr erfahren', { language: 'de' })],
    [plus('Wir löschen die Daten nach 30 Tagen.', { language: 'de' })],
  ),
};
