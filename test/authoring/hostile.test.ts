import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { importPolicy } from '../../src/authoring/import/import-policy.ts';
import { readContent } from '../../src/authoring/read-content.ts';
import { documentHtml } from '../../src/export/document-html.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { writeHtml } from '../../src/redline/write-html.ts';
import { firstBody, folderOf, policyYaml, siteYaml, smallSite, versionMdx } from '../folder.ts';

/** Hostile files: what each command says of them, in bounded time, without a stack trace, and that nothing in them runs. */

const front = 'version: "1"\npublished: "2025-01-01"\neffective: "2025-01-01"';
const version = (body: string, more = '') => ({ 'privacy/1.mdx': versionMdx(`${front}\n${more}`, body) });

async function run(cwd: string, ...words: string[]) {
  let out = '';
  const write = (text: string) => {
    out += text;
    return true;
  };
  const started = process.cpuUsage();
  const code = await main(words, {
    env: {},
    cwd,
    stdout: { write },
    stderr: { write },
    now: () => '2026-11-22T10:00:00Z',
  });
  const { user } = process.cpuUsage(started);
  return { code, out, seconds: user / 1e6 };
}

const check = (dir: string) => run(dir, 'check', '--content', dir);

/** Seconds of processor time that no file of the corpus may take, on a slow machine. */
const patience = 10;

