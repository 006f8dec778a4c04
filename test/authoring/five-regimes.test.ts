import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { splitFrontMatter } from '../../src/authoring/front-matter.ts';
import type { Notice } from '../../src/notice/plan.ts';
import { folderOf } from '../folder.ts';
import { sharedPath } from '../shared.ts';

/**
 * The five real policies through a change, each under its own regime, by the commands alone: import, a second version
 * written here (the imported text and a clause of ours), check, plan.
 */
const seeds = sharedPath('policies', 'seeds');

/** Of three customers one opted out of legal mail. */
const recipients =
  'id,email,legalMail\na,ada@fernhill.example,\nb,bob@fernhill.example,no\nc,cyd@fernhill.example,\n';

const sharing =
  '## Insurance partners\n\nWe share the names and the payment history of our users with insurance companies.';
const merger =
  '## Use by Birch Ltd\n\nAfter our merger with Birch Ltd, Birch will use Personal Information collected before the merger to train machine learning models.';
const typing = '\n\nPlease write to us if any thing here is unclear to you.';
const agree = 'consent: { url: "https://example.com/agree" }\n';

async function command(
  dir: string,
  ...words: string[]
): Promise<{ code: number; json: Record<string, unknown> }> {
  let out = '';
  const world = { env: {}, cwd: dir, stderr: { write: () => true }, now: () => '2026-12-01T09:00:00Z' };
  const code = await main([...words, '--content', join(dir, 'content'), '--json'], {
    ...world,
    stdout: { write: (text: string) => (out += text) },
  });
  return { code, json: JSON.parse(out) };
}

interface Change {
  effective: string;
  text: string;
  front?: string;
  published?: string;
}

/** Imports the seed whose name begins so, and writes a second version: the same text, and ours below. */
async function carried(seed: string, change: Change, edit: (policyYaml: string) => string = (text) => text) {
  const dir = folderOf({ 'recipients.csv': recipients });
  const file = readdirSync(seeds ?? '').find((name) => name.startsWith(seed)) ?? '';
  expect((await command(dir, 'import', `${seeds}/${file}`, '--policy', 'privacy')).code).toBe(0);
  const folder = join(dir, 'content/privacy');
  const { yaml, body } = splitFrontMatter(readFileSync(join(folder, '1.mdx'), 'utf8'));
  const layers = yaml
    .replace(/^(version|published|effective):.*\n/gm, '')
    .replace(/^imported:\n(?: {2}.*\n?)*/gm, '');
  const front = `version: "2"\npublished: "${change.published ?? '2026-12-01'}"\neffective: "${change.effective}"\napproved: { by: "A. Lawyer", on: "2026-11-28" }\n${change.front ?? ''}${layers}`;
  writeFileSync(
    join(folder, '2.mdx'),
    `---\n${front.trimEnd()}\n---\n${body.trimEnd()}\n\n${change.text.trim()}\n`,
  );
  const policyYaml = join(folder, 'policy.yaml');
  writeFileSync(policyYaml, edit(readFileSync(policyYaml, 'utf8')));
  const check = await command(dir, 'check', '--today', '2026-12-01');
  const problems = (check.json.problems as { rule: string; severity: string }[]).filter(
    ({ severity }) => severity === 'error',
  );
  const plan = await command(
    dir,
    'plan',
    '--today',
    '2026-12-01',
    '--recipients',
    join(dir, 'recipients.csv'),
  );
  const [notice] = plan.json.notices as Notice[];
  return { errors: problems.map(({ rule }) => rule), code: plan.code, notice };
}

describe.skipIf(seeds === null)('five regimes', { timeout: 60_000 }, () => {
  test('000: every change waits 30 days; data collected before stays under the old text', async () => {
    const material = await carried('000', { effective: '2026-12-31', text: sharing });
    expect(material).toMatchObject({
      errors: [],
      code: 0,
      notice: {
        class: 'material',
        period: 'P30D',
        applies: 'all',
        recipients: 3,
        due: '2026-12-01',
        deadline: '2026-12-01',
        lawful: true,
      },
    });
    const early = await carried('000', { effective: '2026-12-30', text: sharing });
    expect(early).toMatchObject({
      errors: ['period-broken'],
      code: 1,
      notice: { lawful: false, earliestLawfulEffective: '2026-12-31' },
    });
    const small = await carried('000', { effective: '2026-12-31', text: typing });
    expect(small).toMatchObject({
      errors: [],
      code: 0,
      notice: { recipients: 0, letter: null, due: null, lawful: true },
    });
    expect(['editorial', 'minor']).toContain(small.notice?.class);
    const smallEarly = await carried('000', { effective: '2026-12-15', text: typing });
    expect(smallEarly).toMatchObject({
      errors: ['period-broken'],
      code: 1,
      notice: { recipients: 0, lawful: false, earliestLawfulEffective: '2026-12-31' },
    });
  });

  test('001: posted before effect, no period; a letter is the team’s choice', async () => {
    const mailed = await carried('001', { effective: '2026-12-05', text: sharing });
    expect(mailed).toMatchObject({
      errors: [],
      code: 0,
      notice: {
        class: 'material',
        period: 'P0D',
        applies: 'material',
        recipients: 3,
        deadline: '2026-12-04',
        lawful: true,
      },
    });
    const posted = await carried('001', { effective: '2026-12-05', text: sharing }, (yaml) =>
      yaml.replace(/^ *- "email"\n/m, ''),
    );
    expect(posted).toMatchObject({
      errors: [],
      code: 0,
      notice: {
        class: 'material',
        channels: { any: ['site'] },
        recipients: 0,
        letter: null,
        due: null,
        lawful: true,
      },
    });
  });

  test('002: data already held put to new use after a merger asks for a yes', async () => {
    const consent = await carried('002', { effective: '2026-12-20', text: merger, front: agree });
    expect(consent).toMatchObject({
      errors: [],
      code: 0,
      notice: { class: 'consent', period: 'P0D', recipients: 3, due: '2026-12-01', lawful: true },
    });
    const nowhere = await carried('002', { effective: '2026-12-20', text: merger });
    expect(nowhere.errors).toEqual(['consent-place-missing']);
  });

  test('003: effective as posted, no letter', async () => {
    const posted = await carried('003', { effective: '2026-12-01', text: sharing });
    expect(posted).toMatchObject({
      errors: [],
      code: 0,
      notice: {
        class: 'material',
        period: 'P0D',
        applies: 'all',
        channels: { any: ['site'] },
        recipients: 0,
        letter: null,
        due: null,
        lawful: true,
      },
    });
  });

  test('004: who opted out of legal mail is told by the site', async () => {
    const material = await carried('004', { effective: '2026-12-10', text: sharing });
    expect(material).toMatchObject({
      errors: [],
      code: 0,
      notice: { class: 'material', recipients: 2, optedOut: 1, lawful: true },
    });
  });
});
