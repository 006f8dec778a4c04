import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { folderOf } from '../folder.ts';

async function run(cwd: string, ...words: string[]) {
  let out = '';
  let err = '';
  const code = await main([...words, '--content', join(cwd, 'content'), '--json'], {
    env: {},
    cwd,
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    now: () => '2026-11-22T10:00:00Z',
  });
  return { code, err, report: out === '' ? null : JSON.parse(out) };
}

const text = (keep: string): string =>
  `# Privacy Notice\n\nFernhill Software GmbH keeps ledgers.\n\n## Data\n\nWe keep your name for ${keep}, and nothing else that could be told about you.\n`;

/** A repository whose commits have the days that they are given. */
class Repository {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
    this.git('init', '-q', '-b', 'main');
  }

  git(...words: string[]): string {
    return this.at('2020-01-01', ...words);
  }

  at(day: string, ...words: string[]): string {
    const stamp = day.includes('T') ? day : `${day}T12:00:00+0000`;
    return execFileSync('git', words, {
      cwd: this.dir,
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        PATH: process.env.PATH,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@fernhill.example.com',
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@fernhill.example.com',
        GIT_AUTHOR_DATE: stamp,
        GIT_COMMITTER_DATE: stamp,
      },
    }).trim();
  }

  commit(day: string, files: Record<string, string | null>, message = 'change'): void {
    for (const [path, words] of Object.entries(files)) {
      const file = join(this.dir, path);
      if (words === null) rmSync(file, { recursive: true });
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, words);
      }
    }
    this.git('add', '-A');
    this.at(day, 'commit', '-q', '-m', message);
  }
}

const repository = () => {
  const dir = folderOf({});
  const repo = join(dir, 'repo');
  mkdirSync(repo);
  return { dir, repo: new Repository(repo) };
};

const days = (report: { versions: { effective: string; from: string }[] }) =>
  report.versions.map(({ effective, from }) => `${effective} ${from.split('@')[0]}`);

