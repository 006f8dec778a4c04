import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { folderOf } from '../folder.ts';
import { sampleDir } from '../sample-folder.ts';

/**
 * Every command in README.md and docs/*.md is run, in its order, in a scratch copy of the sample. What cannot run as it stands is
 * replaced here, each with its reason; a row that no document uses any more fails.
 */
const root = resolve(import.meta.dirname, '../..');
const today = '2026-12-01';
const call = 'npm run -s prenotice -- ';

const replacements: [command: string, instead: string, reason: string][] = [
  [
    'import legal/terms.md --history --policy app-terms',
    'import legal/terms.md --policy app-terms',
    'needs a git repository; test/authoring/import-git.test.ts runs it',
  ],
  [
    'import clone.git --file legal/terms.md --policy shop-terms',
    'import legal/terms.md --policy shop-terms',
    'needs a git repository; test/authoring/import-git.test.ts runs it',
  ],
  ['check --watch', 'check', 'watches until it is stopped; test/commands/check.test.ts runs it'],
  [
    'send --test you@example.com',
    'send --test you@example.com --content sample --recipients sample/recipients.sample.csv --site sample-site',
    'a new site announces nothing yet: the sample does',
  ],
  ...[
    'send --mailer resend --yes',
    'sync --mailer resend',
    'status --mailer resend --fail-on late,unreached',
  ].map((command): [string, string, string] => [
    command,
    `${command} --help`,
    'needs a key of Resend; test/commands/delivery-workflow.test.ts runs it against a stand-in',
  ]),
];

