import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { companyFolder, customers, publish } from './company.ts';
import { runIn } from './running.ts';

const list = ['--recipients', 'list.csv'];
const who = ['--reason', 'The period for invoices was wrong', '--by', 'Ilse Brandt'];
const settings = (dir: string) => readFileSync(join(dir, 'content/privacy/policy.yaml'), 'utf8');
const emls = (dir: string) =>
  (readdirSync(join(dir, 'outbox'), { recursive: true }) as string[]).filter((f) => f.endsWith('.eml'));

describe('withdraw', () => {
  test('writes one line, and those who were told get a correction, once', async () => {
    const dir = await companyFolder(customers(3));
    await runIn(dir, ['send', ...list]);
    const before = settings(dir);
    const done = await runIn(dir, ['withdraw', 'privacy', '2', ...who, '--today', '2026-12-03', '--json']);
    expect(done.code).toBe(0);
    expect(settings(dir)).toBe(
      `${before}withdrawn:\n  - { version: "2", on: "2026-12-03", reason: "The period for invoices was wrong", by: "Ilse Brandt" }\n`,
    );
    expect(done.json()).toMatchObject({
      policy: 'privacy',
      version: '2',
      inForce: '1',
      withdrawal: { on: '2026-12-03', by: 'Ilse Brandt' },
      files: [join(dir, 'content/privacy/policy.yaml')],
    });
    await publish(dir);
    const plan = await runIn(dir, ['plan', ...list, '--json', '--today', '2026-12-03']);
    expect(plan.json().notices).toMatchObject([{ version: '2', kind: 'correction', due: '2026-12-03' }]);
    const again = await runIn(dir, ['withdraw', 'privacy', '2', ...who, '--today', '2026-12-03']);
    expect(again).toMatchObject({ code: 1 });
    expect(again.err).toContain('was withdrawn on 3 December 2026 by Ilse Brandt already');
  });

  test('is refused for what has applied, for what nobody has seen, and without a reason or a name', async () => {
    const dir = await companyFolder(customers(1));
    const before = settings(dir);
    const inForce = await runIn(dir, ['withdraw', 'privacy', '2', ...who, '--today', '2027-01-15']);
    expect(inForce).toMatchObject({ code: 1 });
    expect(inForce.err).toContain('what has applied cannot be taken back');
    const early = await runIn(dir, ['withdraw', 'privacy', '2', ...who, '--today', '2026-11-20']);
    expect(early.err).toContain('nobody has seen it');
    expect(await runIn(dir, ['withdraw', 'privacy', '9', ...who])).toMatchObject({ code: 1 });
    expect(await runIn(dir, ['withdraw', 'privacy', '2', '--reason', 'x'])).toMatchObject({ code: 2 });
    expect(await runIn(dir, ['withdraw', 'privacy', '2', '--by', 'x', '--reason', ' '])).toMatchObject({
      code: 2,
    });
    expect(await runIn(dir, ['withdraw', 'cookies', '2', ...who])).toMatchObject({ code: 2 });
    expect(settings(dir)).toBe(before);
  });
});

describe('postpone', () => {
  test('is a withdrawal and a new number, without the approval of the old dates', async () => {
    const dir = await companyFolder(customers(2));
    const second = join(dir, 'content/privacy/2.mdx');
    writeFileSync(
      second,
      readFileSync(second, 'utf8').replace('We collect', 'From 15 January 2027 we collect'),
    );
    await publish(dir);
    await runIn(dir, ['send', ...list]);
    const words = ['postpone', 'privacy', '2', ...who, '--today', '2026-12-03'];
    const early = await runIn(dir, [...words, '--effective', '2027-01-15']);
    expect(early.err).toContain('is no postponement');
    expect((await runIn(dir, words)).err).toContain('the earliest lawful day is 2027-01-16');
    expect(await runIn(dir, [...words, '--effective', 'soon'])).toMatchObject({ code: 2 });
    expect(readdirSync(join(dir, 'content/privacy'))).toEqual(['1.mdx', '2.mdx', 'policy.yaml']);

    const done = await runIn(dir, [...words, '--effective', '2027-02-01']);
    expect(done).toMatchObject({ code: 0 });
    expect(done.out).toContain('approval was given for the old dates');
    expect(done.out).toContain('From 15 January 2027 we collect');
    expect(settings(dir)).toContain('version: "2", on: "2026-12-03"');
    const copy = readFileSync(join(dir, 'content/privacy/3.mdx'), 'utf8');
    const expected = readFileSync(second, 'utf8')
      .replace('version: "2"', 'version: "3"')
      .replace('"2026-12-01"', '"2026-12-03"')
      .replace('"2027-01-15"', '"2027-02-01"')
      .replace(/approved: .*\n/, '');
    expect(copy).toBe(expected);

    // The new number owes a letter of its own, which waits for an approval; the old one owes a correction.
    await publish(dir);
    const plan = await runIn(dir, ['plan', ...list, '--json', '--today', '2026-12-03']);
    const rows = plan.json().notices.map((n: Record<string, unknown>) => [n.version, n.kind, n.due]);
    expect(rows).toEqual([
      ['2', 'correction', '2026-12-03'],
      ['3', 'advance', '2026-12-03'],
    ]);
    expect(plan.out).toContain('approval-missing');
  });

  test('keeps the order of numbers where a later version is announced already', async () => {
    const dir = await companyFolder(customers(1));
    const second = readFileSync(join(dir, 'content/privacy/2.mdx'), 'utf8');
    writeFileSync(
      join(dir, 'content/privacy/3.mdx'),
      second.replace('version: "2"', 'version: "3"').replace('2027-01-15', '2027-06-01'),
    );
    const words = ['postpone', 'privacy', '2', ...who, '--effective', '2027-03-01', '--json'];
    expect((await runIn(dir, words)).json()).toMatchObject({ as: '2.1', effective: '2027-03-01' });
  });
});

test('a correction goes to those who were told and says what stays in force', async () => {
  const dir = await companyFolder(customers(2));
  await runIn(dir, ['send', ...list, '--limit', '1']);
  expect(emls(dir)).toHaveLength(1);
  const preview = () => runIn(dir, ['preview', 'privacy', '2', '--today', '2026-12-03']);
  await runIn(dir, ['withdraw', 'privacy', '2', ...who, '--today', '2026-12-03']);
  const out = (await preview()).out.replace(/\s+/g, ' ');
  expect(out).toContain('Version 1 stays in force');
  expect(out).toContain('The reason: The period for invoices was wrong.');
});

test('where a letter announced two policies and one is taken back, the outbox gets the correction, too', async () => {
  const dir = await companyFolder(customers(2));
  cpSync(join(dir, 'content/privacy'), join(dir, 'content/terms'), { recursive: true });
  await publish(dir);
  await runIn(dir, ['send', ...list]);
  expect(emls(dir)).toHaveLength(2);
  await runIn(dir, ['withdraw', 'privacy', '2', ...who, '--today', '2026-12-03']);
  await publish(dir);
  const sent = await runIn(dir, ['send', ...list, '--today', '2026-12-03']);
  expect(sent.out + sent.err).not.toContain('written anew');
  expect(emls(dir).filter((file) => file.includes('correction'))).toHaveLength(2);
});
