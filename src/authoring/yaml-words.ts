import type { YAMLError } from 'yaml';
import type * as z from 'zod';
import { isDay } from '../policy/day.ts';
import { nearest } from './check/nearest.ts';

/** YAML's own messages are for programmers: here each says what stands there and what to write. */

interface Words {
  message: string;
  remedy: string;
}

/** Whoever puts the address of a database into a file is told so where its password does not stand. */
export const withoutSecrets = (text: string): string =>
  text.replace(/(:\/\/).*@[^\s"]*/gs, '$1…').replace(/(\bpassword\s*=).*/gis, '$1…');

/** A mistake of syntax; `rest` is the line from the place of the mistake on. */
export function yamlMistake(error: Pick<YAMLError, 'code' | 'message'>, rest: string): Words {
  const here = `"${rest.trim().slice(0, 30)}${rest.trim().length > 30 ? '…' : ''}"`;
  if (/call stack/.test(error.message))
    return {
      message: 'this is not YAML that can be read: it is nested too deeply',
      remedy: 'These files need three or four levels; look for a run of brackets or of ever deeper lines.',
    };
  const tight = /^[ -]*([\w-]+):["'[{]/.exec(rest)?.[1];
  if (tight && error.code === 'MULTILINE_IMPLICIT_KEY')
    return {
      message: `this is not YAML: a space is missing between ${tight}: and its value`,
      remedy: `Write it after the colon: ${tight}: "…"`,
    };
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        message:
          'this is not YAML: the value holds a colon and a space, so YAML takes its beginning for another field',
        remedy: 'Put the whole value in straight double quotes: summary: "Note: we ask …"',
      };
    case 'UNEXPECTED_TOKEN':
      return {
        message: `this is not YAML: the value ends before ${here}, and nothing may follow it`,
        remedy:
          'Most often a quote mark inside a quoted text ended it too early: write \\" for a quote mark inside double quotes, or use curly ones inside; an apostrophe needs double quotes around the text.',
      };
    case 'MISSING_CHAR':
      if (/^[\w-]+:(?: |$)/.test(rest.trim())) return yamlMistake({ ...error, code: 'BAD_INDENT' }, rest);
      return {
        message: `this is not YAML: ${rest.trim() === '' ? 'what was opened before the end of this line' : `what was opened at ${here}`} is not closed`,
        remedy:
          'Close what was opened: a straight quote mark ("), a bracket or a brace is missing at the end of a value above.',
      };
    case 'DUPLICATE_KEY':
      return {
        message:
          `this is not YAML: the field ${/^[\w-]+(?=:)/.exec(rest.trim())?.[0] ?? ''} stands twice`.replace(
            '  ',
            ' ',
          ),
        remedy: 'Take one of the two lines away.',
      };
    case 'TAB_AS_INDENT':
      return {
        message: 'this is not YAML: tabs are not allowed as indentation',
        remedy: 'Indent with spaces, two for each level.',
      };
    case 'BAD_INDENT':
      return {
        message: `this is not YAML: the line is indented otherwise than its neighbours (${here})`,
        remedy: 'Indent with two spaces for each level; entries of one list begin in the same column.',
      };
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        message: `this is not YAML: a line break or a missing colon at ${here}`,
        remedy:
          'Write field: value on one line, the value in straight double quotes; a text goes on in the next line only inside its quotes.',
      };
    default:
      return {
        message: `this is not YAML: ${error.message.split('\n')[0]?.replace(/ at line.*$/, '')}`,
        remedy:
          'Check indentation, colons and quotes (straight ones); put texts that hold : or # in double quotes.',
      };
  }
}

/** Quotes as word processors type them; YAML takes them for part of the text. */
const curly = /^[“”„«‘’‚]|[“”„»‘’]$/u;