/** The words of a command as a shell would give them: quotes, and nothing else that a shell does. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

/** In blocks to the end of the line, in sentences to the backtick; without remarks behind `#` and what follows `&&`. */
function commandsIn(markdown: string): string[] {
  return markdown.split('\n').flatMap((line) =>
    line
      .split(call)
      .slice(1)
      .map((rest) => rest.split(/`|\s+#|\s+&&|\s{2,}/)[0]!.trim())
      .filter((command) => command !== '' && !/^[<A-Z]/.test(command)),
  );
}

const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const all = documents.flatMap((name) =>
  commandsIn(readFileSync(join(root, name), 'utf8')).map((command) => ({ name, command })),
);

async function run(cwd: string, words: string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const write = (text: string) => {
    said += text;
    return true;
  };
  const code = await main(words, {
    env: { PRENOTICE_TODAY: today },
    cwd,
    stdout: { write },
    stderr: { write },
    now: () => `${today}T09:00:00Z`,
  });
  return { code, said };
}

const madeOnce: string[] = [];
afterAll(() => {
  for (const dir of madeOnce) rmSync(dir, { recursive: true, force: true });
});

/** Made once: each document that builds the site builds the same one. */
let built: Promise<string> | undefined;
const buildOnce = (): Promise<string> =>
  (built ??= (async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'prenotice-docs-'));
    madeOnce.push(cwd);
    cpSync(sampleDir, join(cwd, 'content'), { recursive: true });
    const { code, said } = await run(cwd, ['build']);
    expect(`${code} ${said}`).toMatch(/^0 /);
    return join(cwd, 'dist');
  })());

test('documents name commands at all', () => {
  expect(all.length).toBeGreaterThan(20);
  expect([...new Set(all.map(({ name }) => name))]).toEqual(
    expect.arrayContaining(['README.md', 'docs/publish-a-change.md', 'docs/set-up.md']),
  );
});

test('every replacement is still needed', () => {
  for (const [command] of replacements) expect(all.map((one) => one.command)).toContain(command);
});

test.each(documents.filter((name) => all.some((one) => one.name === name)))(
  'the commands of %s',
  { timeout: 180_000 },
  async (name) => {
    const cwd = folderOf({
      'old-policy.html': '<h1>Privacy notice</h1><h2>Data</h2><p>We collect your name.</p>',
      'archive/2021-03-04.md': '# Privacy notice\n\n## Data\n\nWe collect your name.\n',
      'legal/terms.md': '# Terms\n\n## Fees\n\nThe fee is due every month.\n',
    });
    cpSync(sampleDir, join(cwd, 'content'), { recursive: true });
    for (const { command } of all.filter((one) => one.name === name)) {
      const instead = replacements.find(([one]) => one === command)?.[1] ?? command;
      const words = wordsOf(instead);
      // A site of one's own is built for itself, once.
      const own = existsSync(join(cwd, 'sample'));
      if (words[0] === 'build' && words.length === 1 && (!own || existsSync(join(cwd, 'dist')))) {
        if (own) continue;
        cpSync(await buildOnce(), join(cwd, 'dist'), { recursive: true });
        continue;
      }
      if (['send', 'status'].includes(words[0]!) && !existsSync(join(cwd, 'dist')))
        cpSync(await buildOnce(), join(cwd, 'dist'), { recursive: true });
      if (instead.includes('sample-site'))
        cpSync(await buildOnce(), join(cwd, 'sample-site'), { recursive: true });
      const { code, said } = await run(cwd, words);
      expect(said, `${name}: ${instead}\n${said}`).not.toMatch(
        /mistake in Prenotice|unknown (?:command|option)/,
      );
      expect(code, `${name}: ${instead}\n${said}`).toBe(0);
    }
  },
);

test('the git commands of the guides, from the clone to the branch of a change', () => {
  const blocks = (name: string) =>
    [...readFileSync(join(root, name), 'utf8').matchAll(/(?:^ {4}\S.*\n)+/gm)]
      .map(([block]) => block.replace(/^ {4}/gm, ''))
      .filter((block) => block.startsWith('git '));
  const [clone, push, ...none] = blocks('docs/set-up.md');
  const [branch] = blocks('docs/publish-a-change.md');
  expect(none).toEqual([]);
  const cwd = folderOf({ 'tool/content/terms/1.mdx': 'One.\n' });
  const script = [
    'git init -q --bare own.git && git init -q tool && cd tool && git add . && git commit -qm Tool && cd ..',
    clone?.replace('<address of this repository>', 'tool').replace('npm ci', 'true'),
    'echo Two. > content/terms/2.mdx',
    push?.replace('<address of your repository>', '../own.git'),
    'echo Three. > content/terms/3.mdx',
    branch,
    'git log --format=%s origin/terms-3',
  ].join('\n');
  const config = { 'init.defaultBranch': 'main', 'user.name': 'A', 'user.email': 'a@example.com' };
  const settings = Object.entries(config).flatMap(([key, value], n) => [
    [`GIT_CONFIG_KEY_${n}`, key],
    [`GIT_CONFIG_VALUE_${n}`, value],
  ]);
  const said = execFileSync('bash', ['-ec', script], {
    cwd,
    env: { ...process.env, GIT_CONFIG_COUNT: '3', ...Object.fromEntries(settings) },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  expect(said.trim().split('\n').slice(-3)).toEqual(['Terms 3: a shorter reminder', 'Our own site', 'Tool']);
});

test('other scripts that documents name are there', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = documents.flatMap((name) =>
    [...readFileSync(join(root, name), 'utf8').matchAll(/npm (?:run )?(?:-s )?([a-z]+)/g)].map(
      (match) => match[1]!,
    ),
  );
  const own = [...new Set(named)].filter((one) => !['ci', 'install', 'run', 'prenotice'].includes(one));
  expect(own.filter((one) => !(one in scripts))).toEqual([]);
});

test('files and pictures that documents link to are there', () => {
  const dead = documents.flatMap((name) =>
    [...readFileSync(join(root, name), 'utf8').matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
      .map((match) => match[1]!)
      .filter((link) => !existsSync(resolve(root, name, '..', link)))
      .map((link) => `${name}: ${link}`),
  );
  expect(dead).toEqual([]);
});
