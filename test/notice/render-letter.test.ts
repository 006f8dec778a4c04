import { describe, expect, test } from 'vitest';
import type { LetterChange, LetterContent } from '../../src/notice/letter.ts';
import { dark, light } from '../../src/notice/letter-style.ts';
import { fillLetter, renderLetter } from '../../src/notice/render-letter.ts';
import { accentsOf, contrast, contrastIn, leastContrast } from '../../src/policy/colour.ts';
import { exampleLetters } from './example-letters.ts';

const reference = 'FH-7K2Q-94TB';
const anna = { name: 'Anna Schmidt', reference };
const material = exampleLetters.material!;
const filled = async (content: LetterContent, recipient: { name?: string; reference: string } = anna) =>
  fillLetter(await renderLetter(content), recipient);

/** Opening tags with their attributes. */
const tags = (html: string) =>
  [...html.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/g)].map(([, name, rest]) => ({ name, rest: rest ?? '' }));
const count = (html: string, tag: string) => tags(html).filter(({ name }) => name === tag).length;

describe.each(Object.entries(exampleLetters))('%s', (name, content) => {
  test('says what it says', async () => {
    const letter = await filled(content);
    await expect(`Subject: ${letter.subject}\n\n${letter.text}`).toMatchFileSnapshot(`letters/${name}.txt`);
    await expect(letter.html).toMatchFileSnapshot(`letters/${name}.html`);
  });

  test('is a page that a screen reader can follow, and asks for nothing from anywhere', async () => {
    const { html } = await filled(content);
    expect(html).toMatch(name.startsWith('german') ? /<html[^>]* lang="de"/ : /<html[^>]* lang="en"/);
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(count(html, 'h1')).toBe(1);
    for (const { name: tag, rest } of tags(html)) {
      if (tag === 'table') expect(rest).toContain('role="presentation"');
      expect(['img', 'script', 'iframe', 'form', 'input', 'object', 'video', 'link', 'base']).not.toContain(
        tag,
      );
      expect(rest).not.toMatch(/\b(?:src|srcset|background|on[a-z]+)=/);
    }
    expect(html).not.toMatch(/url\(|@import|@font-face/);
    const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  test('says once what clients inherit, and carries nothing that no reader needs: every byte goes to everybody', async () => {
    const { html } = await filled(content);
    expect(html.match(/Georgia/g)).toHaveLength(1);
    expect(html).not.toContain('<!--');
    expect(html).not.toMatch(/&#x27;Segoe|style=""|class=""/);
    const body = html.slice(html.indexOf('<body'));
    const words = body.replace(/<[^>]+>/g, '');
    expect(body.length).toBeLessThan(words.length * 3);
  });

  test('text and page say the same words', async () => {
    const { html, text } = await filled(content);
    const words = (source: string) => source.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
    const page = html
      .replace(/<head>.*<\/head>/s, '')
      .replace(/<div[^>]*data-skip-in-text="true"[^>]*>.*?<\/div>/s, '')
      .replace(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/g, (_, href: string, label: string) => {
        const place = href.replace(/^mailto:([^?]*).*$/, '$1');
        return label === place ? label : `${label} ${place}`;
      })
      .replace(/<(?:del|ins)[^>]*>|<\/(?:del|ins)>/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&#x27;', "'")
      .replaceAll('&amp;', '&');
    expect(words(text)).toBe(words(page));
    expect(text.split('\n').filter((line) => line.length > 80 && !line.includes('https://'))).toEqual([]);
  });
});

describe('what it must and must not say', () => {
  const text = async (name: string) => (await filled(exampleLetters[name]!)).text.replace(/\s+/g, ' ');

  test('for consent, silence is no agreement', async () => {
    expect(await text('consent')).toContain('Your silence is not agreement.');
    expect(await text('consent')).toContain('We need your answer');
    expect((await filled(exampleLetters.consent!)).subject).toContain('your answer is needed');
  });

  test('a late letter claims no period, and neither does one to somebody who joined', async () => {
    expect(await text('material')).toContain('at least 30 days before');
    for (const name of ['late', 'joined', 'exempt', 'reminder', 'correction']) {
      expect(await text(name)).not.toContain('at least 30 days');
    }
    expect(await text('late')).toContain('later than it should have');
    expect(await text('joined')).not.toContain('later than it should have');
  });

  test('data collected before is treated as the profile says', async () => {
    expect(await text('material')).toContain('also applies to data that we already hold about you');
    expect(await text('as-collected')).toContain('is not affected: it stays under the version that applied');
    expect(await text('opt-in')).toContain('apply only if you say yes');
    expect(await text('opt-in-unasked')).toContain('do not apply to data that we collected before');
    expect(await text('opt-in-unasked')).not.toContain('say yes');
    // Nor does a single change seem to reach what the profile keeps away from it.
    expect(await text('material')).toContain('It reaches data that we already hold.');
    for (const name of ['as-collected', 'opt-in-unasked'])
      expect(await text(name)).not.toContain('It reaches data that we already hold');
    expect(await text('opt-in')).toContain('It reaches data that we already hold only if you say yes.');
  });

  test('documents that change in different zones say when, each for itself', async () => {
    const two = exampleLetters['two-policies']!;
    const parts = two.parts.map((part, at) => ({
      ...part,
      timeZone: at === 0 ? 'Europe/Berlin' : 'America/New_York',
    }));
    const said = (await filled({ ...two, parts })).text.replace(/\s+/g, ' ');
    expect(said).toContain('replaces version 1 at 00:00 Central European Standard Time, Europe/Berlin.');
    expect(said).toContain('replaces version 1 at 00:00 Eastern Standard Time, America/New_York.');
    expect(said).toContain('On 15 January 2027, at the start of the day, two of our documents change:');
  });

  test('an exemption is said with its reason', async () => {
    expect(await text('exempt')).toContain(
      'takes effect sooner than the 30 days that we promise, because the law requires it. Regulation 2026/1 applies from 10 December 2026.',
    );
  });

  test('an exemption that nothing is gained by is not said, and no period is claimed', async () => {
    const { parts, ...rest } = exampleLetters.exempt!;
    const content = {
      ...rest,
      parts: parts.map((part) => ({ ...part, exemption: { ...part.exemption!, sooner: false } })),
    };
    const said = (await filled(content)).text.replace(/\s+/g, ' ');
    expect(said).not.toContain('sooner');
    expect(said).not.toContain('at least 30 days');
  });

  test('whoever has said yes or no to a version that is withdrawn hears what becomes of it', async () => {
    const correction = exampleLetters.correction!;
    const parts = correction.parts.map((part) => ({ ...part, class: 'consent' as const }));
    expect((await filled({ ...correction, parts })).text.replace(/\s+/g, ' ')).toContain(
      'If you have said yes or no to it already: that answer has no effect any more.',
    );
    expect(await text('correction')).not.toContain('that answer');
  });

  test('a letter in German says all of it in German, and leaves the texts of the policy as they are', async () => {
    const german = await text('german');
    for (const english of ['You ', 'We need', 'Before', 'Section', 'Reference', 'What changes', 'your yes'])
      expect(german).not.toContain(english);
    expect(german).toContain('Ihr Schweigen ist keine Zustimmung.');
    expect(german).toContain('We keep security logs for');
    expect(await text('german-correction')).toContain('tritt nicht in Kraft. Fassung 1 gilt weiter.');
    // Every kind of letter, with every ground and timing, has its words.
    for (const content of Object.values(exampleLetters)) {
      const { text: said, subject } = await filled({ ...content, locale: 'de' });
      expect(`${subject} ${said}`).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  test('a reminder asks nothing of those who have answered', async () => {
    const asked = { ...exampleLetters.consent!, kind: 'reminder' as const };
    const said = (await filled(asked)).text.replace(/\s+/g, ' ');
    expect(said).toContain('If you have said yes or no already, nothing more is asked of you.');
    expect(await text('reminder')).not.toContain('nothing more is asked');
  });

  test('it says why choices about marketing do not stop it', async () => {
    expect(await text('material')).toContain(
      'We owe it to everybody concerned; that is why it comes to you whatever you have chosen about marketing e-mails.',
    );
  });

  test('a correction lists no changes and asks for nothing', async () => {
    const correction = await text('correction');
    expect(correction).toContain('does not take effect. Version 1 stays in force.');
    expect(correction).not.toContain('What changes');
    expect(correction).not.toContain('What you can do');
  });

  test('no letter sells anything or says that staying is agreeing', async () => {
    for (const name of Object.keys(exampleLetters)) {
      expect(await text(name)).not.toMatch(
        /unsubscribe|upgrade|discount|excited|continu\w+ (?:to )?us|check (?:this|back)/i,
      );
    }
  });
});

describe('hostile text', () => {
  test('names do no harm', async () => {
    const letter = await filled(material, { name: '<script>alert(1)</script>\r\nBcc: x', reference });
    expect(letter.html).toContain('Dear <bdi>&lt;script&gt;alert(1)&lt;/script&gt; Bcc: x</bdi>,');
    expect(letter.text).toContain('Dear <script>alert(1)</script> Bcc: x,\n');
    expect((await filled(material, { name: 'see https://evil.example', reference })).html).not.toContain(
      'evil',
    );
    expect((await filled(material, { name: 'e', reference })).html).toContain('Dear <bdi>e</bdi>,');
    expect((await filled(material, { reference })).text).toContain('Hello,\n');
  });

  test('names that look like a replacement pattern or a slot stay names', async () => {
    const rendered = await renderLetter(material);
    for (const name of ["Eve $& $' $1", 'slot0qreference', '{reference}']) {
      expect(fillLetter(rendered, { name, reference }).text).toContain(`Dear ${name},`);
    }
  });

  test("policy texts are escaped, and a text that holds a slot's word fills nothing", async () => {
    const part = material.parts[0]!;
    const nasty = '</p><img src=x onerror=alert(1)> slot0qgreeting & "x"';
    const content = { ...material, parts: [{ ...part, summary: nasty, title: 'slot1qreference <b>' }] };
    const letter = await filled(content);
    expect(letter.html).not.toMatch(/<img|<b>/);
    expect(letter.text.replace(/\s+/g, ' ')).toContain(nasty);
    expect(letter.text.match(new RegExp(reference, 'g'))).toHaveLength(1);
  });

  test('the subject is one line', async () => {
    const content = { ...material, company: { ...material.company, name: 'Fernhill\r\nBcc: x\u202e' } };
    const { subject } = await filled(content, { reference: 'A\nB' });
    expect(subject).toBe('Fernhill Bcc: x: Privacy notice changes on 15 January 2027 (ref. A B)');
  });
});

describe('the colours of the company', () => {
  test('stand over the letter and in its links, in both schemes; the words stay the same', async () => {
    const accent = accentsOf({ accent: '#8a1c5a' });
    const own = await filled({ ...material, company: { ...material.company, accent } });
    const plain = await filled(material);
    expect(own.html).toContain('border-top:6px solid #8a1c5a');
    expect(own.html).toContain('a{color:#8a1c5a}');
    expect(own.html).toContain(`.a{border-color:${accent.dark}!important}`);
    expect(own.text).toBe(plain.text);
    expect(own.html.length).toBe(plain.html.length);
  });

  test('can be read wherever site.yaml accepts them', () => {
    // The palest and the darkest greys that a site may have as its accent.
    const greys = Array.from({ length: 256 }, (_, n) => `#${n.toString(16).padStart(2, '0').repeat(3)}`);
    for (const [scheme, page] of [
      ['light', light.page],
      ['dark', dark.page],
    ] as const) {
      const accepted = greys.filter((grey) => contrastIn(scheme, grey) >= leastContrast);
      expect(accepted.length).toBeGreaterThan(20);
      for (const grey of accepted) expect(contrast(grey, page), grey).toBeGreaterThanOrEqual(leastContrast);
    }
  });
});

describe('size', () => {
  function many(n: number, length: number): LetterContent {
    const part = material.parts[0]!;
    const text = 'We keep every word of this. '.repeat(length / 28);
    const changes = Array.from(
      { length: n },
      (_, at): LetterChange => ({
        ...part.changes[0]!,
        id: `c${at}`,
        number: String(at + 1),
        passages: [
          { moved: false, count: 1, before: null, after: [{ look: 'text', runs: [{ type: 'same', text }] }] },
        ],
      }),
    );
    return { ...material, parts: [{ ...part, changes }] };
  }

  test.each([
    [60, 2000],
    [600, 1000],
    [3000, 300],
  ])('%d changes of %d characters: under 100 KB, the rest listed and linked', async (n, length) => {
    const rendered = await renderLetter(many(n, length));
    const letter = fillLetter(rendered, { name: '𝕬'.repeat(80), reference: '&'.repeat(64) });
    const bytes = new TextEncoder().encode(letter.html).length;
    expect(bytes).toBeLessThanOrEqual(rendered.bytes);
    expect(bytes).toBeLessThan(100_000);
    expect(bytes).toBeGreaterThan(90_000);
    expect(rendered.listed).toBeGreaterThan(0);
    expect(count(letter.html, 'h3')).toBe(n - rendered.listed);
    expect(letter.text).toContain(`Section ${n - rendered.listed + 1}: Periods:`);
  });

  test('what fits is shown whole', async () => {
    expect((await renderLetter(many(20, 1000))).listed).toBe(0);
  });
});

test('filling is fast: 100,000 letters take well under a minute', async () => {
  const rendered = await renderLetter(exampleLetters['two-policies']!);
  const start = performance.now();
  let length = 0;
  for (let n = 0; n < 20_000; n++)
    length += fillLetter(rendered, { name: `Anna ${n}`, reference }).html.length;
  const perMinute = (20_000 / (performance.now() - start)) * 60_000;
  expect(length).toBeGreaterThan(0);
  expect(perMinute).toBeGreaterThan(500_000);
});
