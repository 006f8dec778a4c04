import type { Category, Direction } from '../../src/assessment/assessment.ts';
import type { ChangeClass } from '../../src/policy/fields.ts';

/** One change made in one of our texts, and what the assessment must say. */
export interface Pair {
  name: string;
  text?: 'privacy' | 'terms' | 'subprocessors' | 'german';
  /** Each is replaced everywhere it stands; a text must contain it. */
  replace: [from: string, to: string][];
  heldData?: 'follows' | 'as-collected' | 'opt-in';
  class: ChangeClass;
  /** One of the version's most important changes has it. */
  category?: Category;
  direction?: Direction;
  touchesHeldData?: boolean;
  certainty?: 'high' | 'low';
}

/** What must be seen through: nobody's position changes. */
export const harmless: Pair[] = [
  {
    name: 'date of update',
    replace: [['Last updated: 3 March 2026', 'Last updated: 9 May 2026']],
    class: 'editorial',
  },
  {
    name: 'quotes, dashes, double spaces',
    replace: [['("Fernhill", "we", "us")', '(“Fernhill”,  “we”,  “us”)']],
    class: 'editorial',
  },
  { name: 'a typing error', replace: [['accounting service', 'acounting service']], class: 'editorial' },
  {
    name: 'British and American spelling',
    replace: [['personal data to provide', 'personal data in order to provide']],
    class: 'editorial',
  },
  {
    name: 'renumbered clauses',
    replace: [
      ['## 8. Children', '## 9. Children'],
      ['## 9. Cookies', '## 8. Cookies'],
    ],
    class: 'editorial',
  },
  {
    name: 'a clause moved',
    replace: [
      ['## 8. Children\n\nFernhill Ledger is not meant for children under 16.\n\n', ''],
      [
        '## 11. Contact',
        '## 8. Children\n\nFernhill Ledger is not meant for children under 16.\n\n## 11. Contact',
      ],
    ],
    class: 'editorial',
  },
  {
    name: 'a heading renamed',
    replace: [['## 1. What we collect', '## 1. Information that we collect']],
    class: 'editorial',
  },
  {
    name: 'a paragraph split',
    replace: [['when you sign in. We do not', 'when you sign in.\n\nWe do not']],
    class: 'editorial',
  },
  {
    name: 'paragraphs joined',
    replace: [['telephone number.\n\n"Usage', 'telephone number. "Usage']],
    class: 'editorial',
  },
  {
    name: 'a list in another order',
    replace: [
      [
        "- your name and e-mail address\n- your company's billing address\n",
        "- your company's billing address\n- your name and e-mail address\n",
      ],
    ],
    class: 'editorial',
  },
  {
    name: 'bold and italics',
    replace: [
      ['Log files', '**Log files**'],
      ['All data are stored', '*All data are stored*'],
    ],
    class: 'editorial',
  },
  {
    name: 'synonyms',
    replace: [
      ['to answer questions', 'to respond to questions'],
      ['We share personal data', 'We disclose personal data'],
    ],
    class: 'editorial',
  },
  { name: 'contraction', replace: [['We do not sell', "We don't sell"]], class: 'editorial' },
  { name: 'numeral for a word', replace: [['for two years', 'for 2 years']], class: 'editorial' },
  { name: 'number said twice', replace: [['after 30 days', 'after thirty (30) days']], class: 'editorial' },
  {
    name: 'telephone number',
    replace: [['+49 89 1234567', '+49 89 7654321']],
    class: 'minor',
    category: 'contact',
  },
  {
    name: 'address',
    replace: [['Lindenweg 4, 80331 Munich', 'Ahornstraße 12, 81667 Munich']],
    class: 'minor',
    category: 'contact',
  },
  {
    name: 'e-mail address',
    replace: [['privacy@fernhill.example', 'data@fernhill.example']],
    class: 'minor',
    category: 'contact',
  },
  {
    name: 'data protection officer',
    replace: [['Ines Brandt', 'Jonas Weber']],
    class: 'minor',
    category: 'contact',
  },
  {
    name: 'product renamed throughout',
    replace: [['Fernhill Ledger', 'Fernhill Books']],
    class: 'minor',
    category: 'definitions',
  },
  {
    name: 'product renamed throughout the terms',
    text: 'terms',
    replace: [['Fernhill Ledger', 'Fernhill Books']],
    class: 'minor',
  },
  {
    name: 'company renamed throughout',
    replace: [['Fernhill', 'Birchwood']],
    class: 'minor',
    category: 'definitions',
  },
  {
    name: 'a pointer added',
    replace: [
      [
        'We encrypt data in transit and at rest.',
        'We encrypt data in transit and at rest. For more information, see our security page.',
      ],
    ],
    class: 'minor',
  },
  {
    name: 'a courtesy added',
    replace: [
      [
        'Fernhill Software GmbH ("Fernhill"',
        'Your privacy matters to us. Fernhill Software GmbH ("Fernhill"',
      ],
    ],
    class: 'minor',
  },
  {
    name: 'a banner added',
    replace: [
      [
        'Last updated: 3 March 2026',
        'Last updated: 3 March 2026\n\nYou can view the previous version of this notice here.',
      ],
    ],
    class: 'minor',
  },
  {
    name: 'a copyright line',
    replace: [
      [
        'Our data protection officer is Ines Brandt.',
        'Our data protection officer is Ines Brandt.\n\n© 2026 Fernhill Software GmbH. All rights reserved.',
      ],
    ],
    class: 'editorial',
  },
  {
    name: 'a security measure added',
    replace: [['and at rest.', 'and at rest. We have our systems audited every year.']],
    class: 'minor',
    category: 'security',
  },
  {
    name: 'an entry removed from the subprocessors',
    text: 'subprocessors',
    replace: [['| Brook Payments Ltd | Payments | Ireland |\n', '']],
    class: 'minor',
    category: 'sharing',
  },
  {
    name: 'date of effect of terms',
    text: 'terms',
    replace: [['Effective 1 January 2026', 'Effective 1 June 2026']],
    class: 'editorial',
  },
];

