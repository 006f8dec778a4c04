import * as z from 'zod';

/** Pieces that several documents share. Objects are loose: fields may be added to a document, none is taken away. */

export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .describe('A calendar day, YYYY-MM-DD.');

export const looseDay = z
  .string()
  .regex(/^(unknown|\d{4}(-\d{2}(-\d{2})?)?)$/)
  .describe('A day; for imported versions perhaps a month, a year or "unknown".');

export const versionNumber = z
  .string()
  .regex(/^\d+(\.\d+)*$/)
  .describe('Number of a version, such as "4" or "3.1".');

export const changeClass = z
  .enum(['editorial', 'minor', 'material', 'consent'])
  .describe('How much a change matters, in rising order.');

export const count = z.int().min(0);

export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, hexadecimal.');

export const noticeKind = z.enum(['advance', 'reminder', 'correction']);

export const period = z.string().describe('ISO 8601 duration, such as P30D or P1M.');

const channel = z.enum(['email', 'site', 'service', 'post']);
export const channels = z
  .union([z.object({ any: z.array(channel) }), z.object({ all: z.array(channel) })])
  .describe('Ways of telling that keep the promise: any one of them, or all of them.');

/** A value of the old text and of the new one; null on the side where there is nothing. */
export const sides = z.looseObject({ old: z.string().nullable(), new: z.string().nullable() });

export const changeKind = z.enum([
  'added',
  'removed',
  'changed',
  'moved',
  'split',
  'merged',
  'renumbered',
  'format',
  'link',
]);
