import { describe, expect, test } from 'vitest';
import { importPolicy } from '../../src/authoring/import/import-policy.ts';
import { accountFor } from './words.ts';

const long = (about: string): string =>
  `We keep ${about} for as long as you are a customer of Fernhill Software GmbH and use Fernhill Ledger, and delete it no later than thirty days after you have closed your account with us.`;

const policy = `<h1>Privacy Notice</h1><p>Effective March 4, 2021</p>
<h2>Data</h2><p>${long('your name')}</p><p>${long('your address')}</p>
<h2>Contact</h2><p>${long('what you write to us')} <a href="mailto:legal@fernhill.example.com">legal@fernhill.example.com</a></p>`;

const bodyOf = (mdx: string): string => mdx.replace(/^---[\s\S]*?\n---\n/, '').trim();

/** What surrounds the text on pages that do not say where their main part is. */
const pages: Record<string, string> = {
  'boxes with names': `<div id="header"><a href="/">Fernhill</a> <a href="/prices">Prices</a></div>
    <div class="wrap"><div class="content">${policy}</div><div class="sidebar-right">Our ledger of the month: try it for free, and tell all your friends about it.</div></div>
    <div class="site-footer">Fernhill Software GmbH makes ledgers for small shops in all of Europe since 2011, and loves it. <a href="/imprint">Imprint</a></div>`,
  'boxes without names': `<div><div><a href="/">Home</a><a href="/prices">Prices</a><a href="/blog">Blog</a></div></div>
    <div><div><section>${policy}</section></div></div><div>© 2011–2026 Fernhill Software GmbH</div>`,
  'tables for the layout': `<table><tr><td><a href="/">Home</a><br><a href="/prices">Prices</a></td><td>${policy}</td></tr></table><div><a href="/top">To the top of the page</a></div>`,
  'a consent banner': `<div class="page">${policy}<div id="onetrust-banner-sdk"><p>We use cookies, and some of them are not needed at all.</p><button>Accept</button></div></div>`,
  'a banner of its own': `<div class="page">${policy}</div><div class="cookie-consent"><p>We use cookies, and some of them are not needed at all.</p><a role="button" href="#">Fine</a></div>`,
  'a window that is closed': `<div class="page">${policy}</div><div><div class="modal fade"><h4>Conditions</h4><p>You must accept the general conditions before you can go on with using our service.</p></div></div>`,
};

