import { domainToASCII } from 'node:url';
import * as z from 'zod';
import type { Recipient } from '../notice/recipient.ts';
import { isDay } from '../policy/day.ts';
import { cleanLine, isHostileLine } from './hostile-text.ts';

/** The columns of a recipient list. Only `id` and `email` can make a row useless; the rest is left out with a remark. */
export const columns = [
  'id',
  'email',
  'name',
  'locale',
  'segments',
  'joined',
  'legalMail',
  'fallbackEmail',
] as const;
export type Column = (typeof columns)[number];

const addressSchema = z.email();

const cell = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .transform((value) => (value === null ? '' : String(value)));

/** A JSON line may give numbers, booleans and a list of segments where a CSV cell gives text. */
const jsonRowSchema = z.object({
  id: cell.default(''),
  email: cell.default(''),
  name: cell.default(''),
  locale: cell.default(''),
  segments: z.union([z.array(z.string()).transform((list) => list.join(';')), cell]).default(''),
  joined: cell.default(''),
  legalMail: cell.default(''),
  fallbackEmail: cell.default(''),
});

const noCells: Record<Column, string> = {
  id: '',
  email: '',
  name: '',
  locale: '',
  segments: '',
  joined: '',
  legalMail: '',
  fallbackEmail: '',
};

export interface ReadRow {
  /** Null when not even the id is usable. With `email: ''` there is no usable address. */
  recipient: Recipient | null;
  /** Why the row is set aside; the recipient, if there is one, can only be told by the site. */
  rejected: string | null;
  /** What was neutralised or left out while the row stands. */
  remarks: string[];
}

/** The address as it can be mailed, the domain in ASCII; null when it cannot be one (RFC 5321 lengths). */
export function readAddress(text: string): string | null {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1) return null;
  const domain = trimmed.slice(at + 1);
  const ascii = /^[\x21-\x7e]+$/.test(domain) ? domain : domainToASCII(domain);
  const address = `${trimmed.slice(0, at)}@${ascii}`;
  return address.length <= 254 && at <= 64 && addressSchema.safeParse(address).success ? address : null;
}

/** Checks a row of JSON Lines. */
export function readJsonRow(raw: unknown): ReadRow {
  const parsed = jsonRowSchema.safeParse(raw);
  if (parsed.success) return readRow(parsed.data);
  const field = parsed.error.issues[0]!.path.join('.') || 'the row';
  return { recipient: null, rejected: `${field} is not a plain value`, remarks: [] };
}

/** Checks a row of text cells; absent cells are empty. */
export function readRow(cells: Partial<Record<Column, string>>): ReadRow {
  const row = { ...noCells, ...cells };
  const remarks: string[] = [];
  const id = row.id.trim();
  if (id === '') return { recipient: null, rejected: 'the id is missing', remarks };
  if (id.length > 1000)
    return { recipient: null, rejected: 'the id is longer than 1,000 characters', remarks };
  if (isHostileLine(id)) {
    return {
      recipient: null,
      rejected: 'the id has a line break, a control character or a direction mark',
      remarks,
    };
  }
  // Half a surrogate pair is written down as another sign, and would not be found again.
  if (id.includes('\ufffd') || !id.isWellFormed())
    return { recipient: null, rejected: 'the id is not UTF-8; save the list as UTF-8', remarks };

  const recipient: Recipient = { id, email: '', segments: [], optedOut: false };
  const name = cleanLine(row.name);
  if (name.includes('\ufffd')) remarks.push('the name is not UTF-8 and left out; save the list as UTF-8');
  else if (name !== '') recipient.name = name;
  if (isHostileLine(row.name))
    remarks.push('the name has a line break, a control character or a direction mark; taken out');
  else if ([...row.name.trim()].length > 120) remarks.push('the name is longer than 120 characters; cut');
  else if (/[<>]/.test(name)) remarks.push('the name has markup; shown as plain characters');

  if (row.locale.trim() !== '') {
    try {
      recipient.locale = canonicalLocale(row.locale.trim());
    } catch {
      remarks.push(
        `locale ${JSON.stringify(cleanLine(row.locale, 20))} is not a language tag; the site's language is used`,
      );
    }
  }
  recipient.segments = row.segments
    .split(';')
    .map((s) => s.trim())
    .filter((s) => s !== '');
  const joined = row.joined.trim();
  if (isDay(joined)) recipient.joined = joined;
  else if (joined !== '')
    remarks.push(`joined ${JSON.stringify(cleanLine(joined, 20))} is not a day (YYYY-MM-DD); left out`);
  const legalMail = row.legalMail.trim().toLowerCase();
  if (['no', 'false', '0'].includes(legalMail)) recipient.optedOut = true;
  else if (!['', 'yes', 'true', '1'].includes(legalMail)) {
    remarks.push(`legalMail ${JSON.stringify(cleanLine(legalMail, 20))} is neither yes nor no; read as yes`);
  }
  if (row.fallbackEmail.trim() !== '') {
    const fallback = readAddress(row.fallbackEmail);
    if (fallback) recipient.fallbackEmail = fallback;
    else remarks.push('fallbackEmail is not a mail address; left out');
  }

  const email = readAddress(row.email);
  if (email) return { recipient: { ...recipient, email }, rejected: null, remarks };
  if (recipient.fallbackEmail) {
    remarks.push(
      `${row.email.trim() === '' ? 'no address' : 'the address is not a mail address'}; the fallback address is used`,
    );
    return { recipient: { ...recipient, email: recipient.fallbackEmail }, rejected: null, remarks };
  }
  // The line tells which row; the address itself has no business in a log.
  const rejected = row.email.trim() === '' ? 'the address is missing' : 'the address is not a mail address';
  return { recipient, rejected, remarks };
}

const locales = new Map<string, string>();

/** @throws RangeError for what is no language tag. A list says the same few over and over. */
function canonicalLocale(tag: string): string {
  let locale = locales.get(tag);
  if (locale === undefined) {
    locale = Intl.getCanonicalLocales(tag)[0]!;
    if (locales.size < 1000) locales.set(tag, locale);
  }
  return locale;
}
