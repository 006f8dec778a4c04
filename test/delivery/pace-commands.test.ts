import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { companyFolder, customers, secondVersion } from './company.ts';

async function run(dir: string, today: string, ...words: string[]) {
  let out = '';
  const place = ['--content', join(dir, 'content'), '--outbox', join(dir, 'outbox')];
  const code = await main(
    [...words, ...place.slice(0, words[0] === 'check' ? 2 : 4), '--today', today, '--json'],
    {
      env: { NO_COLOR: '1' },
      cwd: dir,
      stdout: { write: (text) => (out += text) },
      stderr: { write: () => undefined },
      now: () => `${today}T10:00:00.000Z`,
    },
  );
  return { code, json: JSON.parse(out) };
}

/** Announced on 1 December for 15 January, so letters are in time until 16 December: 16 days. */
async function company(people: number, sending: string): Promise<string> {
  const dir = await companyFolder(customers(people));
  appendFileSync(join(dir, 'content/site.yaml'), `recipients: ../list.csv\nsending: ${sending}\n`);
  return dir;
}

test('plan counts with the limit per day, and the deadline stays', async () => {
  const dir = await company(200, '{ perDay: 20 }');
  const { code, json } = await run(dir, '2026-12-01', 'plan');
  expect(code).toBe(0);
  // Ten days: the last of them is the deadline.
  expect(json.notices[0]).toMatchObject({
    recipients: 200,
    startBy: '2026-12-07',
    deadline: '2026-12-16',
    lawful: true,
  });
  const warming = await company(200, '{ perDay: 100, warmUp: [5, 10] }');
  expect((await run(warming, '2026-12-01', 'plan')).json.notices[0]).toMatchObject({ startBy: '2026-12-13' });
});

test('check refuses an effective day that cannot be met at that pace', async () => {
  const dir = await company(200, '{ perDay: 20 }');
  expect(
    (await run(dir, '2026-12-01', 'check')).json.problems.filter(
      (p: { severity: string }) => p.severity === 'error',
    ),
  ).toEqual([]);
  const slow = await company(200, '{ perDay: 10 }');
  const { code, json } = await run(slow, '2026-12-01', 'check');
  expect(code).toBe(1);
  expect(json.problems[0]).toMatchObject({ rule: 'rate-too-slow', severity: 'error', line: 4 });
  expect(json.problems[0].file).toMatch(/privacy[\\/]2\.mdx$/);
  expect(json.problems[0].message).toContain('200 letters take 20 days');
  // Days later nobody without the ledger knows whether the letters have begun.
  expect(
    (await run(dir, '2026-12-14', 'check')).json.problems.map((p: { rule: string }) => p.rule),
  ).not.toContain('rate-too-slow');
});

/** The days themselves are counted in test/notice/plan-notices.test.ts. */
test('200,000 customers at 10,000 a day need 49 days before effect: check refuses 48', async () => {
  const dir = await companyFolder([], secondVersion().replace('2027-01-15', '2027-01-18'));
  let rows = 'id,email\n';
  for (let i = 0; i < 200_000; i++) rows += `${i},${i}@customer.example\n`;
  writeFileSync(join(dir, 'list.csv'), rows);
  appendFileSync(join(dir, 'content/site.yaml'), 'recipients: ../list.csv\nsending: { perDay: 10000 }\n');
  const { code, json } = await run(dir, '2026-12-01', 'check');
  expect(code).toBe(1);
  expect(json.problems[0].message).toContain('200,000 letters take 20 days');
});

test('a limit that is none is refused by its place', async () => {
  const dir = await company(1, '{ perDay: 0, rate: -1 }');
  const { code, json } = await run(dir, '2026-12-01', 'check');
  expect(code).toBe(1);
  expect(json.problems.map((p: { remedy: string }) => p.remedy).join()).toMatch(
    /1 letter or more.*requests a second|requests a second.*1 letter or more/s,
  );
});
