import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { main } from '../../scripts/prenotice.ts';
import { mostCharacters } from '../../src/authoring/report/write-report.ts';
import { firstBody, folderOf, smallSite, versionMdx } from '../folder.ts';

const root = resolve(import.meta.dirname, '../..');
const source = (name: string) => readFileSync(join(root, '.github/workflows', name), 'utf8');

interface Step {
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, { steps: Step[]; permissions?: unknown }>;
}
const review = parse(source('review.yml')) as Workflow;
const comment = parse(source('review-comment.yml')) as Workflow;
const stepsOf = (workflow: Workflow) => Object.values(workflow.jobs).flatMap(({ steps }) => steps);

describe('rights', () => {
  test('what runs the code of a fork can read only, and gets no secret', () => {
    expect(Object.keys(review.on)).toEqual(['pull_request']);
    expect(review.permissions).toEqual({ contents: 'read' });
    expect(Object.values(review.jobs).map(({ permissions }) => permissions)).toEqual([undefined]);
    expect(source('review.yml')).not.toMatch(/secrets\.|github\.token|GITHUB_TOKEN/);
    const [checkout] = stepsOf(review);
    expect(checkout).toMatchObject({
      uses: expect.stringMatching(/^actions\/checkout@/),
      with: { 'persist-credentials': false },
    });
  });

  test('no name of a branch or a title gets into a shell, and actions are named by commit', () => {
    for (const { run = '', uses = '@0' } of [...stepsOf(review), ...stepsOf(comment)]) {
      expect(run).not.toContain('${{');
      if (run === '') expect(uses).toMatch(/@[0-9a-f]{40}$/);
    }
  });

  test('what may write runs no code of the pull request', () => {
    expect(Object.keys(comment.on)).toEqual(['workflow_run']);
    expect(comment.permissions).toEqual({ actions: 'read', 'pull-requests': 'write' });
    for (const { run, uses } of stepsOf(comment)) {
      expect(run).toBeUndefined();
      expect(uses).toMatch(/^actions\/(download-artifact|github-script)@/);
    }
    // Nothing that an outsider can name is pasted into the script.
    const script = stepsOf(comment).find(({ with: given }) => given?.script)?.with?.script;
    expect(script).not.toContain('${{');
  });
});

const dates = 'version: "2"\npublished: "2026-12-01"\neffective: "2027-01-15"';

/** A repository with a base commit, and a merge of a change into it as GitHub makes it. */
function repository(): string {
  const inContent = Object.fromEntries(
    Object.entries(smallSite()).map(([path, text]) => [`content/${path}`, text]),
  );
  const dir = folderOf(inContent);
  const git = (...words: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main', ...words],
      {
        cwd: dir,
        stdio: 'pipe',
      },
    );
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'Base');
  git('checkout', '-qb', 'change');
  const draft = versionMdx(`${dates}\ndraft: true`, firstBody.replace('2 years', '7 years'));
  writeFileSync(join(dir, 'content/privacy/2.mdx'), draft);
  git('add', '.');
  git('commit', '-qm', 'Change');
  git('checkout', '-q', 'main');
  git('merge', '-q', '--no-ff', '-m', 'Merge', 'change');
  return dir;
}

async function run(cwd: string, words: string[]) {
  let out = '';
  let err = '';
  const code = await main(words, {
    env: {
      GITHUB_ACTIONS: 'true',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'a/b',
      GITHUB_RUN_ID: '7',
      PRENOTICE_TODAY: '2026-11-22',
    },
    cwd,
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    now: () => '2026-11-22T09:00:00Z',
  });
  return { code, out, err };
}