/** One-word reversals, numbers, and what hides in a list, a row, a definition or a bracket. */
export const material: Pair[] = [
  {
    name: 'only dropped',
    replace: [['authorities only if', 'authorities if']],
    class: 'material',
    category: 'sharing',
  },
  { name: 'only cookies dropped', replace: [['We use only cookies', 'We use cookies']], class: 'material' },
  {
    name: 'may for will',
    replace: [['We will notify you', 'We may notify you']],
    class: 'material',
    category: 'change-terms',
  },
  {
    name: 'unless for if',
    replace: [
      [
        'We may disclose data to public authorities only if the law requires it',
        'We may disclose data to public authorities unless the law forbids it',
      ],
    ],
    class: 'material',
  },
  {
    name: 'opt in for opt out',
    replace: [['You can opt out of analytics', 'You can opt in to analytics']],
    class: 'material',
    category: 'rights',
  },
  {
    name: 'explicit dropped',
    replace: [['With your explicit consent', 'With your consent']],
    class: 'material',
    direction: 'unfavourable',
  },
  {
    name: 'consent dropped',
    replace: [['With your explicit consent, we send', 'We send']],
    class: 'material',
    category: 'rights',
    direction: 'unfavourable',
  },
  {
    name: 'and for or',
    text: 'terms',
    replace: [['store and display', 'store or display']],
    class: 'material',
  },
  {
    name: 'retention longer',
    replace: [['for two years after', 'for seven years after']],
    class: 'material',
    category: 'retention',
    direction: 'unfavourable',
    touchesHeldData: true,
  },
  {
    name: 'retention shorter',
    replace: [['for two years after', 'for one year after']],
    class: 'material',
    category: 'retention',
    direction: 'favourable',
  },
  {
    name: 'retention in days',
    replace: [['after 30 days. Invoices', 'after 90 days. Invoices']],
    class: 'material',
    category: 'retention',
    direction: 'unfavourable',
  },
  {
    name: 'deletion dropped',
    replace: [['Log files are deleted after 30 days. ', '']],
    class: 'material',
    category: 'retention',
    direction: 'unfavourable',
  },
  { name: 'age', replace: [['under 16', 'under 13']], class: 'material', category: 'children' },
  {
    name: 'time to answer longer',
    replace: [['within one month', 'within three months']],
    class: 'material',
    category: 'rights',
    direction: 'unfavourable',
  },
  {
    name: 'notice period shorter',
    replace: [['at least 30 days before', 'at least 14 days before']],
    class: 'material',
    category: 'change-terms',
    direction: 'unfavourable',
  },
  {
    name: 'notice period longer',
    replace: [['at least 30 days before', 'at least 60 days before']],
    class: 'material',
    category: 'change-terms',
    direction: 'favourable',
  },
  {
    name: 'new kind of data in a list',
    replace: [
      ['- the payment method that you choose', '- the payment method that you choose\n- your date of birth'],
    ],
    class: 'material',
    category: 'collection',
    direction: 'unfavourable',
  },
  {
    name: 'unknown kind of data in a list',
    replace: [
      [
        '- the payment method that you choose',
        '- the payment method that you choose\n- the size of your shoes',
      ],
    ],
    class: 'material',
    category: 'collection',
  },
  {
    name: 'new kind of data in a bracket',
    replace: [['the type of browser', 'the type of browser (with a device fingerprint)']],
    class: 'material',
    category: 'collection',
  },
  {
    name: 'data no longer collected',
    replace: [["- your company's billing address\n", '']],
    class: 'material',
    category: 'collection',
    direction: 'favourable',
  },
  {
    name: 'location: not dropped',
    replace: [['We do not collect precise location.', 'We collect precise location.']],
    class: 'material',
    category: 'collection',
    direction: 'unfavourable',
  },
  {
    name: 'new purpose',
    replace: [
      ['to send invoices and to answer', 'to send invoices, to assess your creditworthiness and to answer'],
    ],
    class: 'material',
    category: 'purpose',
    direction: 'unfavourable',
  },
  {
    name: 'new legal basis',
    replace: [
      [
        'We use usage data to find faults.',
        'We use usage data to find faults, based on our legitimate interests.',
      ],
    ],
    class: 'material',
    category: 'purpose',
  },
  {
    name: 'new recipient',
    replace: [['and with our payment provider', ', with our payment provider and with credit agencies']],
    class: 'material',
    category: 'sharing',
    direction: 'unfavourable',
  },
  {
    name: 'new recipient, new sentence',
    replace: [['We do not sell', 'We also share your e-mail address with our affiliates. We do not sell']],
    class: 'material',
    category: 'sharing',
    direction: 'unfavourable',
  },
  {
    name: 'new processor in a table',
    replace: [
      [
        '| Brook Payments Ltd | Payments | Ireland |',
        '| Brook Payments Ltd | Payments | Ireland |\n| Dale Support SA | Customer support | France |',
      ],
    ],
    class: 'material',
    category: 'sharing',
  },
  {
    name: 'new row of the subprocessor list',
    text: 'subprocessors',
    replace: [['| Cedar Mail Inc', '| Dale Support SA | Support | France |\n| Cedar Mail Inc']],
    class: 'material',
    category: 'sharing',
    direction: 'unfavourable',
  },
  {
    name: 'a subprocessor replaced',
    text: 'subprocessors',
    replace: [['Cedar Mail Inc', 'Poplar Post Inc']],
    class: 'material',
    category: 'sharing',
  },
  {
    name: 'a subprocessor moves',
    text: 'subprocessors',
    replace: [['| Hosting | Germany |', '| Hosting | United States |']],
    class: 'material',
    category: 'transfers',
  },
  {
    name: 'new place',
    replace: [['All data are stored in Germany.', 'All data are stored in Germany and in India.']],
    class: 'material',
    category: 'transfers',
  },
  {
    name: 'new mechanism',
    replace: [['we rely on standard contractual clauses', 'we rely on the Data Privacy Framework']],
    class: 'material',
    category: 'transfers',
  },
  {
    name: 'a right gone',
    replace: [['You can object to direct marketing at any time. ', '']],
    class: 'material',
    category: 'rights',
    direction: 'unfavourable',
  },
  {
    name: 'a right gone from a list of rights',
    replace: [['access, correct and delete', 'access and correct']],
    class: 'material',
    category: 'rights',
    direction: 'unfavourable',
  },
  {
    name: 'a right added',
    replace: [['You can object to', 'You have the right to data portability. You can object to']],
    class: 'material',
    category: 'rights',
    direction: 'favourable',
  },
  {
    name: 'opt-out gone',
    replace: [['You can opt out of analytics in your account settings. ', '']],
    class: 'material',
    category: 'rights',
    direction: 'unfavourable',
  },
  {
    name: 'security weakened',
    replace: [['We encrypt data in transit and at rest.', 'We encrypt data in transit.']],
    class: 'material',
    category: 'security',
    direction: 'unfavourable',
  },
  {
    name: 'definition widened',
    replace: [
      [
        'the pages that you open and the features that you use',
        'the pages that you open, the features that you use and the texts that you write',
      ],
    ],
    class: 'material',
    category: 'definitions',
  },
  {
    name: 'scope',
    replace: [
      [
        'It applies to the website and to Fernhill Ledger.',
        'It applies to the website, to Fernhill Ledger and to our shops.',
      ],
    ],
    class: 'material',
    category: 'scope',
  },
  {
    name: 'another controller',
    replace: [
      [
        'Fernhill Software GmbH ("Fernhill", "we", "us") runs',
        'Oakridge Holdings Ltd ("Fernhill", "we", "us") runs',
      ],
    ],
    class: 'material',
    category: 'controller',
  },
  {
    name: 'notice terms dropped',
    replace: [['We will notify you by e-mail at least 30 days before a material change takes effect. ', '']],
    class: 'material',
    category: 'change-terms',
    direction: 'unfavourable',
  },
  {
    name: 'sale added, for new data only',
    replace: [
      [
        'We do not sell your personal data.',
        'We sell personal data collected after 1 June 2026 to advertising partners.',
      ],
    ],
    heldData: 'follows',
    class: 'material',
    category: 'sale-ads',
  },
  {
    name: 'training under a profile that keeps held data',
    replace: [
      ['We will not use your documents to train AI models.', 'We use your documents to train AI models.'],
    ],
    heldData: 'as-collected',
    class: 'material',
    category: 'purpose',
    direction: 'unfavourable',
  },
  { name: 'price', text: 'terms', replace: [['€20', '€25']], class: 'material', category: 'fees' },
  {
    name: 'refund period',
    text: 'terms',
    replace: [['within 30 days of payment', 'within 14 days of payment']],
    class: 'material',
    category: 'fees',
    direction: 'unfavourable',
  },
  {
    name: 'automatic renewal',
    text: 'terms',
    replace: [['renew automatically unless', 'renew unless']],
    class: 'material',
    category: 'fees',
  },
  {
    name: 'liability turned',
    text: 'terms',
    replace: [['We are not liable', 'We are liable']],
    class: 'material',
    category: 'legal-terms',
  },
  {
    name: 'governing law',
    text: 'terms',
    replace: [['German law governs', 'Irish law governs']],
    class: 'material',
    category: 'legal-terms',
  },
  {
    name: 'arbitration',
    text: 'terms',
    replace: [
      [
        'The courts of Munich have jurisdiction.',
        'The courts of Munich have jurisdiction. Disputes are settled by binding arbitration.',
      ],
    ],
    class: 'material',
    category: 'legal-terms',
  },
  {
    name: 'licence for ever',
    text: 'terms',
    replace: [['grant us a licence', 'grant us a perpetual licence']],
    class: 'material',
    category: 'legal-terms',
    direction: 'unfavourable',
  },
  {
    name: 'forbidden use added',
    text: 'terms',
    replace: [['- break the law', '- break the law\n- resell the service']],
    class: 'material',
    category: 'legal-terms',
  },
  {
    name: 'suspension without notice',
    text: 'terms',
    replace: [[", and we will give you 30 days' notice", '']],
    class: 'material',
    category: 'legal-terms',
  },
  {
    name: 'age for an account',
    text: 'terms',
    replace: [['at least 18 years', 'at least 16 years']],
    class: 'material',
    category: 'eligibility',
  },
  {
    name: 'who pays whom',
    text: 'terms',
    replace: [['You may ask for a refund', 'We may ask for a refund']],
    class: 'material',
  },
  {
    name: 'a language without rules',
    text: 'german',
    replace: [['nach 30 Tagen gelöscht', 'nach 90 Tagen gelöscht']],
    class: 'material',
    certainty: 'low',
  },
];

