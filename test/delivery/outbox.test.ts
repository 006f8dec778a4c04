import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { csvRow, maskAddress, maskAddresses, safeName } from '../../src/delivery/hostile-text.ts';
import { asEml, outboxMailer } from '../../src/delivery/mailer-outbox.ts';
import type { Message } from '../../src/delivery/ports.ts';
import { folderOf } from '../folder.ts';

const message: Message = {
  reference: 'AAAA-BBBB-CCCC-DDDD',
  letter: '2027-01-15-advance-privacy-3.1',
  recipientId: 'C-1001',
  from: 'Fernhill Legal <legal@notices.fernhill.example>',
  replyTo: 'privacy@fernhill.example',
  to: 'anna@customer.example',
  subject: 'Changes to our privacy notice (reference AAAA-BBBB-CCCC-DDDD)',
  html: '<p>Grüße</p>',
  text: 'Grüße',
  date: '2026-12-01T09:00:00Z',
};

test.each(['../../x', 'CON', 'con', 'a/b\\c', '.', '', 'x'.repeat(900), 'ü', 'C-1001'])(
  'the id %j stays inside the letter’s folder',
  async (recipientId) => {
    const dir = folderOf({});
    const [outcome] = await outboxMailer(dir).send([{ ...message, recipientId }], 'k');
    expect(outcome!.kind).toBe('accepted');
    const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
    expect(files.map((f) => relative(dir, f.parentPath))).toEqual([
      '2027-01-15-advance-privacy-3.1',
      '2027-01-15-advance-privacy-3.1',
    ]);
    expect(files.map((f) => f.name).sort()).toEqual([
      `${safeName(recipientId)}.eml`,
      `${safeName(recipientId)}.html`,
    ]);
    for (const { name } of files) expect(name).toMatch(/^[a-z0-9-]{1,60}\.(eml|html)$/);
  },
);

test('ids that differ in case only get files that differ more', () => {
  expect(safeName('con').toLowerCase()).not.toBe(safeName('CON').toLowerCase());
});

test('a letter id could not leave the folder either', async () => {
  const dir = folderOf({});
  await outboxMailer(join(dir, 'outbox')).send([{ ...message, letter: '../../etc' }], 'k');
  expect(readdirSync(dir)).toEqual(['outbox']);
});

test('the same letter is the same bytes; headers, two parts, no room for a second header', async () => {
  const hostile = { ...message, subject: 'Hello\r\nBcc: evil@customer.example', to: 'anna@customer.example' };
  const eml = Buffer.from(await asEml(hostile)).toString();
  expect(Buffer.from(await asEml(hostile)).toString()).toBe(eml);
  const [head] = eml.split('\r\n\r\n');
  expect(head).toContain('From: Fernhill Legal <legal@notices.fernhill.example>');
  expect(head).toContain('To: anna@customer.example');
  expect(head).toContain('Reply-To: privacy@fernhill.example');
  expect(head).toContain('Message-ID: <aaaa-bbbb-cccc-dddd@notices.fernhill.example>');
  expect(head).toContain('Date: Tue, 01 Dec 2026 09:00:00 +0000');
  expect(head).toContain('Content-Type: multipart/alternative');
  expect(head).not.toMatch(/^Bcc:/m);
  expect(eml.indexOf('text/plain')).toBeLessThan(eml.indexOf('text/html'));
});

test('a folder that cannot be written stops the run and blames nobody', async () => {
  const dir = folderOf({ file: 'not a folder' });
  const [outcome] = await outboxMailer(join(dir, 'file')).send([message], 'k');
  expect(outcome).toMatchObject({ kind: 'stopped', why: 'not-reachable' });
});

test('the HTML file is what the letter’s HTML part says', async () => {
  const dir = folderOf({});
  const [outcome] = await outboxMailer(dir).send([message], 'k');
  const file = outcome!.kind === 'accepted' ? outcome!.id.replace(/\.eml$/, '.html') : '';
  expect(readFileSync(file, 'utf8')).toBe(message.html);
});

test('cells for spreadsheets hold no formula; addresses in logs are masked', () => {
  expect(csvRow(['=HYPERLINK("x")', '+1', 'a,b', 'plain', null, 3])).toBe(
    '"\'=HYPERLINK(""x"")",\'+1,"a,b",plain,,3\r\n',
  );
  expect(maskAddress('anna@customer.example')).toBe('a…@c….example');
  expect(maskAddress('nonsense')).toBe('…');
  expect(maskAddresses('550 5.1.1 <anna@customer.example>: user anna@customer.example unknown')).toBe(
    '550 5.1.1 <a…@c….example>: user a…@c….example unknown',
  );
  expect(maskAddresses('C-1001')).toBe('C-1001');
});