describe('check says what is wrong, with the place', () => {
  test.each<[name: string, files: Record<string, string>, message: RegExp]>([
    // Code.
    ['import', version('import fs from "node:fs"'), /1\.mdx:7:1 .*is code \(import or export\)/],
    ['export', version('export const a = process.exit(9)'), /1\.mdx:7:1 .*is code/],
    ['an expression', version('Hello {process.exit(9)}'), /1\.mdx:7:7 .*is a code expression/],
    ['expressions by the hundred', version('{x} '.repeat(400)), /1\.mdx:7:1 .*400 braces/],
    ['a script', version('<script>alert(1)</script>'), /1\.mdx:7:1 .*<script> is not a component/],
    ['a frame', version('<iframe src="https://evil.example" />'), /<iframe> is not a component/],
    ['an event handler', version('<img src="x" onerror="alert(1)" />'), /<img> is HTML/],
    ['a handler on a component', version('<Note onClick="x">a</Note>'), /<Note> cannot have onClick/],
    ['a style', version('<Note style="background:url(https://evil.example)">a</Note>'), /cannot have style/],
    ['spread attributes', version('<br {...x} />'), /<br> cannot have \{…\}/],
    ['base', version('<base href="https://evil.example/" />'), /<base> is not a component/],
    ['a refresh', version('<meta http-equiv="refresh" content="0" />'), /<meta> is not a component/],
    ['svg', version('<svg onload="alert(1)" />'), /<svg> is not a component/],
    ['a member', version('<Note.constructor />'), /is not a component/],
    ['a prototype’s name', version('<__proto__ />\n\n<constructor />'), /<constructor> is not a component/],
    ['a comment of HTML', version('<!-- hidden -->'), /1\.mdx:7:/],
    // Links.
    ['javascript:', version('[a](javascript:alert(1))'), /1\.mdx:7.*could run code/],
    ['in capitals', version('[a](JaVaScRiPt:alert(1))'), /could run code/],
    ['by references', version('[a](&#106;ava&#x73;cript:alert(1))'), /could run code/],
    ['with a tab', version('[a](<java&Tab;script:alert(1)>)'), /leads nowhere/],
    ['with a line end', version('[a](<java&NewLine;script:alert(1)>)'), /leads nowhere/],
    ['data:', version('[a](data:text/html,<b>)'), /could run code/],
    ['vbscript:', version('[a](vbscript:x)'), /could run code/],
    ['by definition', version('[a][b]\n\n[b]: javascript:alert(1)'), /could run code/],
    [
      'of an action',
      version('x', 'actions: [{ text: "a", url: "javascript:x" }]'),
      /1\.mdx:5:.*not an address/,
    ],
    ['of a consent', version('x', 'consent: { url: "//evil.example" }'), /1\.mdx:5:.*not an address/],
    // Loading from elsewhere.
    ['a picture', version('![a](https://evil.example/p.png)'), /1\.mdx:7.*load nothing from elsewhere/],
    ['a picture as data', version('![a](data:image/svg+xml,x)'), /load nothing from elsewhere/],
    // Front matter and YAML.
    [
      'JavaScript as front matter',
      { 'privacy/1.mdx': '---js\n{ a: process.exit(9) }\n---\nx' },
      /written in js/,
    ],
    ['a type tag', version('x', 'summary: !!js/function "x"'), /1\.mdx:5:10 .*YAML tag \(!!js\/function\)/],
    ['a prototype as field', version('x', '__proto__: { draft: true }'), /1\.mdx:5:1 .*is not a field/],
    [
      'a prototype in site.yaml',
      { 'site.yaml': `${siteYaml}__proto__: {}\n` },
      /site\.yaml:7:1 .*is not a field/,
    ],
    [
      'aliases that explode',
      version(
        'x',
        `a: &a [x,x,x,x,x,x,x,x]\n${[...'bcdefg'].map((name, i) => `${name}: &${name} [${Array(8).fill(`*${'abcdef'[i]}`).join()}]`).join('\n')}`,
      ),
      /too many YAML aliases/,
    ],
    ['brackets without end', { 'site.yaml': `${siteYaml}theme: ${'['.repeat(50_000)}` }, /nested too deeply/],
    ['several documents', { 'site.yaml': `${siteYaml}---\nname: x\n` }, /site\.yaml:7:1 .*not YAML/],
    // Bytes and signs.
    ['a NUL', version('a\0b'), /1\.mdx:7:2 .*not text in UTF-8/],
    ['a control character', version('a \u001b[2J b'), /1\.mdx:7:3 .*control character \(U\+001B\)/],
    [
      'a change of direction',
      version('We sell \u202edata\u202c.'),
      /1\.mdx:7.*U\+202E, a change of direction/,
    ],
    ['one in front matter', version('x', 'summary: "a \u2066b"'), /1\.mdx:5.*U\+2066/],
    ['more than 5 MB', version('word '.repeat(1_100_000)), /5\.5 MB; at most 5 MB/],
    // Names.
    ['no slug', { 'Privacy Notice/policy.yaml': policyYaml }, /"Privacy Notice" cannot be the address/],
    ['a line end in a name', { 'a\nb/policy.yaml': policyYaml }, /"a b" cannot be the address/],
    ['a prototype’s name as policy', { '__proto__/policy.yaml': policyYaml }, /"__proto__" cannot be/],
    ['a page of the site', { 'search/policy.yaml': policyYaml }, /has a page of its own there/],
    ['a file of no version', { 'privacy/..mdx': 'x' }, /\.\.mdx/],
    ['a logo outside', { 'site.yaml': `${siteYaml}theme: { logo: ../../etc/passwd }\n` }, /site\.yaml:7:/],
    [
      'an address that is code',
      { 'site.yaml': siteYaml.replace(/url: .*/, 'url: "javascript:x"') },
      /site\.yaml:2:/,
    ],
  ])('%s', async (_, files, message) => {
    const dir = folderOf(smallSite(files));
    const { out } = await check(dir);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(message);
    expect(out).not.toMatch(/mistake in Prenotice|\n\s+at /);
    // What a terminal would obey is not repeated to it.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(out).not.toMatch(/[\0-\x08\x0b-\x1f\x7f]/);
  });

  test('links out of the folder are refused: versions, policy.yaml, folders, site.yaml, logo', async () => {
    const outside = folderOf({
      'secret.mdx': versionMdx(front, firstBody),
      'policy.yaml': policyYaml,
      'a.svg': '<svg/>',
    });
    const dir = folderOf(smallSite({ 'site.yaml': `${siteYaml}theme: { logo: logo.svg }\n` }));
    symlinkSync(join(outside, 'a.svg'), join(dir, 'logo.svg'));
    symlinkSync(join(outside, 'secret.mdx'), join(dir, 'privacy/2.mdx'));
    symlinkSync(outside, join(dir, 'terms'));
    mkdirSync(join(dir, 'cookies'));
    symlinkSync(join(outside, 'policy.yaml'), join(dir, 'cookies/policy.yaml'));
    const { problems, policies } = await readContent(dir);
    expect(
      problems.filter(({ rule }) => rule === 'link-refused').map(({ file }) => file.slice(dir.length)),
    ).toEqual(['/cookies/policy.yaml', '/logo.svg', '/privacy/2.mdx', '/terms']);
    expect(problems.map(({ message }) => message).join()).toContain('logo.svg is no file');
    expect(policies.map(({ slug }) => slug)).toEqual(['privacy']);
  });
});

