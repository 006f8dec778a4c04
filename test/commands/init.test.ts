import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { askSite } from '../../scripts/ask-site.ts';
import { main } from '../../scripts/prenotice.ts';
import { findPromise } from '../../src/authoring/import/promise.ts';
import { promiseChoices } from '../../src/authoring/init/promises.ts';
import { requireContent } from '../../src/authoring/read-content.ts';
import { noticeProfileSchema } from '../../src/policy/policy.ts';
import { folderOf } from '../folder.ts';

async function run(cwd: string, ...words: string[]) {
  let out = '';
  let err = '';
  const code = await main([...words, '--today', '2026-11-22'], {
    env: {},
    cwd,
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    now: () => '2026-11-22T09:00:00Z',
  });
  return { code, out, err };
}

const own = [
  '--name',
  'Birch & Co. GmbH',
  '--url',
  'https://www.birch.example/legal',
  '--time-zone',
  'Europe/Berlin',
];

describe('a site of one’s own', () => {
  test.each(promiseChoices.map((choice) => [choice.id, choice] as const))(
    'with the promise %s: check passes, and text and profile say the same',
    async (id, choice) => {
      const cwd = folderOf({});
      const { code, out } = await run(cwd, 'init', ...own, '--promise', id, '--json');
      expect(code).toBe(0);
      const rules = (JSON.parse(out).problems as { rule: string }[]).map(({ rule }) => rule);
      // What a person has to do, and nothing else.
      expect(rules).toEqual(['placeholder']);
      expect((await run(cwd, 'check')).code).toBe(0);
      const { site, policies } = await requireContent(join(cwd, 'content'));
      expect(site).toMatchObject({
        schema: 1,
        name: 'Birch & Co. GmbH',
        url: 'https://www.birch.example/legal/',
        from: 'Birch & Co. GmbH <legal@birch.example>',
        replyTo: 'legal@birch.example',
        mailer: 'outbox',
      });
      const wanted = noticeProfileSchema.parse({ since: '1', ...choice.profile, quote: choice.quote });
      expect(policies[0]?.settings.notice).toEqual([wanted]);
      const { period, applies, channels, heldData, optOut } = findPromise(
        policies[0]!.versions[0]!.document,
      ).profile;
      expect({ period, applies, channels, heldData, optOut }).toEqual({
        period: wanted.period,
        applies: wanted.applies,
        channels: wanted.channels,
        heldData: wanted.heldData,
        optOut: wanted.optOut,
      });
    },
  );

  test('a text with places to fill in is not locked', async () => {
    const cwd = folderOf({});
    await run(cwd, 'init', ...own);
    const { code, err } = await run(cwd, 'lock');
    expect(code).toBe(1);
    expect(err).toContain('places still to be filled in');
    expect(existsSync(join(cwd, 'content/versions.lock'))).toBe(false);
  });

  test('never writes over what is there, and moves it when told', async () => {
    const cwd = folderOf({ 'content/site.yaml': 'name: Sample\n', 'taken/x': '' });
    const refused = await run(cwd, 'init', ...own);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('is there already; nothing was changed');
    expect((await run(cwd, 'init', ...own, '--move-old', 'taken')).code).toBe(1);
    expect(readFileSync(join(cwd, 'content/site.yaml'), 'utf8')).toBe('name: Sample\n');
    const { code } = await run(cwd, 'init', ...own, '--move-old', 'sample');
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, 'sample/site.yaml'), 'utf8')).toBe('name: Sample\n');
    const made = readdirSync(join(cwd, 'content'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(made.length).toBeGreaterThan(3);
    // Nothing of the sample's company is left.
    expect(made.join('\n')).not.toMatch(/fernhill/i);
    expect(readdirSync(cwd).toSorted()).toEqual(['content', 'sample', 'taken']);
  });

  test.each([
    [[], '--name "Example Ltd" and --url'],
    [['--name', 'A', '--url', 'birch'], '--url: write the full address'],
    [[...own, '--promise', 'never'], '"never" is not known; write thirty-days'],
    [[...own, '--from', 'nobody'], '--from: write a sender such as'],
    [['--name', 'A', '--url', 'https://a.example', '--time-zone', 'Berlin'], 'not an IANA time zone'],
  ])('wrong words: %j', async (words, message) => {
    const cwd = folderOf({});
    const { code, err } = await run(cwd, 'init', ...words);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('a name with signs of YAML, Markdown and MDX in it', async () => {
    const cwd = folderOf({});
    const name = 'A: "B" #1 {c} *d* <e> & Söhne';
    expect((await run(cwd, 'init', ...own, '--name', name)).code).toBe(0);
    const { site, policies } = await requireContent(join(cwd, 'content'));
    expect(site.name).toBe(name);
    expect(JSON.stringify(policies[0]?.versions[0]?.document)).toContain(JSON.stringify(name).slice(1, -1));
  });
});

test('at a terminal only what is missing is asked, with an answer proposed', async () => {
  const asked: string[] = [];
  const answer = <T>(config: { message: string; default?: T }) => {
    asked.push(`${config.message} ${config.default ?? ''}`.trim());
    return Promise.resolve(config.default ?? ('x' as T));
  };
  const questions = { input: answer, select: () => Promise.resolve('posting') } as unknown as Parameters<
    typeof askSite
  >[4];
  const answers = await askSite(
    { name: 'Birch', url: 'https://birch.example' },
    () => ({ timeZone: 'UTC', from: 'f', replyTo: 'r' }),
    () => true,
    promiseChoices,
    questions,
  );
  expect(answers).toMatchObject({
    name: 'Birch',
    timeZone: 'UTC',
    from: 'f',
    replyTo: 'r',
    promise: 'posting',
  });
  expect(asked).toEqual([
    'The time zone in which days begin: UTC',
    'The sender of letters: f',
    'The address that people read: r',
  ]);
});