describe('pages as they are', () => {
  const plain = bodyOf(importPolicy('a.html', `<main>${policy}</main>`, 'privacy').mdx);

  test.each(Object.entries(pages))('%s: the text alone, and every other word in the report', (_, page) => {
    const { imported, lost } = accountFor(
      'a.html',
      `<html><head><title>Fernhill</title></head><body>${page}</body></html>`,
    );
    expect(bodyOf(imported.mdx)).toBe(plain);
    expect(lost).toEqual([]);
    expect(imported.report.title).toBe('Privacy Notice');
    expect(imported.report.dropped.length).toBeGreaterThan(1);
  });

  test('the title, the day and single clauses stay wherever they stand', () => {
    const page = `<div class="hero"><a href="/">Home</a><h1>Privacy Notice</h1><div>Effective March 4, 2021</div></div>
      <div class="text"><h2>Data</h2><p>${long('your name')}</p><p>${long('your address')}</p><p>${long('your orders')}</p></div>
      <div><h2>Minors</h2><p>Our ledger is for adults.</p></div><div>Mail: <a href="mailto:a@fernhill.example.com">a@fernhill.example.com</a></div>`;
    const { imported, lost } = accountFor('a.html', page);
    expect(lost).toEqual([]);
    expect(imported.report.effective).toBe('2021-03-04');
    expect(imported.report.clauses.map(({ title }) => title)).toEqual(['Data', 'Minors']);
    expect(imported.mdx).toContain('a@fernhill.example.com');
    expect(imported.report.dropped.map(({ text }) => text)).toEqual(['Home', 'Privacy Notice']);
  });

  test('a heading whose address sounds like a banner, and a clause on cookies, are text', () => {
    const page = `<main><h1>Privacy Notice</h1><h2 id="gdpr-and-cookie-message">Your rights under the GDPR</h2><p>${long('your name')}</p>
      <div class="cookie-message"><p>${long('cookies')}</p></div></main>`;
    expect(accountFor('a.html', page).imported.mdx).toMatch(
      /Your rights under the GDPR[\s\S]*We keep cookies/,
    );
  });

  test('addresses that Cloudflare hides from robots are written out', () => {
    const hidden = [...'x@fernhill.example.com'].map((sign) =>
      (sign.charCodeAt(0) ^ 0x2a).toString(16).padStart(2, '0'),
    );
    const code = `2a${hidden.join('')}`;
    const page = `<main><h1>Privacy Notice</h1><p>${long('your name')}</p><p>Write to <a href="/cdn-cgi/l/email-protection#${code}"><span class="__cf_email__" data-cfemail="${code}">[email&#160;protected]</span></a>.</p></main>`;
    const { imported, lost } = accountFor('a.html', page);
    expect(imported.mdx).toContain('[x@fernhill.example.com](mailto:x@fernhill.example.com).');
    expect(imported.report.dropped).toContainEqual({
      text: '[email protected]',
      reason: 'written out: x@fernhill.example.com',
      line: 1,
    });
    expect(lost).toEqual([]);
  });

  test('links that count from the page’s own place get full addresses; those into the page stay in it', () => {
    const page = `<html><head><link rel="canonical" href="https://fernhill.example.com/legal/privacy"></head><body><main><h1>Privacy Notice</h1>
      <p>See <a href="../imprint">the imprint</a>, <a href="/terms">terms</a>, <a href="https://fernhill.example.com/legal/privacy#data">data</a>.</p><h2>Data</h2><p>${long('it')}</p></main></body></html>`;
    const { mdx, report } = importPolicy('a.html', page, 'privacy');
    expect(mdx).toContain(
      '[the imprint](https://fernhill.example.com/imprint), [terms](https://fernhill.example.com/terms), [data](#data)',
    );
    expect(report.doubts.join()).not.toContain('Links into the old site');
  });

  test('lines that only a style or a script sets apart become paragraphs', () => {
    const lines = [
      'Privacy of our customers',
      long('your name'),
      '1. Data',
      long('your address'),
      '2. Rights',
      long('your orders'),
    ];
    const spans = `<main><h1>Privacy Notice</h1><div>${lines.map((line) => `<span>${line}</span>`).join('')}</div></main>`;
    expect(importPolicy('a.html', spans, 'privacy').report.clauses.map(({ number }) => number)).toEqual([
      '1',
      '2',
    ]);
    const text = `<main><h1>Privacy Notice</h1><div style="white-space: pre-line">${lines.join('\n\n')}</div></main>`;
    expect(importPolicy('a.html', text, 'privacy').report.clauses.map(({ number }) => number)).toEqual([
      '1',
      '2',
    ]);
  });

  test('a page that shows nothing without its scripts says what to do', () => {
    expect(() =>
      importPolicy('a.html', '<html><body><div id="root"></div><script>go()</script></body></html>', 'a'),
    ).toThrow(/has no text/);
  });
});

describe('Markdown of other sites', () => {
  const source = (head: string, body: string) => `---\n${head}\n---\n\n${body}\n`;

  test('attributes, instructions, remarks and boxes go, each with its line; words stay', () => {
    const { imported, lost } = accountFor(
      'a.md',
      source(
        'layout: legal\ntitle: Privacy Notice',
        `{% include head.html %}

* TOC
{:toc}

{{< lastmod >}}

## Data {#what-we-keep}
{: .wide #second }

We keep [your name](https://fernhill.example.com){:target="_blank"} and *no more*{: .small}, {% raw %}really{% endraw %}.

{% comment %}Ask Rana before
this goes out.{% endcomment %}

:::note
${long('your orders')}
:::

> [!IMPORTANT]
> Adults only.

We are {{ site.company }}.`,
      ),
    );
    const body = bodyOf(imported.mdx);
    expect(body).toContain(
      '## Data\n\nWe keep [your name](https://fernhill.example.com) and _no more_, really.',
    );
    expect(body).toContain('> Adults only.');
    expect(body).not.toMatch(/TOC|lastmod|Rana|:::|IMPORTANT|endraw|\.small/);
    expect(lost).toEqual([]);
    expect(imported.report.doubts.join('\n')).toMatch(
      /A template of the old site puts words in here; .*\{\{ site\.company \}\}/,
    );
    expect(imported.report.doubts.join('\n')).toMatch(/is missing: \{% include head\.html %\}/);
    expect(imported.report.dropped.find(({ text }) => text.includes('Rana'))).toMatchObject({ line: 18 });
  });

  test('what only looks like an instruction is text', () => {
    const { imported, lost } = accountFor(
      'a.md',
      `# Privacy Notice\n\nWe write {name} and {: nothing\n\n    {: .code }\n\n~~~\n{% raw %}\n~~~\n\n${long('it')}`,
    );
    expect(lost).toEqual([]);
    expect(imported.mdx).toContain('{% raw %}');
    expect(imported.mdx).toContain('\\{name}');
  });

  test('headings without a space, as Markdown of old had them', () => {
    const { report } = importPolicy(
      'a.md',
      `#Privacy Notice\n\n##Data\n${long('your name')}\n\n##Rights\n${long('your address')}\n`,
      'privacy',
    );
    expect(report.title).toBe('Privacy Notice');
    expect(report.clauses.map(({ title }) => title)).toEqual(['Data', 'Rights']);
  });

  test('front matter in TOML, with a byte order mark and CRLF; a title that a template puts in; a day beside the text', () => {
    const text = `\uFEFF+++\r\ntitle = "Privacy Notice"\r\ndate = 2021-03-04T10:00:00Z\r\n+++\r\n\r\n# {{ page.title }}\r\n\r\n${long('it')}\r\n`;
    const { imported, lost } = accountFor('a.md', text);
    expect(imported.report).toMatchObject({ title: 'Privacy Notice', effective: '2021-03-04' });
    expect(imported.report.doubts.join()).toContain('stands in the front matter of the old site');
    expect(lost).toEqual([]);
  });

  test('a text that begins with a line across the page has no front matter', () => {
    const { imported, lost } = accountFor('a.txt', `---\nPrivacy Notice\n---\n\n${long('it')}\n`);
    expect(imported.mdx).toContain('We keep it');
    expect(imported.report.dropped.map(({ reason }) => reason)).not.toContain('front matter of the old site');
    expect(lost).toEqual([]);
  });
});

