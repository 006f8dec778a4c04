import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, onTestFinished, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { requireContent } from '../../src/authoring/read-content.ts';
import { noticeJson } from '../../src/export/notice-json.ts';
import { viewPolicy } from '../../src/export/policy-view.ts';
import { jsonSchema, type SchemaName, schemas } from '../../src/export/schemas/schemas.ts';
import { sampleDir } from '../sample-folder.ts';

/** Judges as anybody would who took the published schema. */
function validate(name: SchemaName, document: unknown): string {
  const ajv = addFormats.default(new Ajv2020({ allErrors: true, strict: true }));
  const check = ajv.compile(jsonSchema(name, 'https://example.com/legal/'));
  return check(document) ? '' : ajv.errorsText(check.errors);
}

function folder(): string {
  const work = mkdtempSync(join(tmpdir(), 'prenotice-schemas-'));
  onTestFinished(() => rmSync(work, { recursive: true, force: true }));
  writeFileSync(
    join(work, 'old.md'),
    '# Notice\n\n## 1. Logs\n\nWe keep logs for 30 days.\n\n## 2. Gone\n\nWe share nothing.\n',
  );
  writeFileSync(
    join(work, 'new.md'),
    '# Notice\n\n## 1. Logs\n\nWe keep logs for 90 days.\n\n## 3. New\n\n“Usage data” means data about use.\n',
  );
  return work;
}

/** What a command prints with --json. */
async function printed(work: string, ...words: string[]): Promise<unknown> {
  let stdout = '';
  await main([...words, '--json'], {
    env: { ...process.env, PRENOTICE_CONTENT: undefined, PRENOTICE_TODAY: undefined },
    cwd: work,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: () => true },
    now: () => '2026-12-02T12:00:00Z',
  });
  return JSON.parse(stdout);
}

const sample = ['--content', sampleDir];
const day = ['--today', '2026-12-02'];
const commands: Partial<Record<SchemaName, string[]>> = {
  check: ['check', ...sample],
  import: ['import', 'new.md', '--policy', 'imported', '--content', 'own'],
  redline: ['redline', 'old.md', 'new.md'],
  assess: ['assess', 'old.md', 'new.md'],
  plan: ['plan', ...sample, ...day],
  status: ['status', ...sample, ...day],
};

describe('the published schemas', () => {
  test.each(Object.entries(commands) as [SchemaName, string[]][])(
    'hold what %s prints',
    async (name, words) => {
      const document = await printed(folder(), ...words);
      expect(validate(name, document)).toBe('');
      expect(schemas[name].safeParse(document).success).toBe(true);
    },
  );

  test('hold notice.json of every policy, on the eve of a change and after it', async () => {
    const { site, policies } = await requireContent(sampleDir);
    for (const today of ['2024-04-01', '2026-12-02', '2027-02-01'])
      for (const policy of policies) {
        const view = viewPolicy(policy, site.url, today);
        expect(validate('notice', noticeJson(view)), `${policy.slug} on ${today}`).toBe('');
      }
  });

  test('refuse documents that lack a field or give another kind of value', async () => {
    const { site, policies } = await requireContent(sampleDir);
    const good = noticeJson(viewPolicy(policies[0]!, site.url, '2026-12-02'));
    const { upcoming: _upcoming, ...without } = good;
    expect(validate('notice', without)).toContain("must have required property 'upcoming'");
    expect(validate('notice', { ...good, asOf: '2 December 2026' })).toContain('asOf');
    expect(validate('notice', { ...good, added: 'later' })).toBe('');
    for (const name of Object.keys(schemas) as SchemaName[]) expect(validate(name, {}), name).not.toBe('');
  });
});
