import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRecipients } from '../../src/delivery/recipients.ts';
import { SeenIds } from '../../src/delivery/seen-ids.ts';
import type { Recipient } from '../../src/notice/recipient.ts';
import { folderOf } from '../folder.ts';

async function read(text: string | Uint8Array, name = 'list.csv') {
  const dir = folderOf({});
  const file = join(dir, name);
  const { writeFile } = await import('node:fs/promises');
  await writeFile(file, text);
  const all = { recipients: [] as Recipient[], rejected: [] as string[], remarks: [] as string[] };
  for await (const group of readRecipients(file)) {
    all.recipients.push(...group.recipients);
    all.rejected.push(...group.rejected.map((r) => `${r.line} ${r.id ?? '-'}: ${r.reason}`));
    all.remarks.push(...group.remarks.map((r) => `${r.line} ${r.id ?? '-'}: ${r.reason}`));
  }
  return all;
}

const ids = (list: { recipients: Recipient[] }) => list.recipients.map((r) => r.id);

describe('CSV', () => {
  test('all columns, with a byte order mark, CRLF and quoted cells', async () => {
    const list = await read(
      '\ufeffid,email,name,locale,segments,joined,legalMail,fallbackEmail\r\n1,anna@customer.example,"Weiß, Anna",de-at,owner;shop,2026-12-05,no,office@customer.example\r\n',
    );
    expect(list).toEqual({
      recipients: [
        {
          id: '1',
          email: 'anna@customer.example',
          name: 'Weiß, Anna',
          locale: 'de-AT',
          segments: ['owner', 'shop'],
          joined: '2026-12-05',
          optedOut: true,
          fallbackEmail: 'office@customer.example',
        },
      ],
      rejected: [],
      remarks: [],
    });
  });

  test('bad rows are set aside by line and hide no other', async () => {
    const list = await read(
      [
        'id,email,name',
        '1,a@customer.example,A',
        '2,bad@@x,B',
        ',c@customer.example,C',
        '1,d@customer.example,D',
        '5,e@customer.example,"E',
        '6,f@customer.example,F',
        '7,g@customer.example,G,more',
        '8',
        '9,h@customer.example,H',
        '',
      ].join('\n'),
    );
    expect(list.rejected).toMatchInlineSnapshot(`
      [
        "3 2: the address is not a mail address",
        "4 -: the id is missing",
        "5 1: the id stands in the list already; this row is set aside",
        "6 -: a quotation mark is opened and never closed",
        "8 -: the row has 4 cells, the header 3; quote cells that have a comma",
        "9 -: the row has 1 cells of 3",
      ]
    `);
    // Somebody without a usable address is still somebody to be told: by the site, and then by a person.
    expect(list.recipients.map((r) => [r.id, r.email])).toEqual([
      ['1', 'a@customer.example'],
      ['2', ''],
      ['6', 'f@customer.example'],
      ['9', 'h@customer.example'],
    ]);
  });

  test('a file cut off in the middle of its last row', async () => {
    expect((await read('id,email,name\n1,a@customer.example,A\n2,b@customer')).rejected).toEqual([
      '3 -: the file ends in the middle of this row',
    ]);
    expect((await read('id,email,name\n1,a@customer.example,A\n2,b@customer.example,"B')).rejected).toEqual([
      '3 -: the file ends in the middle of this row',
    ]);
  });

  test('unknown columns and other delimiters', async () => {
    const list = await read('ID;E-Mail;email\n1;x;a@customer.example\n');
    expect(ids(list)).toEqual(['1']);
    expect(list.remarks[0]).toContain('unknown column `E-Mail`, not used');
  });

  test.each([
    ['name,email\nA,a@customer.example\n', /column `id` is missing; the first line has name, email/],
    ['', /is empty/],
    ['id,email,email\n', /`email` stands there twice/],
  ])('%j has no usable header', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test('other encodings are found out and named once', async () => {
    const list =
      'id,email,name\n1,a@customer.example,Jürgen\n2,b@customer.example,Zoë\n3,c@customer.example,Bo\n';
    const names = ['Jürgen', 'Zoë', 'Bo'];
    const utf16 = Buffer.from(list, 'utf16le');
    const bigEndian = Buffer.from(utf16).swap16();
    for (const bytes of [utf16, bigEndian, Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])]) {
      const read16 = await read(bytes);
      expect(read16.recipients.map((r) => r.name)).toEqual(names);
      expect(read16.remarks).toEqual(['1 -: the list is in UTF-16 and is read as such']);
    }
    const latin1 = await read(Buffer.from(list, 'latin1'));
    expect(latin1.recipients.map((r) => r.name)).toEqual(names);
    expect(latin1.remarks).toHaveLength(1);
    expect(latin1.remarks[0]).toMatch(/^2 -: this line is not UTF-8; .* Windows-1252 \(Latin-1\)/);
    // One line that somebody pasted from elsewhere spoils no other.
    const mixed = Buffer.concat([Buffer.from(list), Buffer.from('4,d@customer.example,Noël\n', 'latin1')]);
    expect((await read(mixed)).recipients.map((r) => r.name)).toEqual([...names, 'Noël']);
  });

  test('a character that was cut in two at the end is no other encoding', async () => {
    const cut = await read(Buffer.from('id,email,name\n1,a@customer.example,Zoë').subarray(0, -1));
    expect(cut.recipients[0]!.name).toBeUndefined();
    expect(cut.remarks).toEqual(['2 1: the name is not UTF-8 and left out; save the list as UTF-8']);
  });

  test.each<[string, Buffer | string, string]>([
    ['zero bytes', Buffer.alloc(1_000_000), 'it holds zero bytes'],
    ['a workbook', Buffer.from('504b03041400060008000000', 'hex'), 'a workbook or a ZIP archive'],
    ['a first line of 10 MB', `id,email,${'x'.repeat(10_000_000)}`, 'longer than 65,536 characters'],
    ['lines of an old Macintosh', 'id,email\rc1,c1@customer.example\r', 'a carriage return alone'],
  ])('%s: said as what it is', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test('a row of 10 MB and one of zero bytes are set aside by line, and hide no other', async () => {
    const long = `c2,${'x'.repeat(10_000_000)}@customer.example`;
    const { recipients, rejected } = await read(
      `id,email\nc1,c1@customer.example\n${long}\n${'\0'.repeat(100_000)}\nc4,c4@customer.example\n`,
    );
    expect(recipients.map(({ id }) => id)).toEqual(['c1', 'c4']);
    expect(rejected.map((row) => Number.parseInt(row, 10))).toEqual([3, 4]);
  });

  test('a line that never ends is set aside and what follows is read', async () => {
    const list = await read(`id,email\n1,${'x'.repeat(3_000_000)}\n2,b@customer.example\n`);
    expect(list.rejected).toEqual(['2 -: the line is longer than 65,536 characters']);
    expect(ids(list)).toEqual(['2']);
  });
});

