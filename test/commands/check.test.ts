import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { assessVersions, comparePair } from '../../src/assessment/assess-versions.ts';
import { checkContent } from '../../src/authoring/check/check.ts';
import { rememberChanges } from '../../src/authoring/check/remember-changes.ts';
import { readContent } from '../../src/authoring/read-content.ts';
import { firstBody, folderOf, smallSite, versionMdx } from '../folder.ts';

const program = resolve(import.meta.dirname, '../../scripts/prenotice.ts');
const dates = 'version: "2"\npublished: "2026-12-01"\neffective: "2027-01-15"';

async function check(cwd: string, words: string[] = [], env: Record<string, string> = {}) {
  let out = '';
  let err = '';
  const code = await main(['check', '--today', '2026-11-22', ...words], {
    env,
    cwd,
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    now: () => '2026-11-22T09:00:00Z',
  });
  return { code, out, err };
}

const inContent = (files: Record<string, string>) =>
  folderOf(Object.fromEntries(Object.entries(files).map(([path, text]) => [`content/${path}`, text])));

describe('annotations', () => {
  const hostile = smallSite({
    'privacy/2.mdx': versionMdx(dates, `${firstBody}\nSee [100%, or: more](#two).\n`),
    'terms,1:2/policy.yaml': 'x',
  });

  test('one line each, with file, line and column from the folder one stands in', async () => {
    const { code, out } = await check(inContent(hostile), ['--format', 'github']);
    expect(code).toBe(1);
    const lines = out.trimEnd().split('\n');
    expect(
      lines
        .slice(0, -1)
        .every((line) => /^::(error|warning|notice) file=[^:]*title=prenotice [a-z-]+::/.test(line)),
    ).toBe(true);
    expect(out).toContain(
      '::error file=content/privacy/2.mdx,line=19,col=22,title=prenotice link-nowhere::a link leads to the clause "two"',
    );
    expect(out).toContain('file=content/terms%2C1%3A2,line=1,col=1');
    expect(out).toContain('%0ALink to one of');
  });

  test('the default in a GitHub workflow, unless another format is asked for', async () => {
    const dir = inContent(smallSite());
    const actions = { GITHUB_ACTIONS: 'true' };
    expect((await check(dir, [], actions)).out).toMatch(/^::warning/);
    expect((await check(dir, ['--format', 'text'], actions)).out).toMatch(
      /content.privacy.1\.mdx {2}warning/,
    );
    expect(JSON.parse((await check(dir, ['--json'], actions)).out).problems).toHaveLength(1);
    expect((await check(dir, ['--format', 'xml'])).code).toBe(2);
  });

  test('what content quotes cannot begin a command of its own', async () => {
    const evil = versionMdx(
      `${dates}\nsummary: "x"\n"::error::a\\nb\\n::stop-commands::c\\u001b[31m": 1`,
      firstBody,
    );
    const dir = inContent(smallSite({ 'privacy/2.mdx': evil }));
    for (const format of ['github', 'text']) {
      const { out } = await check(dir, ['--format', format]);
      expect(out).toContain('field-unknown');
      expect(out).not.toMatch(/^::stop-commands/m);
      if (format === 'text') expect(out).not.toContain('\u001b');
    }
  });
});

