import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { policyYaml } from '../folder.ts';
import { companyFolder, customers, publish } from './company.ts';
import { ResendStandIn } from './resend-stand-in.ts';
import { runIn } from './running.ts';

async function company(list: string[], change = (settings: string) => settings) {
  const server = new ResendStandIn();
  const url = await server.start();
  const dir = await companyFolder(list);
  writeFileSync(join(dir, 'content/privacy/policy.yaml'), change(policyYaml));
  await publish(dir);
  const env = {
    RESEND_API_KEY: 're_test_key',
    RESEND_BASE_URL: url,
    PRENOTICE_LEDGER: join(dir, 'ledger.db'),
  };
  const run = (today: string, ...words: string[]) => {
    const common = ['--mailer', 'resend', '--today', today];
    const site = ['send', 'plan', 'status'].includes(words[0]!)
      ? ['--site', 'dist', '--recipients', 'list.csv']
      : [];
    return runIn(dir, [...words, ...common, ...site], env);
  };
  return { dir, server, run, env };
}

const rows = (list: string[]) => `id,email,name\n${list.join('\n')}\n`;

test('a reminder is counted alike by plan and status: those who were told and are still customers', async () => {
  const { dir, run, server } = await company(customers(4), (settings) =>
    settings.replace('period: P30D', 'period: P30D\n    reminder: P7D'),
  );
  await run('2026-12-01', 'send', '--yes');
  // One leaves, one is new.
  writeFileSync(join(dir, 'list.csv'), rows([...customers(4).slice(1), 'new,new@customer.example,Newt']));
  const both = async (today: string) => {
    const plan = (await run(today, 'plan', '--json')).json();
    const status = (await run(today, 'status', '--json')).json();
    const isReminder = (notice: { kind: string }) => notice.kind === 'reminder';
    return [plan.notices.find(isReminder).recipients, status.notices.find(isReminder).counts.pending];
  };
  expect(await both('2026-12-05')).toEqual([3, 3]);
  // Whoever left is kept in the record of what was sent.
  const advance = (await run('2026-12-05', 'status', '--json')).json().notices[0];
  expect(advance).toMatchObject({ kind: 'advance', counts: { accepted: 4 }, inTime: 4 });
  expect((await run('2026-12-05', 'status', '--explain', 'c0')).code).toBe(0);
  await server.stop();
});

describe('after a withdrawal', () => {
  test('nobody is late or unreached any more, and the worklist is empty but for corrections', async () => {
    const { dir, run, server } = await company([...customers(2), 'x,,Nobody']);
    await run('2026-12-01', 'send', '--yes', '--limit', '1');
    const before = await run('2026-12-20', 'status', '--json', '--fail-on', 'late,unreached');
    expect(before.code).toBe(1);
    expect(before.json().notices[0]).toMatchObject({ late: 1, unreached: 1, withdrawn: false });
    const who = ['--reason', 'A wrong period', '--by', 'Ilse Brandt'];
    expect((await run('2026-12-20', 'withdraw', 'privacy', '2', ...who)).out).toContain(
      '1 person has been written to and gets a correction with the next `send`; 1 who still wait for the first letter get none',
    );
    await publish(dir);
    expect((await run('2026-12-20', 'plan', '--json')).json().notices).toMatchObject([
      { kind: 'correction', recipients: 1 },
    ]);
    await run('2026-12-20', 'send', '--yes');
    expect(server.taken.map((mail) => mail.subject.replace(/ \(ref.*/, ''))).toEqual([
      'Fernhill Software GmbH: Privacy notice changes on 15 January 2027',
      'Fernhill Software GmbH: correction, Privacy notice does not change as announced for 15 January 2027',
    ]);
    const after = await run('2026-12-20', 'status', '--json', '--fail-on', 'late,unreached');
    expect(after.code).toBe(0);
    expect(after.json().notices).toMatchObject([
      { kind: 'advance', late: 0, unreached: 0, withdrawn: true },
      { kind: 'correction', counts: { accepted: 1 }, withdrawn: false },
    ]);
    expect((await run('2026-12-20', 'status', '--worklist')).out.trim().split('\r\n')).toHaveLength(1);
    await server.stop();
  });
});

test('a policy is judged by the day in its own zone', async () => {
  const { dir, run, server, env } = await company(
    customers(2),
    (settings) => `${settings}timeZone: Pacific/Auckland\n`,
  );
  // 12:00 UTC on 30 November is 1 December in Auckland and 30 November in Berlin.
  const late = await runIn(
    dir,
    ['plan', '--real-day', '--json', '--recipients', 'list.csv'],
    {},
    '2026-11-30T12:00:00.000Z',
  );
  expect(late.json()).toMatchObject({
    today: '2026-11-30',
    notices: [{ today: '2026-12-01', due: '2026-12-01', version: '2' }],
  });
  // 16 December is the last day in time. When it is over in Auckland, it does not help that it lasts in Berlin.
  await run('2026-12-01', 'send', '--yes', '--limit', '1');
  const words = ['send', '--yes', '--mailer', 'resend', '--site', 'dist', '--recipients', 'list.csv'];
  const sent = await runIn(dir, [...words, '--real-day'], env, '2026-12-16T12:00:00.000Z');
  expect(sent).toMatchObject({ code: 0 });
  expect(sent.out).toContain('1 late');
  expect(server.taken[1]?.text).toContain('This letter reaches you later than it should have');
  expect((await run('2026-12-17', 'status', '--json')).json().notices[0]).toMatchObject({
    inTime: 1,
    late: 1,
  });
  await server.stop();
});