describe('bounded time and memory, whatever the text', () => {
  test.each<[string, string]>([
    ['emphasis in emphasis', `${'*a **b '.repeat(3000)}x${'** c*'.repeat(3000)}`],
    ['links in links', `${'['.repeat(20_000)}x${'](y)'.repeat(20_000)}`],
    ['signs that open nothing', '_a__'.repeat(50_000)],
    ['marks in marks', `x ${'<sup> '.repeat(3000)}x${' </sup>'.repeat(3000)}`],
    ['notes in notes', `${'<Note>\n'.repeat(2000)}x${'\n</Note>'.repeat(2000)}`],
    ['notes in notes, below the limit of signs', `${'<Note>\n'.repeat(300)}x${'\n</Note>'.repeat(300)}`],
    ['quotes in quotes', `${'>'.repeat(5000)} x`],
    ['lists in lists', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(2 * i)}- x`).join('\n')],
    ['one long word', 'a'.repeat(1_000_000)],
    ['a code line of spaces', `    x${' '.repeat(200_000)}y`],
    ['instructions to a site', '{% comment %}\n'.repeat(50_000)],
    ['templates of a site', '{{ {% {: '.repeat(20_000)],
    ['headings without words', '#a {#\n'.repeat(2000)],
    ['one long line', 'word '.repeat(200_000)],
    ['addresses in a row', 'www.'.repeat(50_000)],
    ['a wide table', `${'|a'.repeat(5000)}\n${'|-'.repeat(5000)}\n${'|b'.repeat(5000)}`],
    ['definitions in a row', '[a]: '.repeat(10_000)],
    ['code marks', `${'`'.repeat(1000)} a ${'`'.repeat(999)}`],
  ])('%s', async (name, body) => {
    const dir = folderOf({
      ...smallSite(version(body)),
      'a.md': body,
      'b.mdx': body,
      'a.html': `<p>${body}`,
    });
    for (const words of [
      ['check', '--content', dir],
      ['redline', 'a.md', 'b.mdx'],
      ['import', 'a.md', '--policy', 'fresh', '--content', join(dir, 'fresh')],
    ]) {
      const { out, seconds } = await run(dir, ...words);
      expect(out, words[0]).not.toMatch(/mistake in Prenotice|\n\s+at /);
      expect(seconds, `${words[0]}: ${name}`).toBeLessThan(patience);
    }
  });

  test.each<[string, string]>([
    ['links into the page', '<p>See <a href="#a">x</a> <b id="a"></b></p>'.repeat(3000)],
    [
      'headings and links to them',
      Array.from(
        { length: 1500 },
        (_, i) => `<h2 id="a${i}">Title ${i}</h2><p>See <a href="#a${i}">x</a>.</p>`,
      ).join(''),
    ],
    ['boxes beside boxes', '<div>some words are here</div>'.repeat(30_000)],
    [
      'boxes in boxes',
      `${'<div><p>some words are here, and they are many</p>'.repeat(90)}x${'</div>'.repeat(90)}`,
    ],
    [
      'lines of text in a row',
      `<div>${'<span>We keep some things for you and for us.</span>'.repeat(20_000)}</div>`,
    ],
    ['spaces set as they are', `<pre>x${' '.repeat(200_000)}y</pre>`],
    ['an address of a million letters', `<p>a<a data-cfemail="${'2a'.repeat(1_000_000)}">b</a></p>`],
    ['names of a million letters', `<div class="${'cookie-'.repeat(150_000)}">We keep it.</div>`],
  ])('a page with %s', (_, body) => {
    const started = process.cpuUsage();
    const { mdx } = importPolicy('a.html', `<h1>Privacy Notice</h1><p>We keep your name.</p>${body}`, 'a');
    expect(mdx.includes('We keep your name')).toBe(true);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(patience);
  });

  test('a page nested by the thousand is refused with a message', async () => {
    const dir = folderOf({ 'a.html': `${'<div>'.repeat(30_000)}x`, 'b.html': `<p>${'<b>'.repeat(5000)}x` });
    for (const file of ['a.html', 'b.html']) {
      const { out, seconds } = await run(
        dir,
        'import',
        file,
        '--policy',
        'fresh',
        '--content',
        join(dir, file),
      );
      expect(out).not.toMatch(/mistake in Prenotice/);
      expect(seconds).toBeLessThan(patience);
    }
  });
});

const attacks = `# Privacy Notice

<script>alert(1)</script> Words <img src="https://evil.example/p.png" onerror="alert(1)"> stay <b onclick="alert(1)">here</b>.

<iframe src="https://evil.example"></iframe><svg onload="alert(1)"><text>x</text></svg><object data="x"></object><embed src="x">

<style>body { background: url(https://evil.example) }</style><link rel="stylesheet" href="https://evil.example"><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example">

[a](javascript:alert(1)) [b](JAVASCRIPT&colon;alert(1)) <a href="java&#9;script:alert(1)">c</a> <a href=" &#1;javascript:alert(1)">d</a> <a href="data:text/html;base64,x">e</a> <a href="vbscript:x" style="position:fixed">f</a> ![g](https://evil.example/pixel.gif) <form action="https://evil.example"><input></form>

&lt;script&gt;alert(2)&lt;/script&gt; {process.exit(9)} \`<script>\` "><script>alert(3)</script>
`;

const words = {
  headingLevel: 2,
  permalinkLabel: () => '',
  tableLabel: () => '',
  pictureLabel: () => '',
};

/** Nothing that a browser would run or load. */
function expectHarmless(html: string): void {
  for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi)) {
    expect(tag).not.toMatch(
      /^<(script|iframe|object|embed|style|link|base|meta|svg|form|input|video|audio)\b/i,
    );
    expect(tag).not.toMatch(/\s(on\w+|style|srcset|srcdoc|formaction)\s*=/i);
    if (tag.startsWith('<img')) expect(tag).not.toMatch(/\ssrc="\s*(\w+:|[/\\]{2})/);
    const target = /\b(?:href|src)="([^"]*)"/.exec(tag)?.[1];
    if (target !== undefined) expect(target).toMatch(/^(https?:|mailto:|tel:|#|\/(?!\/)|[\w./-]*$)/i);
  }
}

test.each(['a.md', 'a.html'])(
  'what %s holds against readers is gone from text, page and redline; words stay',
  (file) => {
    const { mdx, report } = importPolicy(
      file,
      file.endsWith('md') ? attacks : attacks.replace(/^# (.*)$/m, '<h1>$1</h1>'),
      'privacy',
    );
    const { document, problems } = parse(mdx.replace(/^---[\s\S]*?\n---\n/, ''), 'mdx');
    expect(problems).toEqual([]);
    expectHarmless(documentHtml(document, words));
    expectHarmless(writeHtml(compareDocuments({ title: null, preamble: [], clauses: [] }, document)));
    expectHarmless(writeHtml(compareDocuments(document, parse('Other words.', 'mdx').document)));
    expect(mdx).toContain('Words');
    expect(mdx).not.toMatch(/\]\(\s*(javascript|data|vbscript)/i);
    expect(report.title).toBe('Privacy Notice');
  },
);

test('a redline of raw files, never imported, is harmless too', () => {
  const redline = compareDocuments(parse('Words.', 'md').document, parse(attacks, 'md').document);
  expectHarmless(writeHtml(redline));
  expectHarmless(writeHtml(compareDocuments(parse(attacks, 'html').document, parse(attacks, 'md').document)));
});

test('what a hostile file says of itself does not reach the terminal as more than words', async () => {
  const dir = folderOf({});
  writeFileSync(join(dir, 'a.md'), '# Privacy \u001b]0;owned\u0007 Notice\n\nWe \u001b[2Jkeep it.\n');
  const { code, out } = await run(dir, 'import', 'a.md', '--policy', 'a', '--content', join(dir, 'content'));
  expect(code).toBe(0);
  expect(out).not.toContain('\u001b');
  expect(readFileSync(join(dir, 'content/a/1.mdx'), 'utf8')).not.toContain('\u001b');
});
