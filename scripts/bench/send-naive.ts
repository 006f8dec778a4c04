/**
 * What one would write without this project: the whole list in memory, one letter with a hole for the name, and a loop
 * over `resend.batch.send`. Remembers nothing. `node send-naive.ts LIST LETTER.json`.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Resend } from 'resend';

const [list, letter] = process.argv.slice(2) as [string, string];
const { subject, html, text } = JSON.parse(readFileSync(letter, 'utf8')) as Record<
  'subject' | 'html' | 'text',
  string
>;
const rows = parse(readFileSync(list), { columns: true }) as { email: string; name: string }[];
const resend = new Resend(process.env.RESEND_API_KEY);
for (let at = 0; at < rows.length; at += 100) {
  const { error } = await resend.batch.send(
    rows.slice(at, at + 100).map(({ email, name }) => ({
      from: 'Fernhill Legal <legal@notices.fernhill.example>',
      to: [email],
      subject,
      html: html.replace('Hello', `Hello ${name}`),
      text: text.replace('Hello', `Hello ${name}`),
    })),
  );
  if (error) throw new Error(error.message);
}