test('its commands do what it expects, from the merge to the preview', { timeout: 120_000 }, async () => {
  const cwd = repository();
  const commands = stepsOf(review)
    .flatMap((step) => step.run?.split('\n') ?? [])
    .filter((line) => line.startsWith('npm run -s prenotice -- '))
    .map((line) => line.replace('npm run -s prenotice -- ', ''));
  expect(commands.map((line) => line.split(' ')[0])).toEqual(['check', 'report', 'build']);
  for (const command of commands) {
    const words = command
      .replace('"$(cat review/preview-day)"', () =>
        readFileSync(join(cwd, 'review/preview-day'), 'utf8').trim(),
      )
      .split(' ');
    const { code, err } = await run(cwd, words);
    expect(`${command}: ${code} ${err}`).toBe(`${command}: 0 `);
  }
  const text = readFileSync(join(cwd, 'review/comment.md'), 'utf8');
  expect(text).toContain('## Prenotice: privacy 2 is material');
  expect(readFileSync(join(cwd, 'review/report.md'), 'utf8')).toContain(
    'We keep your data for <del>2</del><ins>7</ins> years.',
  );
  // The draft is on the pages of the preview, and nowhere else.
  expect(readFileSync(join(cwd, 'review/site/privacy/2/index.html'), 'utf8')).toContain('7 years');
  expect(readFileSync(join(cwd, 'content/privacy/2.mdx'), 'utf8')).toContain('draft: true');
  const uploads = stepsOf(review).flatMap(({ with: given }) =>
    given?.path ? String(given.path).trim().split('\n') : [],
  );
  expect(uploads.filter((path) => !existsSync(join(cwd, path)))).toEqual([]);
});

test('it runs for every pull request, and does its work where content is touched', () => {
  expect(review.on).toEqual({ pull_request: null });
  const steps = stepsOf(review);
  const first = steps.findIndex(({ id }) => id === 'touched');
  expect(steps.slice(first + 1).filter((step) => !/steps\.(?:touched|check)\./.test(step.if ?? ''))).toEqual(
    [],
  );
  const touched = (cwd: string) => {
    const file = join(cwd, 'output.txt');
    writeFileSync(file, '');
    execFileSync('bash', ['-e', '-c', steps[first]?.run ?? ''], {
      cwd,
      env: { ...process.env, GITHUB_OUTPUT: file },
    });
    return readFileSync(file, 'utf8').trim();
  };
  const cwd = repository();
  expect(touched(cwd)).toBe('content=yes');
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...words], {
      cwd,
      stdio: 'pipe',
    });
  writeFileSync(join(cwd, 'README.md'), 'x');
  git('add', 'README.md');
  git('commit', '-qm', 'Elsewhere');
  expect(touched(cwd)).toBe('content=no');
});

test('a report of the greatest length is posted whole', async () => {
  const cwd = repository();
  const clauses = (word: string) =>
    Array.from(
      { length: 400 },
      (_, n) => `## ${n + 4}. Clause ${n}\n\nWe ${word} the number ${n} ${'of your account '.repeat(9)}.\n`,
    ).join('\n');
  writeFileSync(
    join(cwd, 'content/privacy/1.mdx'),
    versionMdx(
      'version: "1"\npublished: "2025-01-01"\neffective: "2025-01-01"',
      `${firstBody}\n${clauses('never sell')}`,
    ),
  );
  writeFileSync(join(cwd, 'content/privacy/2.mdx'), versionMdx(dates, `${firstBody}\n${clauses('sell')}`));
  await run(cwd, ['report', '--out', 'review']);
  const text = readFileSync(join(cwd, 'review/comment.md'), 'utf8');
  expect(text.length).toBeGreaterThan(60_000);
  expect(text.length).toBeLessThanOrEqual(64_500);
  expect(readFileSync(join(cwd, 'review/report.md'), 'utf8').length).toBeGreaterThan(100_000);
});

describe('report --base and --since', () => {
  test('report on what differs, new files and policy.yaml included', async () => {
    const cwd = repository();
    const classes = async (...words: string[]) => {
      const { out } = await run(cwd, ['report', '--json', ...words]);
      const { versions, otherFiles } = JSON.parse(out) as {
        versions: { policy: string; version: string; class: string }[];
        otherFiles: string[];
      };
      return { versions: versions.map((one) => `${one.policy} ${one.version} ${one.class}`), otherFiles };
    };
    expect(await classes('--base', 'HEAD^1')).toEqual({ versions: ['privacy 2 material'], otherFiles: [] });
    expect(await classes('--base', 'HEAD')).toEqual({ versions: [], otherFiles: [] });
    const site = join(cwd, 'content/site.yaml');
    writeFileSync(site, `${readFileSync(site, 'utf8')}\n`);
    mkdirSync(join(cwd, 'content/terms'));
    writeFileSync(join(cwd, 'content/terms/notes.txt'), 'x');
    expect((await classes('--base', 'HEAD')).otherFiles.map((path) => path.slice(cwd.length + 1))).toEqual([
      'content/site.yaml',
      'content/terms/notes.txt',
    ]);
    const before = folderOf(smallSite());
    expect((await classes('--since', before)).versions).toEqual(['privacy 2 material']);
  });

  test('a base that is not there, or no repository, is said in words', async () => {
    const cwd = repository();
    for (const ref of ['nowhere', '--upload-pack=x', 'HEAD:content']) {
      const { code, err } = await run(cwd, ['report', `--base=${ref}`]);
      expect(code).toBe(1);
      expect(err).toContain('is no commit, branch or tag of this repository');
    }
    expect((await run(cwd, ['report', '--base', 'HEAD', '--since', '.'])).code).toBe(2);
    expect((await run(cwd, ['report', '--since', 'gone'])).err).toContain('there is no folder');
  });
});