/** What is wrong with a value, in words for people who write, not for programmers. */
export function valueMistake(issue: z.core.$ZodIssue, name: string): Words {
  const { input } = issue;
  const short = name.replace(/^.*\./, '');
  if (input === undefined && /missing|Invalid input/.test(issue.message))
    return { message: `"${name}" is missing`, remedy: `Add the line ${short}: ${exampleOf(issue)}` };
  if (typeof input === 'string' && curly.test(input) && /not a day|not a version/.test(issue.message))
    return {
      message: `${name}: the quotes around ${input} are curly, as word processors type them, and YAML takes them for text`,
      remedy: `Write straight ones: ${short}: "${input.replace(/^[“”„«‘’‚]+|[“”„»‘’]+$/gu, '')}"`,
    };
  if (/must be quoted text/.test(issue.message))
    return {
      message: `${name}: ${issue.message}`,
      // Not the value itself: YAML has made another of 31 February and of 1.10 already.
      remedy: `Put straight double quotes around it as it is written: ${short}: "…"`,
    };
  if (/not a day of the calendar/.test(issue.message) && typeof input === 'string')
    return dayMistake(name, input);
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
    const wanted = kinds[issue.expected] ?? issue.expected;
    return {
      message: `${name || 'file'}: this must be ${wanted}, and is ${found(input)}`,
      remedy: `Write ${wanted}.`,
    };
  }
  if (issue.code === 'invalid_value' && issue.message.startsWith('Invalid option')) {
    const near = typeof input === 'string' ? nearest(input, issue.values.map(String)) : undefined;
    return {
      message: `${name}: must be one of ${issue.values.map(String).join(', ')}, and is ${found(input)}`,
      remedy: near ? `Did you mean ${near}?` : `Write one of ${issue.values.map(String).join(', ')}.`,
    };
  }
  // `write …`, or `this is not …; write …`: what is wrong stands before, what to do behind.
  const told = /^(?:(.*); )?(write .+)$/su.exec(issue.message);
  return told
    ? {
        message: `${name || 'file'}: ${told[1] ?? `this cannot be ${found(input)}`}`,
        remedy: `${near(issue)}${told[2]!.replace(/^w/, 'W')}${told[2]!.endsWith('…') ? '' : '.'}`,
      }
    : { message: `${name || 'file'}: ${issue.message}`, remedy: `Correct ${name || 'the file'}.` };
}

/** `Did you mean privacy? `, for one of several words; `30 days` for a period is P30D. */
function near(issue: z.core.$ZodIssue): string {
  if (typeof issue.input !== 'string') return '';
  const days = /is not a period/.test(issue.message) && /^(\d+) ?(d|w|m|y)/i.exec(issue.input);
  const meant = days
    ? `P${days[1]}${days[2]!.toUpperCase()}`
    : issue.code === 'invalid_value' && nearest(issue.input.toLowerCase(), issue.values.map(String));
  return meant ? `Did you mean ${meant}? ` : '';
}

const kinds: Partial<Record<string, string>> = {
  boolean: 'true or false, without quotes',
  string: 'text in double quotes',
  array: 'a list, each entry on a line of its own that begins with "- "',
  object: 'fields in braces, as in { by: "…", on: "…" }, or indented below',
  number: 'a number',
};

const found = (input: unknown): string =>
  input === null || input === undefined
    ? 'empty'
    : Array.isArray(input)
      ? 'a list'
      : typeof input === 'object'
        ? 'a group of fields'
        : JSON.stringify(input);

function exampleOf(issue: z.core.$ZodIssue): string {
  const told = /write (?:for example )?("[^"]+"|P30D)/.exec(issue.message)?.[1];
  if (told) return told;
  return issue.code === 'invalid_type' && issue.expected === 'string' ? '"…"' : '…';
}

/** `31.2.2026`, `2026-02-31`: what is wrong with just this day, and the day that was probably meant. */
function dayMistake(name: string, text: string): Words {
  const short = name.replace(/^.*\./, '');
  const german = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  const meant = german && `${german[3]}-${german[2]!.padStart(2, '0')}-${german[1]!.padStart(2, '0')}`;
  if (meant && isDay(meant))
    return {
      message: `${name}: "${text}" is not a day of the calendar as it is written here`,
      remedy: `Days are written year-month-day: ${short}: "${meant}"`,
    };
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts && isDay(`${parts[1]}-${parts[2]}-01`)) {
    const last = Temporal.PlainYearMonth.from(`${parts[1]}-${parts[2]}`).daysInMonth;
    return {
      message: `${name}: "${text}" is not a day of the calendar: that month has ${last} days`,
      remedy: `Write a day that exists, such as "${parts[1]}-${parts[2]}-${last}".`,
    };
  }
  return {
    message: `${name}: "${text}" is not a day of the calendar`,
    remedy:
      'Write year-month-day in double quotes, such as "2026-12-31"; a month or "unknown" is for imported versions only.',
  };
}