describe('a file with its history in git', () => {
  test('renames are followed, what changes nothing is folded, merges count and not the drafts in them', async () => {
    const { dir, repo } = repository();
    repo.commit('2018-01-01', { 'README.md': 'x' });
    repo.commit('2018-03-01', { 'old name.txt': text('1 year') }, 'Add the notice');
    repo.commit('2018-04-01', { 'old name.txt': text('1 year').replace('keeps ledgers', '*keeps* ledgers') });
    repo.commit('2019-01-01', { 'old name.txt': null, 'legal/privacy.md': text('1 year') });
    repo.git('checkout', '-q', '-b', 'draft');
    repo.commit('2019-02-01', { 'legal/privacy.md': text('9 years') });
    repo.commit('2019-02-02', { 'legal/privacy.md': text('2 years') });
    repo.git('checkout', '-q', 'main');
    repo.commit('2019-02-03', { 'README.md': 'y' });
    repo.at('2019-03-01', 'merge', '-q', '--no-ff', '-m', 'Merge the draft', 'draft');
    repo.commit('2020-05-05T23:30:00-0500', { 'legal/privacy.md': text('3 years') });
    repo.commit('2020-06-01', { 'legal/privacy.md': text('2 years') }, 'Revert');
    const { code, report, err } = await run(
      dir,
      'import',
      'repo/legal/privacy.md',
      '--history',
      '--policy',
      'a',
    );
    expect(err).not.toContain('Error');
    expect(code).toBe(0);
    expect(days(report)).toEqual([
      '2018-03-01 old name.txt',
      '2019-03-01 legal/privacy.md',
      '2020-05-05 legal/privacy.md',
      '2020-06-01 legal/privacy.md',
    ]);
    expect(report.versions[0]).toMatchObject({ subject: 'Add the notice', dates: 'commit', sameAs: null });
    expect(report.versions[3]).toMatchObject({ subject: 'Revert', sameAs: '2' });
    expect(report.folded.map(({ version }: { version: string }) => version)).toEqual(['1', '1']);
    const front = readFileSync(join(dir, 'content/a/2.mdx'), 'utf8').split('---')[1];
    expect(front).toMatch(/from: "legal\/privacy\.md@[0-9a-f]{12}"\n\s+dates: "commit"/);
    const folded = await run(
      dir,
      'import',
      'repo',
      '--file',
      'legal/privacy.md',
      '--fold-reverts',
      '--policy',
      'b',
    );
    expect(days(folded.report)).toEqual(['2018-03-01 old name.txt', '2019-03-01 legal/privacy.md']);
  });

  test('a name that a rewriting commit hides is asked for, and followed when it is told', async () => {
    const { dir, repo } = repository();
    repo.commit('2018-03-01', { 'old.md': text('1 year') });
    repo.commit('2018-04-01', { 'old.md': text('2 years') });
    const rewritten = `# Statement\n\nAll of it is new here.\n\n## Scope\n\nThis is about the ledger and about nothing else at all.\n`;
    repo.commit('2019-01-01', { 'old.md': null, 'other.png': 'x', 'new.md': rewritten });
    const words = ['import', 'repo', '--file', 'new.md', '--policy'];
    const { report, err } = await run(dir, ...words, 'a');
    expect(days(report)).toEqual(['2019-01-01 new.md']);
    expect(err).toMatch(/took away old\.md\. .*--formerly old\.md/);
    const told = await run(dir, ...words, 'b', '--formerly', 'old.md');
    expect(days(told.report)).toEqual(['2018-03-01 old.md', '2018-04-01 old.md', '2019-01-01 new.md']);
    expect(told.report.doubts.join()).not.toContain('--formerly');
  });

  test('taken away and brought back; dates that run backwards', async () => {
    const { dir, repo } = repository();
    repo.commit('2018-03-01', { 'p.md': text('1 year') });
    repo.commit('2018-04-01', { 'p.md': null, 'other.md': 'other' });
    repo.commit('2018-05-01', { 'p.md': text('2 years') });
    repo.commit('2018-02-01', { 'p.md': text('3 years') });
    repo.commit('2019-01-01', { 'p.md': null });
    const { report } = await run(dir, 'import', 'repo', '--file', 'p.md', '--policy', 'a');
    expect(days(report)).toEqual(['2018-03-01 p.md', '2018-05-01 p.md', '2018-05-01 p.md']);
    expect(report.skipped.map(({ reason }: { reason: string }) => reason)).toEqual([
      'the file was taken away',
      'the file was taken away',
    ]);
    expect(report.sum.doubts.map(({ text: doubt }: { text: string }) => doubt).join()).toContain(
      'is before that of the version before',
    );
  });

  test.each([
    'with space.md',
    '-rf.md',
    '--output=x.md',
    'quo"te\'s.md',
    'new\nline.md',
    'grün/日本.md',
    ':(top)p.md',
    '*.md',
    '\\n.md',
  ])('the name %j is a name', async (name) => {
    const { dir, repo } = repository();
    repo.commit('2018-03-01', { [name]: text('1 year'), 'p.md': 'Another text.' });
    repo.commit('2018-04-01', { [name]: text('2 years') });
    repo.commit('2018-05-01', { 'p.md': 'Another text again.' });
    const { report, err } = await run(dir, 'import', 'repo', '--file', name, '--policy', 'a');
    expect(err).not.toMatch(/Error/);
    expect(report.versions).toHaveLength(2);
    // Names are printed and written without what a terminal would obey.
    expect(report.versions[0].from).not.toMatch(/\p{Cc}/u);
  });

  test('links, folders, submodules, big and binary files, MDX that is code: named and left out', async () => {
    const { dir, repo } = repository();
    const file = join(repo.dir, 'p.mdx');
    repo.commit('2018-01-01', { 'p.mdx/in.md': 'x' });
    repo.commit('2018-01-02', { 'p.mdx': null, 'p.mdx2': '' });
    symlinkSync('/etc/passwd', file);
    repo.git('add', '-A');
    repo.at('2018-01-03', 'commit', '-q', '-m', 'link');
    rmSync(file);
    repo.git('rm', '-q', '--cached', 'p.mdx');
    repo.git('update-index', '--add', '--cacheinfo', `160000,${repo.git('rev-parse', 'HEAD')},p.mdx`);
    repo.at('2018-01-04', 'commit', '-q', '-m', 'submodule');
    repo.git('rm', '-q', '--cached', 'p.mdx');
    repo.commit('2018-01-05', { 'p.mdx': 'word '.repeat(1_100_000) });
    repo.commit('2018-01-06', { 'p.mdx': 'a\0b' });
    repo.commit('2018-01-07', { 'p.mdx': `import x from './y'\n\n${text('1 year')}\n{process.exit()}\n` });
    repo.commit('2018-01-08', { 'p.mdx': text('2 years') });
    const { report } = await run(dir, 'import', 'repo', '--file', 'p.mdx', '--policy', 'a');
    expect(days(report)).toEqual(['2018-01-07 p.mdx', '2018-01-08 p.mdx']);
    expect(report.skipped.map(({ reason }: { reason: string }) => reason.slice(0, 27))).toEqual([
      'it was a folder then',
      'the file was taken away',
      'it was a symbolic link then',
      'it was a submodule then, wh',
      'it has 6 MB; a policy has l',
      'it is not text',
    ]);
    expect(report.versions[0].doubts.join()).toMatch(/cannot be read as MDX \(line 1: .*read as Markdown/);
    expect(readFileSync(join(dir, 'content/a/1.mdx'), 'utf8')).toMatch(/\\\{process\.exit\(\)\\?\}/);
  });

  test('shallow and partial clones say what they lack, and fetch nothing', async () => {
    const { dir, repo } = repository();
    repo.git('config', 'uploadpack.allowFilter', 'true');
    repo.commit('2018-03-01', { 'p.md': text('1 year') });
    repo.commit('2018-04-01', { 'p.md': text('2 years') });
    const url = `file://${repo.dir}`;
    repo.git('clone', '-q', '--depth', '1', url, join(dir, 'shallow'));
    const shallow = await run(dir, 'import', 'shallow', '--file', 'p.md', '--policy', 'a');
    expect(days(shallow.report)).toEqual(['2018-04-01 p.md']);
    expect(shallow.report.doubts.join()).toContain('git fetch --unshallow');
    repo.git('clone', '-q', '--bare', '--filter=blob:none', url, join(dir, 'partial'));
    // Whatever would fetch the missing texts leaves a trace.
    const trace = join(dir, 'trace');
    execFileSync('git', ['config', 'remote.origin.url', `ext::sh -c touch% ${trace}`], {
      cwd: join(dir, 'partial'),
    });
    execFileSync('git', ['config', 'protocol.ext.allow', 'always'], { cwd: join(dir, 'partial') });
    const partial = await run(dir, 'import', 'partial', '--file', 'p.md', '--policy', 'b');
    expect(partial.code).toBe(1);
    expect(partial.err).toContain('partial clone');
    expect(existsSync(trace)).toBe(false);
  });

  test('nothing that a hostile repository configures is run', async () => {
    const { dir, repo } = repository();
    repo.commit('2018-03-01', {
      'old.md': text('1 year'),
      '.gitattributes': '*.md diff=evil filter=evil merge=evil\n',
    });
    repo.commit('2018-04-01', { 'old.md': null, 'p.md': text('1 year').replace('ledgers', 'books') });
    repo.commit('2018-05-01', { 'p.md': text('3 years') });
    const trace = join(dir, 'trace');
    const evil = join(dir, 'evil');
    writeFileSync(evil, `#!/bin/sh\necho "$0 $*" >> ${trace}\n`);
    chmodSync(evil, 0o755);
    for (const setting of [
      'core.fsmonitor',
      'core.sshCommand',
      'core.pager',
      'core.editor',
      'core.askPass',
      'core.gitProxy',
      'core.alternateRefsCommand',
      'diff.external',
      'diff.evil.textconv',
      'diff.evil.command',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'gpg.program',
      'credential.helper',
      'uploadpack.packObjectsHook',
      'pager.log',
      'pager.diff-tree',
      'alias.rev-list',
      'alias.cat-file',
    ])
      repo.git('config', setting, setting.startsWith('alias') ? `!${evil}` : evil);
    repo.git('config', 'log.showSignature', 'true');
    repo.git('config', 'diff.renames', 'false');
    mkdirSync(join(dir, 'hooks'));
    for (const hook of [
      'post-checkout',
      'post-index-change',
      'reference-transaction',
      'pre-auto-gc',
      'fsmonitor-watchman',
    ]) {
      writeFileSync(join(dir, 'hooks', hook), `#!/bin/sh\necho ${hook} >> ${trace}\n`);
      chmodSync(join(dir, 'hooks', hook), 0o755);
    }
    repo.git('config', 'core.hooksPath', join(dir, 'hooks'));
    // The trap is armed: what git runs by itself for anybody leaves its trace, whether git minds its end or not.
    try {
      repo.git('log', '-p', '--ext-diff', '-1');
    } catch {
      expect(existsSync(trace)).toBe(true);
    }
    expect(readFileSync(trace, 'utf8')).toContain('evil');
    rmSync(trace);
    // Files that never end, where git would look for settings of its own.
    execFileSync('mkfifo', [join(dir, 'endless')]);
    for (const setting of ['core.attributesFile', 'core.excludesFile', 'diff.orderFile'])
      repo.git('config', setting, join(dir, 'endless'));
    const { code, report } = await run(dir, 'import', 'repo/p.md', '--history', '--policy', 'a');
    expect(code).toBe(0);
    expect(days(report)).toEqual(['2018-03-01 old.md', '2018-04-01 p.md', '2018-05-01 p.md']);
    expect(existsSync(trace)).toBe(false);
  });

  test('a commit made to fill the memory is refused', async () => {
    const { dir, repo } = repository();
    repo.commit('2018-03-01', { 'p.md': text('1 year') });
    const head = repo.git('cat-file', 'commit', 'HEAD');
    const file = join(dir, 'commit');
    writeFileSync(file, `${head}\n${'x'.repeat(21_000_000)}`);
    repo.git('update-ref', 'HEAD', repo.git('hash-object', '-t', 'commit', '-w', file));
    const { code, err } = await run(dir, 'import', 'repo', '--file', 'p.md', '--policy', 'a');
    expect(code).toBe(1);
    expect(err).toMatch(/the history cannot be read: an object has 21 MB/);
  });

  test.each([
    [['import', 'plain/p.md', '--history'], /plain is not in a git repository/],
    [['import', 'none', '--file', 'p.md'], /none is not in a git repository/],
    [['import', 'repo/none.md', '--history'], /there is no file .*none\.md/],
    [['import', 'repo', '--file', 'none.md'], /none\.md is not in the history of this branch/],
    [['import', 'repo', '--file', '../plain/p.md'], /is no path inside a repository/],
    [['import', 'repo', '--file', '/etc/passwd'], /is no path inside a repository/],
    [['import', 'repo/link.md', '--history'], /is a symbolic link/],
    [['import', 'empty', '--file', 'p.md'], /has no commit yet/],
    [['import', 'repo', '--file', 'p.md', '--history'], /both say the same/],
    [['import', 'plain/p.md', '--fold-reverts'], /is for a history/],
    [['import', 'plain/p.md', '--formerly', 'old.md'], /is for a history in git/],
    [['import', 'repo', '--file', 'p.md', '--formerly', '../old.md'], /is no path inside a repository/],
  ])('%j is refused, and nothing is written', async (words, message) => {
    const { dir, repo } = repository();
    repo.commit('2018-03-01', { 'p.md': text('1 year') });
    symlinkSync('p.md', join(repo.dir, 'link.md'));
    mkdirSync(join(dir, 'plain'));
    writeFileSync(join(dir, 'plain', 'p.md'), text('1 year'));
    mkdirSync(join(dir, 'empty'));
    new Repository(join(dir, 'empty'));
    const { code, err } = await run(dir, ...words, '--policy', 'a');
    expect(code).toBeGreaterThan(0);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/mistake in Prenotice/);
    expect(existsSync(join(dir, 'content'))).toBe(false);
  });
});