describe('the comment', () => {
  const AsyncFunction = (async () => undefined).constructor as new (
    ...words: string[]
  ) => (...given: unknown[]) => Promise<void>;
  const script = String(stepsOf(comment).find(({ with: given }) => given?.script)?.with?.script);
  const marker = '<!-- prenotice-report -->';
  const head = { sha: 'abc' };

  async function post(
    text: string,
    world: { comments?: object[]; pulls?: object[]; from?: string | null } = {},
  ) {
    const dir = folderOf({ 'review/comment.md': text });
    const posted: Record<string, unknown>[] = [];
    const lists: Record<string, unknown>[] = [];
    const github = {
      paginate: async () => world.comments ?? [],
      rest: {
        pulls: {
          list: async (asked: Record<string, unknown>) => {
            lists.push(asked);
            return { data: world.pulls ?? [{ number: 7, head }] };
          },
        },
        issues: {
          listComments: 'listComments',
          createComment: async (given: Record<string, unknown>) => posted.push({ made: true, ...given }),
          updateComment: async (given: Record<string, unknown>) => posted.push(given),
        },
      },
    };
    const from = world.from === undefined ? 'octo/legal' : world.from;
    const context = {
      repo: { owner: 'octo', repo: 'legal' },
      payload: {
        workflow_run: {
          head_sha: 'abc',
          head_branch: 'change',
          head_repository: from && { full_name: from, owner: { login: from.split('/')[0] } },
        },
      },
    };
    const require = createRequire(import.meta.url);
    const inDir = (name: string) => {
      const real = require(name);
      return {
        ...real,
        readFile: (path: string, ...more: unknown[]) => real.readFile(join(dir, path), ...more),
        lstat: (path: string) => real.lstat(join(dir, path)),
      };
    };
    await new AsyncFunction('github', 'context', 'core', 'require', script)(
      github,
      context,
      { info: () => undefined },
      inDir,
    );
    return { posted, lists };
  }

  test('is made once and then updated', async () => {
    const { posted, lists } = await post(`${marker}\n## Report\n`);
    expect(lists[0]).toMatchObject({ head: 'octo:change', state: 'open' });
    expect(posted).toEqual([
      { made: true, owner: 'octo', repo: 'legal', issue_number: 7, body: `${marker}\n## Report\n` },
    ]);
    const bot = { type: 'Bot', login: 'github-actions[bot]' };
    const comments = [
      { id: 1, user: { type: 'User', login: 'somebody' }, body: `${marker}\nnot ours` },
      { id: 2, user: bot, body: `${marker}\nold` },
    ];
    const again = await post(`${marker}\nnew`, { comments });
    expect(again.posted).toMatchObject([{ comment_id: 2, body: `${marker}\nnew` }]);
  });

  test('of a fork says so, mentions nobody, and keeps its size', async () => {
    const evil = `@octocat #12 &#64;octocat &commat;octocat &#x23;12 &num;12 <!-- x --> ${marker}${'y'.repeat(100_000)}`;
    const { posted, lists } = await post(evil, { from: 'stranger/legal' });
    expect(lists[0]).toMatchObject({ head: 'stranger:change' });
    const body = String(posted[0]?.body);
    expect(body).toContain('From a fork');
    expect(body).not.toMatch(/@octocat|[^&]#12|&#64;|&commat;|&#x23;|&num;/);
    expect(body.split('<!--')).toHaveLength(2);
    expect(body.length).toBeLessThanOrEqual(mostCharacters);
  });

  test('goes nowhere when the pull request has moved on, is closed, or its repository is gone', async () => {
    expect((await post('x', { pulls: [] })).posted).toEqual([]);
    expect((await post('x', { pulls: [{ number: 7, head: { sha: 'def' } }] })).posted).toEqual([]);
    expect((await post('x', { from: null })).posted).toEqual([]);
  });
});