/** Notice is not enough. */
export const consent: Pair[] = [
  {
    name: 'sale: not dropped',
    replace: [['We do not sell your personal data.', 'We may sell your personal data.']],
    class: 'consent',
    category: 'sale-ads',
    direction: 'unfavourable',
    touchesHeldData: true,
  },
  {
    name: 'promise on training turned',
    replace: [
      ['We will not use your documents to train AI models.', 'We may use your documents to train AI models.'],
    ],
    class: 'consent',
    direction: 'unfavourable',
    touchesHeldData: true,
  },
  {
    name: 'promise on training dropped',
    replace: [['We will not use your documents to train AI models. ', '']],
    class: 'consent',
    touchesHeldData: true,
  },
  {
    name: 'promise on sale dropped',
    replace: [['We do not sell your personal data. ', '']],
    class: 'consent',
    touchesHeldData: true,
  },
  {
    name: 'targeted advertising added',
    replace: [
      [
        'We use usage data to find faults.',
        'We use usage data to find faults and to show you targeted advertising.',
      ],
    ],
    class: 'consent',
    category: 'purpose',
  },
  {
    name: 'independent recipients added',
    replace: [
      [
        'and with our payment provider.',
        'and with our payment provider. We share usage data with partners who use it for their own purposes.',
      ],
    ],
    class: 'consent',
    category: 'sharing',
  },
  {
    name: 'reaches back',
    replace: [
      [
        'We use usage data to find faults.',
        'We use usage data to find faults. From now on we also analyse the documents that we already hold to measure fraud.',
      ],
    ],
    class: 'consent',
    touchesHeldData: true,
  },
  {
    name: 'the promise on held data turned',
    replace: [
      [
        'Data collected before a change stays under the notice in force when it was collected.',
        'Changes apply to all data, regardless of when it was collected.',
      ],
    ],
    class: 'consent',
    touchesHeldData: true,
  },
];