describe('links within the document', () => {
  const page = (
    contents: string,
  ) => `<main><h1>Privacy Notice</h1>${contents}<p>${long('it')} See <a href="#second">rights</a>, <a href="#mail">mail</a>, <a href="#1-data">data</a> and <a href="#gone">this</a>.</p>
    <h2><a href="#1-data">1. Data</a></h2><p>${long('your name')}</p><a name="second"></a><h2>2. Your rights</h2><p>${long('your address')}</p>
    <p id="mail">Write to legal@fernhill.example.com whenever you want to know anything.</p></main>`;
  const contents = {
    'a list':
      '<h2>Contents</h2><ul><li><a href="#a">What it is</a></li><li><a href="#b">All the rest</a></li><li><a href="#c">Bits</a></li></ul>',
    paragraphs:
      '<p>On this page</p><p>1. <a href="#a">What it is</a></p><p>2. <a href="#b">All the rest</a></p><p>3. <a href="#c">Bits</a></p>',
  };

  test.each(Object.entries(contents))(
    'contents as %s go, and each link leads to the clause that stands there now',
    (_, list) => {
      const { imported, lost } = accountFor('a.html', page(list));
      expect(lost).toEqual([]);
      expect(bodyOf(imported.mdx)).toMatch(/^We keep it/);
      expect(imported.mdx).toContain(
        'See [rights](#your-rights), [mail](#your-rights), [data](#data) and this.',
      );
      expect(imported.mdx).toContain('## 1. Data');
      expect(imported.report.doubts).toContain(
        'Links within the document led to places that it does not have; their words stay: #gone.',
      );
    },
  );

  test('places that Markdown gives to headings', () => {
    const { mdx } = importPolicy(
      'a.md',
      `# Privacy Notice\n\n${long('it')} See [names](#d1) and [your rights](#2-your-rights).\n\n## 1. Data {#d1}\n\n${long('it')}\n\n## 2. Your rights\n\n${long('it')}\n`,
      'privacy',
    );
    expect(mdx).toContain('See [names](#data) and [your rights](#your-rights).');
  });
});

test('days in figures are read as the language of the text writes them', () => {
  const french =
    'Nous conservons votre nom et votre adresse aussi longtemps que vous êtes client de notre société, et nous les supprimons au plus tard trente jours après la clôture de votre compte.';
  const effective = (line: string, text: string) =>
    importPolicy('a.md', `# Privacy Notice\n\n${line}\n\n${text}\n`, 'privacy').report.effective;
  expect(effective('Dernière mise à jour : 04/05/2019', french)).toBe('2019-05-04');
  expect(effective('Last updated: 04/05/2019', long('it'))).toBe('2019');
});