describe('hostile values', () => {
  test.each([
    ['"Anna\r\nBcc: evil@customer.example"', 'Anna Bcc: evil@customer.example'],
    ['Anna\u202egnp.exe', 'Annagnp.exe'],
    ['Anna\u0000\u0007', 'Anna'],
    ['<b>Anna</b>', '<b>Anna</b>'],
    ['x'.repeat(5000), `${'x'.repeat(119)}…`],
  ])('the name %j', async (cell, name) => {
    const list = await read(`id,email,name\n1,a@customer.example,${cell}\n`);
    expect(list.recipients[0]!.name).toBe(name);
    expect(list.remarks).toHaveLength(1);
  });

  test('ids that are paths or reserved names stand; ids with control characters do not', async () => {
    const list = await read(
      `id,email\n../../x,a@customer.example\nCON,b@customer.example\n${'y'.repeat(900)},c@customer.example\n${'z'.repeat(1001)},d@customer.example\nq\u202ex,e@customer.example\n`,
    );
    expect(ids(list)).toEqual(['../../x', 'CON', 'y'.repeat(900)]);
    expect(list.rejected.map((r) => r.slice(-60))).toHaveLength(2);
  });

  test.each([
    'a@b',
    'a b@customer.example',
    'A <a@customer.example>',
    'a@customer.example,b@customer.example',
    `${'a'.repeat(65)}@customer.example`,
    'a@customer.example\u0000',
  ])('%j is no address', async (email) => {
    const list = await read(JSON.stringify({ id: '1', email }), 'list.jsonl');
    expect(list.recipients[0]!.email).toBe('');
    expect(list.rejected[0]).toContain('is not a mail address');
  });

  test('wrong values of the other columns are left out and the row stands', async () => {
    const list = await read(
      'id,email,locale,joined,legalMail,fallbackEmail\n1,a@customer.example,not a tag,31.12.2026,perhaps,nobody\n',
    );
    expect(list.recipients).toEqual([
      { id: '1', email: 'a@customer.example', segments: [], optedOut: false },
    ]);
    expect(list.remarks).toHaveLength(4);
  });
});

test('JSON Lines: numbers, lists, unknown fields once, lines that are no JSON', async () => {
  const list = await read(
    [
      '{"id":7,"email":"a@customer.example","segments":["owner"],"plan":"x"}',
      '{"id":8,"email":"b@customer.example","plan":"y","legalMail":false}',
      '[1]',
      '{"id":9,',
      '{"id":{"a":1},"email":"c@customer.example"}',
      '{"id":10,"email":"d@cust',
    ].join('\n'),
    'list.jsonl',
  );
  expect(list.recipients.map((r) => [r.id, r.segments, r.optedOut])).toEqual([
    ['7', ['owner'], false],
    ['8', [], true],
  ]);
  expect(list.remarks).toHaveLength(1);
  expect(list.rejected).toEqual([
    '3 -: the line is not a JSON object',
    '4 -: the line is not JSON',
    '5 -: id is not a plain value',
    '6 -: the file ends in the middle of this line',
  ]);
});

test('ids are told apart however many there are', () => {
  const seen = new SeenIds();
  const ids = Array.from({ length: 50_000 }, (_, i) => `id-${i}`);
  expect(ids.filter((id) => !seen.add(id))).toEqual([]);
  expect(ids.filter((id) => seen.add(id) || !seen.has(id))).toEqual([]);
  expect(ids.filter((id) => seen.has(`another ${id}`))).toEqual([]);
  expect(seen.size).toBe(50_000);
});
