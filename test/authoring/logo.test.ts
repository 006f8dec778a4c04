import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readContent } from '../../src/authoring/read-content.ts';

async function problemsWith(logo: string | Buffer, name = 'logo.svg') {
  const dir = mkdtempSync(join(tmpdir(), 'prenotice-logo-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(
    join(dir, 'site.yaml'),
    `name: Fernhill Software GmbH\nurl: https://fernhill.example.com/\ntimeZone: Europe/Berlin\nfrom: legal@fernhill.example.com\ntheme:\n  logo: ${name}\n`,
  );
  if (logo !== '') writeFileSync(join(dir, name), logo);
  const { problems } = await readContent(dir);
  return problems.map(({ rule, line, message }) => `${rule}:${line}: ${message}`);
}

const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;

test('a plain picture is taken', async () => {
  expect(await problemsWith(svg('<defs><path id="a" d="M0 0"/></defs><use href="#a"/>'))).toEqual([]);
  expect(await problemsWith(Buffer.from('89504e470d0a1a0a', 'hex'), 'logo.png')).toEqual([]);
});

test.each([
  ['', 'is no file in the content folder'],
  [svg('<script>alert(1)</script>'), 'holds a script'],
  [svg('<svg:script xmlns:svg="http://www.w3.org/2000/svg">x</svg:script>'), 'holds a script'],
  [svg('<a onclick="x()">y</a>'), 'holds an event handler'],
  [svg('<foreignObject/>'), 'holds a foreign document'],
  [svg('<image href="https://elsewhere.example/p.png"/>'), 'leads to another file'],
  [svg('<a xlink:href="javascript:alert(1)">y</a>'), 'leads to another file'],
  [svg('<style>@import "x.css"</style>'), 'loads another file'],
  [svg('<rect fill="url(https://elsewhere.example/#g)"/>'), 'loads another file'],
  [`<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`, 'declares entities'],
  ['not a picture', 'is no SVG picture'],
  [svg(' '.repeat(200_000)), 'every page carries it'],
])('a picture that is none, or could do harm, is refused with its place: %#', async (text, reason) => {
  const [problem, ...others] = await problemsWith(text);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^logo:6: logo\.svg /);
  expect(problem).toContain(reason);
});

test('a name that lies about its kind is refused', async () => {
  expect((await problemsWith('GIF89a', 'logo.png'))[0]).toContain('is not the kind of picture');
});

test.each(['search', 'verify', 'schemas'])(
  'no policy may stand at /%s/, where the site has its own',
  async (slug) => {
    const dir = mkdtempSync(join(tmpdir(), 'prenotice-slug-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    mkdirSync(join(dir, slug));
    const { problems } = await readContent(dir);
    expect(problems.map(({ rule, message }) => `${rule}: ${message}`)).toContain(
      `policy-name: "${slug}" cannot be the address of a policy: the site has a page of its own there`,
    );
  },
);