describe('clauses that look like what stands around a text', () => {
  const clause = (id: string, title: string, text: string) =>
    `<section id="${id}"><h2>${title}</h2><p>${text}</p></section>`;
  const page = (last: string) =>
    `<body><h1>Privacy Notice</h1>${clause('data', 'Data', long('your name'))}${clause('keeping', 'Keeping', long('your address').repeat(2))}${last}</body>`;

  test.each([
    ['sharing', 'Sharing', 'We share your data with insurers and data brokers for their own purposes.'],
    ['newsletter', 'Newsletter', 'We send one letter a month. <button>Send me none</button>'],
    ['social', 'Social networks', 'Buttons of social networks tell them that you were here.'],
    ['cookie-dialog', 'Cookies', 'We set a cookie for ten years. You may refuse it <a href="#x">here</a>.'],
    ['cookie-consent', 'Cookies', 'We set a cookie for ten years. <button>Ask me again</button>'],
    ['usercentrics', 'Usercentrics', 'We ask with Usercentrics, <a href="https://a.example">of Munich</a>.'],
    ['overlay', 'Our overlay', 'The overlay of Fernhill Ledger sends what you type into it to us.'],
  ])('a clause with the address "%s"', (id, title, text) => {
    const { imported, lost } = accountFor('a.html', page(clause(id, title, text)));
    expect(imported.report.clauses.map((entry) => entry.title)).toEqual(['Data', 'Keeping', title]);
    expect(imported.mdx).toContain(text.split(/[<.]/)[0]);
    expect(lost).toEqual([]);
  });

  test.each([
    '<div class="newsletter"><h4>Our letter</h4><p>Read once a month what is new in the world of ledgers.</p><form><input></form></div>',
    '<div class="share-bar"><h4>Share this</h4><a href="/f">One network</a> <a href="/g">Another network</a></div>',
    '<div class="cookie-banner"><h2>Cookies</h2><p>We use cookies, and some of them are not needed.</p><button>Accept all cookies</button></div>',
    '<div class="cookie-bar"><p>We use cookies, and some of them are not needed.</p><a href="#">Got it!</a></div>',
  ])('a box beside the text stays out: %s', (box) => {
    const { imported, lost } = accountFor('a.html', page(box));
    expect(imported.report.clauses.map((entry) => entry.title)).toEqual(['Data', 'Keeping']);
    expect(imported.mdx).not.toMatch(/once a month|cookies|network/);
    expect(lost).toEqual([]);
  });
});

describe('rows of links', () => {
  const links = (...entries: [string, string][]) => entries.map(([words, to]) => `[${words}](#${to})`);
  const annexes = links(['Insurers', 'annex-a'], ['Advertisers', 'annex-b'], ['Data brokers', 'annex-c']);
  const clauses = links(['Data', 'data'], ['Rights', 'rights'], ['Contact', 'contact']);
  const text = (between: string) =>
    `# Privacy Notice\n\n${long('it')}\n\n${between}\n\n${['Data', 'Rights', 'Contact'].map((title) => `## ${title}\n\n${long(title)}`).join('\n\n')}\n`;
  const list = (entries: string[]) => entries.map((entry) => `- ${entry}`).join('\n');

  test.each([
    ['announced', `We share your data with:\n\n${list(annexes)}`],
    ['announced, as paragraphs', `We share your data with:\n\n${annexes.join('\n\n')}`],
    ['not announced', `Others have your data.\n\n${list(annexes)}`],
    ['not announced, as paragraphs', `Others have your data.\n\n${annexes.join('\n\n')}`],
  ])('recipients that lead to annexes are text: %s', (_, between) => {
    const { imported, lost } = accountFor('a.md', text(between));
    for (const name of ['Insurers', 'Advertisers', 'Data brokers']) expect(imported.mdx).toContain(name);
    expect(imported.report.dropped.map(({ reason }) => reason).join()).not.toContain('links only');
    expect(lost).toEqual([]);
  });

  test.each([
    list(clauses),
    clauses.join('\n\n'),
    `Here are links to the sections of this notice:\n\n${list(clauses)}`,
    `**Contents:**\n\n${list(clauses)}`,
    `## Contents of this notice\n\n${list(clauses)}`,
  ])('contents go: %s', (between) => {
    const { imported, lost } = accountFor('a.md', text(between));
    expect(imported.report.dropped.map(({ reason }) => reason).join()).toContain('links only');
    expect(imported.report.clauses.map(({ title }) => title)).toEqual(['Data', 'Rights', 'Contact']);
    expect(lost).toEqual([]);
  });

  test.each([
    ['Contents of your messages', 'We read what you write to others, to sell it.'],
    ['Contents', 'You own what you write into Fernhill Ledger.'],
  ])('a clause about contents is none of contents: %s', (title, words) => {
    const { report } = importPolicy('a.md', text(`## ${title}\n\n${words}`), 'privacy');
    expect(report.clauses.map((entry) => entry.title)).toContain(title);
  });
});

