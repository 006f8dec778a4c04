import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../scripts/commands/redline.ts';
import { UsageError } from '../../scripts/context.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redline-'));
  await write('old.md', '---\ntitle: Old\n---\n## Storage\n\nWe keep files for 30 days.\n');
  await write('new.md', '---\ntitle: New\n---\n## Storage\n\nWe keep files for 90 days.\n');
});
afterAll(() => rm(folder, { recursive: true }));

const write = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);

async function redline(old: string, next: string, options: Record<string, string | boolean> = {}) {
  const out = { stdout: '', stderr: '' };
  const code = await run({
    args: [old, next],
    options,
    env: {},
    cwd: folder,
    stdout: { write: (text: string) => (out.stdout += text) },
    stderr: { write: (text: string) => (out.stderr += text) },
    now: () => '2026-11-22T00:00:00Z',
  });
  return { code, ...out };
}

async function refusal(name: string): Promise<PrenoticeError> {
  const error = await redline('old.md', name).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PrenoticeError);
  return error as PrenoticeError;
}

describe('formats', () => {
  test('text: a summary, then findings by clause; front matter is no text', async () => {
    expect(await redline('old.md', 'new.md')).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        '1 finding: 1 changed',
        'Words: 1 inserted, 1 deleted, 0 moved, 6 unchanged.',
        '',
        'Storage',
        '  Paragraph changed.',
        '    We keep files for [-30-]{+90+} days.',
        '',
      ].join('\n'),
    });
  });

  test('html: the fragment', async () => {
    const { stdout } = await redline('old.md', 'new.md', { format: 'html' });
    expect(stdout).toBe('<h2>Storage</h2>\n<p>We keep files for <del>30</del><ins>90</ins> days.</p>\n');
  });

  test('json: design.md’s fields', async () => {
    const { stdout } = await redline('old.md', 'new.md', { json: true });
    expect(JSON.parse(stdout)).toMatchObject({
      stats: { inserted: 1, deleted: 1, moved: 0, unchanged: 6 },
      changes: [
        {
          kind: 'changed',
          clause: { old: 'storage', new: 'storage' },
          old: 'We keep files for 30 days.',
          new: 'We keep files for 90 days.',
          count: 1,
        },
      ],
    });
  });

  test('md: for a pull request', async () => {
    const { stdout } = await redline('old.md', 'new.md', { format: 'md' });
    expect(stdout).toContain('> We keep files for ~~30~~**90** days.');
  });

  test('a file against itself', async () => {
    expect(await redline('old.md', 'old.md')).toMatchObject({ code: 0, stdout: 'No differences.\n' });
  });
});

describe('wrong command lines', () => {
  test('one file, or an unknown format', async () => {
    await expect(redline('old.md', '')).rejects.toThrow(UsageError);
    await expect(redline('old.md', 'new.md', { format: 'pdf' })).rejects.toThrow(
      '--format pdf is not known; write text, html, json, md',
    );
  });
});

describe('files that cannot be compared say why', () => {
  test('missing', async () => {
    expect((await refusal('none.md')).message).toBe(`${join(folder, 'none.md')} does not exist`);
  });

  test('a folder, another kind of file', async () => {
    expect((await refusal('..')).message).toMatch(/is not a kind of file|is not a file/);
    await write('a.docx', 'x');
    expect((await refusal('a.docx')).remedy).toMatch(/^Use \.md, \.mdx, \.txt/);
  });

  test('binary', async () => {
    await write('binary.md', new Uint8Array([0x89, 0x50, 0, 1, 2]));
    expect((await refusal('binary.md')).message).toMatch(/is not a text file$/);
  });

  test('too large', async () => {
    await write('large.md', 'word '.repeat(1_100_000));
    expect((await refusal('large.md')).message).toMatch(/has 5\.5 MB; texts of up to 5 MB are compared$/);
  });

  test('MDX that does not parse, with its place counted from the top of the file', async () => {
    await write('bad.mdx', '---\nversion: "1"\n---\n\nText\n\n<Note>never closed\n');
    const { message, problems } = await refusal('bad.mdx');
    expect(message).toContain('bad.mdx:7:');
    expect(problems[0]).toMatchObject({ line: 7, severity: 'error' });
  });
});

describe('what is odd but can be compared', () => {
  test('the same text in .md and .txt is never read as MDX', async () => {
    await write('braces.txt', 'Use {braces} and a < b freely. import this\n');
    await write('braces.md', 'Use {braces} and a < b freely. import that\n');
    expect((await redline('braces.txt', 'braces.md')).stdout).toContain('[-this-]{+that+}');
  });

  test('an empty file', async () => {
    await write('empty.md', '');
    expect((await redline('empty.md', 'new.md')).stdout).toContain('Clause added');
    expect((await redline('empty.md', 'empty.md')).stdout).toBe('No differences.\n');
  });

  test('an old encoding is read with a warning', async () => {
    await write('latin.txt', Buffer.from('Geb\u00fchren', 'latin1'));
    const { stdout, stderr } = await redline('empty.md', 'latin.txt');
    expect(stdout).toContain('Gebühren');
    expect(stderr).toContain('not UTF-8');
  });

  test('HTML against Markdown', async () => {
    await write('page.html', '<h2>Storage</h2><p>We keep files for 30 days.</p>');
    expect((await redline('page.html', 'old.md')).stdout).toBe('No differences.\n');
  });

  test('lists nested a hundred deep', async () => {
    const deep = Array.from({ length: 100 }, (_, k) => `${'  '.repeat(k)}* level ${k}`).join('\n');
    await write('deep.md', deep);
    await write('deeper.md', deep.replace('level 99', 'level ninety-nine'));
    expect((await redline('deep.md', 'deeper.md')).stdout).toContain('[-99-]{+ninety-nine+}');
  });
});
