import { describe, expect, test } from 'vitest';
import { readDate } from '../../src/authoring/import/dates.ts';
import { importPolicy } from '../../src/authoring/import/import-policy.ts';
import { accountFor, outlineOf } from './words.ts';

/** Imports our own text, and holds it to the law of words: nothing lost, nothing added. */
function imported(source: string, file = 'fernhill.md') {
  const { imported: result, lost, added } = accountFor(file, source);
  // Numbers of list items are no text; they become text when a list is unfolded into clauses.
  expect({ lost, added: added.filter((word) => !/^\d+$/.test(word)) }).toEqual({ lost: [], added: [] });
  return result;
}

const filler =
  'Fernhill Software GmbH keeps ledgers for small companies, and to do so we need some data about the people who work with Fernhill Ledger every day, as this notice explains in plain words below.';

describe('structure', () => {
  test('numbered paragraphs become headings with their numbers, the rest of each a paragraph', () => {
    const { mdx } = imported(`# Privacy Notice

${filler}

1\\. \u00a0 \u00a0 Introduction. We respect your privacy.

2\\. \u00a0 \u00a0 The Data We Collect.

2.1. Account Data. You give us your name.

2.2\u00a0 We may collect data of others.

2..3. Notwithstanding the above, we keep ledgers.`);
    expect(mdx.slice(mdx.indexOf('## 1'))).toMatchInlineSnapshot(`
      "## 1. Introduction.

      We respect your privacy.

      ## 2. The Data We Collect.

      ### 2.1. Account Data.

      You give us your name.

      ### 2.2

      We may collect data of others.

      ### 2..3.

      Notwithstanding the above, we keep ledgers.
      "
    `);
  });

  test('bold titles become headings with the signs that close them', () => {
    const result = imported(
      `# Privacy Notice\n\n${filler}\n\n**Choice**. You choose.\n\n__Cookies:__ We set few.\n\n**By using Fernhill Ledger, you have consented to everything that this notice says**.\n\n**_Changes to this Notice_**\n\nWe post changes on our website.`,
    );
    expect(outlineOf(result)).toBe('Choice\nCookies\nChanges to this Notice');
    expect(result.mdx).toContain('## Choice.\n\nYou choose.');
    expect(result.mdx).toContain('## Cookies:\n\nWe set few.');
    expect(result.mdx).toContain(
      '\n**By using Fernhill Ledger, you have consented to everything that this notice says**.\n',
    );
  });

  test('inverted levels of headings become levels by depth, without bold', () => {
    const { mdx } = imported(
      `${filler}\n\n##### **Collected**\n\nA name.\n\n### **Purposes**\n\nLedgers.\n\n##### **Storage**\n\nIn Bonn.\n\n### **Rights**\n\nMany.`,
    );
    expect(mdx.match(/^#+ .*$/gm)).toEqual(['## Collected', '## Purposes', '### Storage', '## Rights']);
  });

  test('clauses in one big list, and sections that fold open, are unfolded', () => {
    const list = imported(
      `# Terms of Service\n\n${filler}\n\n1.  ### Scope\n\n    We sell software.\n\n2.  ### Fees\n\n    You pay:\n\n    1. monthly;\n    2. yearly.\n\n3.  ### End\n\n    You may leave.`,
    );
    expect(outlineOf(list)).toBe('1 Scope\n2 Fees\n3 End');
    const cut = imported(
      `# Terms of Service\n\nBy Fernhill.\n\n1. Scope. These terms apply to all.\n\n2. Fees. You pay monthly.\n\n2.1. Prices. Ten euros.\n\n2.2. Taxes. On top.\n\n3. End. You may leave.`,
    );
    expect(outlineOf(cut)).toBe('1 Scope\n2 Fees\n  2.1 Prices\n  2.2 Taxes\n3 End');
    const steps = imported(
      `# Privacy Notice\n\n${filler} ${filler}\n\n1. Sign in. Use your name.\n2. Open settings. They are below.\n3. Press delete. We ask once more.`,
    );
    expect(outlineOf(steps)).toBe('');

    const folds = imported(
      `# Privacy Notice\n\n* Who we are\n\n  ${filler}\n\n* What we collect\n\n  Your name.\n\n* How to reach us\n\n  By post.`,
    );
    expect(outlineOf(folds)).toBe('Who we are\nWhat we collect\nHow to reach us');
  });
});

describe('highlights', () => {
  const points =
    '· \u00a0 \u00a0 It’s your data. We give you a full copy and remove all copies.\n\n· \u00a0 \u00a0 Your data is secure with us. We encrypt ledgers with known technology, day and night.';
  const text =
    '1\\. Security. We encrypt ledgers with known technology and test it, day and night.\n\n2\\. Changes. We post changes on our website.';

  test('bullets set as paragraphs move to front matter, bound to the clauses they sum up', () => {
    const { report, mdx } = imported(
      `# Privacy Notice\n\n${filler}\n\n## The Highlights:\n\n${points}\n\n| ****  \n****\n\n## Full Privacy Notice:\n\n${text}`,
    );
    expect(report.highlights).toEqual([
      { title: 'It’s your data.', text: 'We give you a full copy and remove all copies.', clauses: [] },
      {
        title: 'Your data is secure with us.',
        text: 'We encrypt ledgers with known technology, day and night.',
        clauses: ['security'],
      },
    ]);
    expect(mdx).toContain('layers:\n  highlights: "The Highlights:"\n  text: "Full Privacy Notice:"');
    expect(mdx).not.toMatch(/^## The Highlights/m);
  });

  test('a summary inside the text stays where it is', () => {
    const { report, mdx } = imported(
      `# Privacy Notice\n\n## Summary\n\n${filler}\n\n## Data\n\nA name.\n\n## Rights\n\nMany.`,
    );
    expect(report.highlights).toEqual([]);
    expect(mdx).toContain('## Summary');
  });
});

describe('furniture', () => {
  test('is dropped and reported with reason and line; the archive’s day is only when the text was seen', () => {
    const { report, mdx } =
      imported(`> *The following text is extracted and transformed from the fernhill.example privacy policy that was archived on 2016-03-04.*

# Privacy Policy | Fernhill

X Welcome to the new Fernhill! [ Read more »](https://fernhill.example)

**Fernhill TM**

**Privacy Policy**

${filler}

| ****  
****

## Data

A name.

## Rights

Many.

***

## Contact

By post.

######   
Copyright © Fernhill Software GmbH, 2016. All rights reserved.`);
    expect(report.dropped.map(({ reason, line }) => `${line} ${reason}`)).toEqual([
      '1 archive banner',
      '3 the title: it stands in policy.yaml',
      '5 announcement of the page',
      '7 repeats the title',
      '9 repeats the title',
      '13 no words (left over from a table or a layout)',
      '14 line across the page',
      '24 line across the page',
      '31 footer of the page',
    ]);
    expect(report).toMatchObject({
      seen: '2016-03-04',
      effective: 'unknown',
      effectiveText: null,
      published: 'unknown',
      title: 'Privacy Policy',
    });
    expect(mdx).toContain('imported:\n  from: "fernhill.md"\n  dates: "none"\n  seen: "2016-03-04"');
  });

  test('contents that repeat the titles go, a list of links that is content stays', () => {
    const { report, mdx } = imported(
      `# Subprocessors\n\n${filler}\n\n#### Last updated: May 2020\n\n## Contents\n\n- [Hosting](#hosting)\n- [Mail](#mail)\n- [Support](#support)\n\n## Hosting\n\n- [Alder](https://alder.example)\n- [Birch](https://birch.example)\n- [Cedar](https://cedar.example)\n\n## Mail\n\nElm.\n\n## Support\n\nFir.`,
    );
    expect(report.kind).toBe('subprocessors');
    expect(report.dropped.map(({ text }) => text)).toEqual([
      'Subprocessors',
      'Contents',
      'Hosting Mail Support',
    ]);
    expect(outlineOf({ report } as never)).toBe('Hosting\nMail\nSupport');
    expect(mdx).toContain('\nLast updated: May 2020\n');
    expect(mdx).toContain('- [Birch](https://birch.example)');
  });

  test('HTML: navigation, footer, scripts and hidden parts go, the main part stays', () => {
    const { report, mdx } = imported(
      `<html><head><title>Privacy notice - Fernhill</title><style>p{}</style></head><body><nav><a href="/">Home</a> <a href="/x">Prices</a></nav>
<main><h1>Privacy notice</h1><p>${filler}</p><h2>1. Data</h2><p>A <b>name </b>and H<sub>2</sub>O {not code} &lt;b&gt;.</p><h2>2. Rights</h2><ul><li>Access</li><li>Objection</li></ul><form><label>Search</label></form></main>
<footer>© Fernhill</footer><script>track()</script></body></html>`,
      'notice.html',
    );
    expect(report.title).toBe('Privacy notice');
    expect(outlineOf({ report } as never)).toBe('1 Data\n2 Rights');
    expect(mdx).toContain('A **name** and H<sub>2</sub>O \\{not code} \\<b>.');
    expect(report.dropped.map(({ reason }) => reason)).toEqual([
      'outside the main part of the page',
      'form',
      'the title: it stands in policy.yaml',
      'outside the main part of the page',
    ]);
  });

  test('front matter: title and subtitle are text, the rest is reported', () => {
    const { report, mdx } = imported(
      `---\ntemplate: page\ntitle: Fernhill Privacy Policy\nsubtitle: 'Effective Date: October 21, 2019'\nmenus:\n  weight: 2\n---\n${filler}\n\n## Data\n\nA name.`,
    );
    expect(report).toMatchObject({
      title: 'Fernhill Privacy Policy',
      effective: '2019-10-21',
      effectiveText: 'Effective Date: October 21, 2019',
    });
    expect(mdx).toContain('\nEffective Date: October 21, 2019\n');
    expect(report.dropped.map(({ text, line }) => `${line} ${text}`)).toEqual([
      '2 template: page',
      '5 menus:',
      '6 weight: 2',
    ]);
  });
});

test('signs that MDX would read as code, and malformed emphasis, keep their words', () => {
  const { mdx } = imported(
    `# Privacy Notice

${filler}

import the data {by hand} <b>or</b> a < b & c * d_e_f.

export is meant as a word.

**By using the[site](https://fernhill.example/) you agree. **

Solutions _. If you ask, write. \u00a0 _If you do not, wait.

Please see [ _here_ ](https://fernhill.example), \`code {x}\` and [bad](javascript:alert(1)).

A line\\
broken, ~~struck~~ and 2 ** 3 ** 4.`,
    'fernhill.txt',
  );
  expect(mdx.slice(mdx.indexOf('below.') + 8)).toMatchInlineSnapshot(`
    "&#x69;mport the data \\{by hand} **or** a \\< b & c \\* d_e_f.

    &#x65;xport is meant as a word.

    **By using the[site](https://fernhill.example/) you agree.**

    Solutions . _If you ask, write._   If you do not, wait.

    Please see [_here_](https://fernhill.example) , \`code {x}\` and bad.

    A line\\
    broken, ~~struck~~ and 2 \\*\\* 3 \\*\\* 4.
    "
  `);
});

test('links and pictures of the old site, words run into links and other languages are doubts', () => {
  const { report, policyYaml } = imported(
    `# Datenschutzhinweis

Wir nutzen Ihre Daten nur, um die Bücher für Sie zu führen, und geben sie nicht an andere weiter, es sei denn, dass Sie es wollen oder das Gesetz es verlangt; mehr dazu steht in [unseren Bedingungen](/agb), in [Rechte](#rechte) und auf der[Seite](https://fernhill.example).

## Daten

Ihr Name und die Bücher, die wir für Sie führen, sind bei uns gut aufgehoben. ![Siegel](siegel.png)

## Rechte

Sie können von uns verlangen, dass wir Ihre Daten löschen.`,
  );
  expect(policyYaml).toContain('locale: "de"');
  expect(report.doubts.join('\n')).toMatchInlineSnapshot(`
    "The document gives no date of its own: effective is "unknown".
    No promise about changes was found: the profile is a safe default (30 days for material changes, by e-mail or site). Have it decided by a lawyer.
    Links into the old site lead nowhere here; give them full addresses: /agb.
    Words run into a link; look whether a space is missing: derSeite.
    Pictures are not copied; give them full addresses or take them out: siegel.png."
  `);
});

test('a promise in a language whose words are not known is a doubt', () => {
  const { report } = imported(
    `# Politique de confidentialité

Nous utilisons vos données pour tenir les livres de votre entreprise, et nous ne les donnons à personne d’autre sans que vous le vouliez ou que la loi nous y oblige.

## Données

Votre nom et les livres que nous tenons pour vous sont en sécurité chez nous, et vous pouvez nous demander de les effacer.`,
  );
  expect(report.doubts.join('\n')).toContain(
    'The text is in "fr"; promises about changes are found in English and German texts only: read it yourself.',
  );
});

describe('dates', () => {
  test.each([
    ['Last updated: 3 May 2020', '2020-05-03'],
    ['Effective as of the 21st of October, 2019', '2019-10-21'],
    ['This policy is effective as of Nov. 8, 2006.', '2006-11-08'],
    ['Updated: April 2014', '2014-04'],
    ['Effective date: 2021-02-30', 'unknown'],
    ['Effective: 10/21/2019', '2019-10-21'],
    ['Effective: 04/05/2019', '2019'],
    ['Stand: 1. März 2021', '2021-03-01'],
    ['Gültig ab 28. September 2017', '2017-09-28'],
    ['Copyright 2016', 'unknown'],
    [
      'The law became effective on July 16, 2020 in all states of the country, and everybody who keeps ledgers there has to obey it from then on, we think.',
      'unknown',
    ],
  ])('%s → %s', (line, effective) => {
    const { report } = imported(
      `# Privacy Notice\n\n${line}\n\n${filler}\n\n## Data\n\nA name.\n\n## Rights\n\nMany.`,
    );
    expect(report.effective).toBe(effective);
    expect(report.effectiveText === null).toBe(effective === 'unknown');
  });

  test('an effective date goes before an update; a day of posting is the publication', () => {
    const { report } = imported(
      `# Terms\n\nLast updated: May 1, 2020. Posted on May 3, 2020.\n\nEffective: June 1, 2020\n\n${filler}\n\n## Fees\n\nTen euros.`,
    );
    expect(report).toMatchObject({ effective: '2020-06-01', published: '2020-05-03' });
  });

  test('readDate takes no more than is there', () => {
    expect(readDate('May 3, 2020 and more')).toMatchObject({ date: '2020-05-03', length: 11 });
    expect(readDate('30 days')).toBeNull();
  });
});

describe('the promise about changes', () => {
  const promise = (text: string, title = 'Changes to this notice') =>
    importPolicy(
      'f.md',
      `# Privacy Notice\n\n${filler}\n\n## Data\n\nWe answer requests within 30 days.\n\n## ${title}\n\n${text}`,
      'privacy',
    ).report;

  test.each<[string, Record<string, unknown>]>([
    [
      'Such change will become effective thirty (30) days following notification by email or by posting on our website and shall not affect data collected prior to that date.',
      { period: 'P30D', applies: 'all', channels: { any: ['email', 'site'] }, heldData: 'as-collected' },
    ],
    [
      'If we make material changes, we will post them on our website prior to the change becoming effective.',
      { period: 'P0D', applies: 'material', channels: { any: ['site'] }, heldData: 'follows' },
    ],
    [
      'Any new provisions will be effective as soon as they are posted.',
      { period: 'P0D', applies: 'all', channels: { any: ['site'] } },
    ],
    [
      'We will notify you of material changes to this notice by e-mail at least two months before they take effect.',
      { period: 'P2M', applies: 'material', channels: { any: ['email'] } },
    ],
    [
      'We tell you of significant changes to this policy both by email and by a notice on our website 14 days in advance.',
      { period: 'P14D', applies: 'material', channels: { all: ['email', 'site'] } },
    ],
    [
      'We will alert you to changes by placing a notice on this page, by sending you an email or through your Service account. If you have opted not to receive legal notice emails, those notices will still govern your use. Information is subject to the notice in effect at the time such information is collected.',
      {
        period: 'P0D',
        applies: 'all',
        channels: { any: ['site', 'email', 'service'] },
        heldData: 'as-collected',
        optOut: true,
      },
    ],
    [
      'We will notify you by email of material changes to this notice, and will obtain your consent before we use data already collected for new purposes.',
      { channels: { any: ['email'] }, heldData: 'opt-in' },
    ],
    [
      'We may update this notice; the current version is always on this page. If changes are material, we will notify you by email 30 days before they take effect.',
      { period: 'P30D', applies: 'material', channels: { any: ['email'] } },
    ],
    [
      'We give at least 10 business days’ notice of changes to this notice by email.',
      { period: 'P21D', applies: 'all', channels: { any: ['email'] } },
    ],
    [
      'We give three months’ written notice of any change of these terms by post and e-mail.',
      { period: 'P3M', applies: 'all', channels: { all: ['post', 'email'] } },
    ],
    [
      'Wir teilen Ihnen Änderungen dieser Bedingungen spätestens sechs Wochen vor ihrem Inkrafttreten per E-Mail mit. Sie gelten als angenommen, wenn Sie nicht innerhalb von zwei Monaten widersprechen.',
      { period: 'P6W', applies: 'all', channels: { any: ['email'] } },
    ],
    [
      'Wesentliche Änderungen dieser Datenschutzerklärung kündigen wir mindestens 30 Tage vorher per E-Mail oder auf dieser Seite an. Kündigungen beantworten wir binnen 3 Tagen.',
      { period: 'P30D', applies: 'material', channels: { any: ['email', 'site'] } },
    ],
    [
      'Über Änderungen dieser Hinweise informieren wir Sie zehn Werktage im Voraus per Brief.',
      { period: 'P21D', applies: 'all', channels: { any: ['post'] } },
    ],
    [
      'Wir können diese Datenschutzerklärung anpassen. Änderungen treten mit ihrer Veröffentlichung auf dieser Seite in Kraft.',
      { period: 'P0D', applies: 'all', channels: { any: ['site'] } },
    ],
    [
      'Please review this notice regularly, as we may change it.',
      { period: 'P0D', channels: { any: ['site'] } },
    ],
  ])('%s', (text, profile) => {
    const report = promise(text);
    expect(report.profile).toMatchObject(profile);
    expect(text).toContain(report.profile.quote);
  });

  test('the figures of other clauses, of prices and of objections are no period', () => {
    const report = promise(
      'We may change our fees upon 60 days’ notice. We will notify you of changes to this notice by email. You may object within 30 days. Questions? Email us within 5 days.',
    );
    expect(report.profile).toMatchObject({ period: 'P0D', applies: 'all', channels: { any: ['email'] } });
  });

  test('none found: a safe default and a doubt', () => {
    const report = promise('By post.', 'Contact');
    expect(report.profile).toMatchObject({
      period: 'P30D',
      applies: 'material',
      channels: { any: ['email', 'site'] },
    });
    expect(report.profile.quote).toBeUndefined();
    expect(report.doubts.join(' ')).toContain('No promise about changes was found');
  });

  test('what the profile cannot say is a doubt', () => {
    const report = promise(
      'If we make material changes to this notice we will notify you by email before they take effect. You will be notified by email of a change of control.',
    );
    expect(report.doubts.join('\n')).toMatch(
      /no period is named[\s\S]*further promise[\s\S]*change of control/,
    );
  });
});

test.each([
  ['Privacy Notice', 'p.md', 'privacy'],
  ['Terms of Service', 'p.md', 'terms'],
  ['Cookie Policy', 'p.md', 'cookies'],
  ['List of Subprocessors', 'p.md', 'subprocessors'],
  ['Data Processing Agreement', 'p.md', 'other'],
  ['Refund Policy', 'p.md', 'other'],
])('%s is of the kind it names', (title, file, kind) => {
  expect(importPolicy(file, `# ${title}\n\n${filler}\n\n## One\n\nText.`, 'x').report.kind).toBe(kind);
});

test.each([
  ['p.pdf', 'text', /kind that cannot be imported/],
  ['p.md', '  \n', /has no text/],
  ['p.md', 'a\0b', /not a text file/],
  ['p.mdx', 'Hello {world}', /cannot be read as MDX/],
  ['p.md', '---js\nmodule.exports = 1\n---\nText', /front matter is written in js/],
])('%s that cannot be read says why', (file, text, message) => {
  expect(() => importPolicy(file, text, 'x')).toThrow(message);
});

test('what folds open on a page is text: its panels are hidden and its titles are buttons', () => {
  const panel =
    'We keep your name and your address for as long as you are a customer of ours, and no longer.';
  const { mdx, report } = importPolicy(
    'a.html',
    `<h1>Privacy Notice</h1><button>Menu</button><button aria-expanded="false">What we keep</button><div hidden>${panel}</div><div aria-hidden="true">Close</div>`,
    'privacy',
  );
  expect(mdx).toContain('What we keep');
  expect(mdx).toContain(panel);
  expect(report.dropped.map(({ text }) => text)).toEqual(expect.arrayContaining(['Menu', 'Close']));
});