test('front matter that holds the words of the title is reported, for it is another field', () => {
  const { imported } = accountFor(
    'a.md',
    `---\ntitle: Privacy\ndescription: Privacy is sold to brokers\n---\n\n${long('it')}\n`,
  );
  expect(imported.report.title).toBe('Privacy');
  expect(imported.report.dropped.map(({ text }) => text)).toEqual([
    'description: Privacy is sold to brokers',
  ]);
});

describe('days of other versions', () => {
  const read = (lines: string) =>
    importPolicy('a.md', `# Privacy Notice\n\n${lines}\n\n${long('it')}\n`, 'privacy').report;

  test.each([
    'This notice replaces the version effective 1 May 2024.',
    'The previous version of this notice was effective 1 May 2024.',
    'This notice replaces our earlier notice, which took effect on 1 May 2024.',
    'Previous version: 1 May 2024',
    'Diese Erklärung ersetzt die frühere, gültig ab 1. Mai 2024.',
  ])('are not its own: %s', (sentence) => {
    expect(read(sentence).effective).toBe('unknown');
    expect(read(`Last updated: 1 May 2027\n\n${sentence}`).effective).toBe('2027-05-01');
  });

  test.each([
    '**Version 2.1**, replaces all previous versions, effective 1 May 2027',
    'This notice supersedes any earlier version, effective 1 May 2027.',
    'Diese Fassung ersetzt alle früheren Versionen, gültig ab 1. Mai 2027.',
  ])('what replaces every other version names none: %s', (words) => {
    expect(read(words).effective).toBe('2027-05-01');
  });

  test('what replaces others has a day nevertheless', () => {
    const { effective } = read('This notice replaces all earlier ones and is effective 1 May 2027.');
    expect(effective).toBe('2027-05-01');
  });

  test('an update after the day of effect is a doubt', () => {
    const { effective, doubts } = read('Effective 1 May 2024. Last updated 1 May 2027.');
    expect(effective).toBe('2024-05-01');
    expect(doubts.join()).toContain('was updated ("Last updated 1 May 2027.") after the day');
    expect(read('Effective May 2024. Last updated 3 May 2024.').doubts.join()).not.toContain('after the day');
  });

  test('days in figures: the order that was taken is a doubt, if there are two', () => {
    const spanish =
      'Conservamos su nombre y su dirección mientras sea cliente de nuestra sociedad, y los borramos a más tardar treinta días después de que haya cerrado su cuenta con nosotros.';
    const notice = (day: string) =>
      importPolicy('a.md', `# Privacy Notice\n\nÚltima actualización: ${day}\n\n${spanish}\n`, 'privacy')
        .report;
    expect(notice('04/05/2019').effective).toBe('2019-05-04');
    expect(notice('04/05/2019').doubts.join()).toContain(
      '"04/05/2019" was read day first, as 2019-05-04; month first it would be 2019-04-05',
    );
    expect(notice('24/05/2019').doubts.join()).not.toContain('day first');
  });
});

test('a page that Word saved: its title is the title, its bullets are lists, in lists where they stood deeper', () => {
  const entry = (sign: string, font: string, indent: number, words: string) =>
    `<p class=MsoListParagraph style='margin-left:${indent}pt;text-indent:-18.0pt'><span style='font-family:${font}'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>${words}</p>`;
  const { imported, lost } = accountFor(
    'a.htm',
    `<html><head><meta name=Generator content="Microsoft Word 15 (filtered)"></head><body lang=EN-GB><div class=WordSection1>
<p class=MsoTitle>Acceptable use policy</p><h1>1. Be kind</h1>
<p class=MsoNormal>Do not use the service to</p>
${entry('·', 'Symbol', 36, 'hurt anybody, that is')}
${entry('§', 'Wingdings', 72, 'spread viruses')}
${entry('§', 'Wingdings', 72, 'send spam')}
${entry('·', 'Symbol', 36, 'break the law.')}
<p class=MsoNormal style='text-indent:-18.0pt'>2.1 A number is no bullet.</p>
<h1>2. Otherwise</h1><p class=MsoNormal>We close the account.<o:p></o:p></p></div></body></html>`,
  );
  expect(lost).toEqual([]);
  expect(imported.report.title).toBe('Acceptable use policy');
  const body = bodyOf(imported.mdx);
  expect(body).toContain('- hurt anybody, that is\n  - spread viruses\n  - send spam\n- break the law.');
  expect(body).toContain('2.1');
  expect(imported.report.clauses.map(({ title }) => title)).toContain('Otherwise');
});