test('--watch answers after each save, prints mistakes and goes on', async () => {
  const dir = inContent(smallSite({ 'privacy/2.mdx': versionMdx(dates, firstBody) }));
  const child = spawn(process.execPath, [program, 'check', '--watch', '--json', '--today', '2026-11-22'], {
    cwd: dir,
    env: { ...process.env, PRENOTICE_CONTENT: '' },
  });
  const answers: { rule: string; message: string }[][] = [];
  let waiting: (() => void) | undefined;
  let rest = '';
  child.stdout.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) answers.push(JSON.parse(line).problems);
    if (lines.length > 0) waiting?.();
  });
  const answer = async (holds: (rules: string[]) => boolean) => {
    const rules = () => (answers.at(-1) ?? []).map(({ rule }) => rule);
    while (answers.length === 0 || !holds(rules()))
      await new Promise<void>((next) => {
        waiting = next;
      });
  };
  const file = join(dir, 'content/privacy/2.mdx');
  try {
    await answer((rules) => rules.includes('what-follows'));
    appendFileSync(file, '\nSee section 5.\n');
    await answer((rules) => rules.includes('clause-reference'));
    appendFileSync(file, '\n{ broken\n');
    await answer((rules) => rules.includes('mdx-syntax'));
    writeFileSync(join(dir, 'content/site.yaml'), 'name: "open');
    await answer((rules) => rules.includes('yaml-syntax'));
    writeFileSync(join(dir, 'content/site.yaml'), smallSite()['site.yaml'] ?? '');
    writeFileSync(file, versionMdx(dates, firstBody));
    mkdirSync(join(dir, 'content/terms'));
    await answer((rules) => rules.includes('file-missing') && !rules.includes('mdx-syntax'));
  } finally {
    child.kill('SIGTERM');
  }
  expect(await new Promise((done) => child.once('exit', done))).toBe(0);
});

test('of a history of forty versions check compares the pairs that a rule asks about, and the watch none twice', async () => {
  const day = (n: number) => new Date(Date.UTC(2022, n, 1)).toISOString().slice(0, 10);
  const imported = 'imported: { from: "site.html", dates: text }';
  const versions = Array.from({ length: 40 }, (_, n) => [
    `privacy/${n + 1}.mdx`,
    versionMdx(
      `version: "${n + 1}"\npublished: "${day(n)}"\neffective: "${day(n)}"\n${imported}`,
      firstBody.replace('2 years', `${n + 2} years`),
    ),
  ]);
  const ahead = dates.replaceAll('"2"', '"41"');
  const files = { ...smallSite(), ...Object.fromEntries(versions) };
  const content = await readContent(
    folderOf({ ...files, 'privacy/41.mdx': versionMdx(ahead, firstBody.replace('2 years', '50 years')) }),
  );
  const compared: string[] = [];
  const problems = checkContent(content, '2026-11-22', [], (_, policy) =>
    assessVersions(policy, (same, previous, version) => {
      compared.push(version.fields.version);
      return comparePair(same, previous, version);
    }),
  );
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(compared).toEqual(['41']);
  const remember = rememberChanges();
  const of = () => remember(content, content.policies[0]!).at(-1)?.assessment;
  expect(of()).toBe(of());
});

test('what is remembered between two checks is what would be found anew', async () => {
  const remember = rememberChanges();
  const body = (years: number) => firstBody.replace('2 years', `${years} years`);
  const third = dates.replaceAll('"2"', '"3"').replace('2027-01-15', '2027-02-15');
  const files = smallSite({
    'privacy/2.mdx': versionMdx(dates, body(3)),
    'privacy/3.mdx': versionMdx(third, body(4)),
  });
  const dir = folderOf(files);
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
  const both = async () => {
    const content = await readContent(dir);
    const [policy] = content.policies;
    const found = remember(content, policy!);
    expect(plain(found)).toEqual(plain(assessVersions(policy!)));
    return found;
  };
  const first = await both();
  const again = await both();
  expect(again[1]?.assessment).toBe(first[1]?.assessment);
  writeFileSync(join(dir, 'privacy/3.mdx'), versionMdx(third, body(5)));
  const edited = await both();
  expect(edited[1]?.assessment).toBe(first[1]?.assessment);
  expect(edited[2]?.assessment).not.toBe(first[2]?.assessment);
  writeFileSync(join(dir, 'privacy/1.mdx'), (files['privacy/1.mdx'] ?? '').replace('2 years', '9 years'));
  expect((await both())[2]?.assessment).not.toBe(edited[2]?.assessment);
  writeFileSync(
    join(dir, 'privacy/policy.yaml'),
    `${files['privacy/policy.yaml']}`.replace('kind: privacy', 'kind: terms'),
  );
  await both();
});
