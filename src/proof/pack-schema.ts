import * as z from 'zod';
import { linkKinds } from '../delivery/chain.ts';
import { isDay, isPeriod } from '../policy/day.ts';
import { packFormat } from './story.ts';

/** What `verify` needs of the documents in a pack; they have more. */

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.string().refine(isDay, 'is not a day');
const count = z.number().int().min(0);
const json = z.json();
const facts = z.record(z.string(), json);

export const manifestSchema = z.object({
  format: z.literal(packFormat),
  tool: z.string(),
  parts: z.array(z.object({ name: z.string(), bytes: count, sha256: hex })),
});

export const signatureSchema = z.object({
  algorithm: z.literal('Ed25519'),
  signs: z.literal('manifest.json'),
  publicKey: z.string(),
  signature: z.string(),
});

export const linkSchema = z.object({
  notice: z.string(),
  seq: count,
  prev: hex,
  kind: z.enum(linkKinds),
  at: z.string(),
  facts,
  count,
  root: hex,
  hash: hex,
  entries: z.array(
    z.object({
      public: facts,
      commitment: hex,
      salt: z
        .string()
        .regex(/^[0-9a-f]{32}$/)
        .optional(),
      private: facts.optional(),
    }),
  ),
});

const textFacts = z.object({
  version: z.string(),
  title: z.string(),
  published: z.string(),
  effective: z.string(),
  digest: hex,
  text: z.string(),
  source: z.string(),
});

const record = z.object({
  policy: z.string(),
  version: z.string(),
  kind: z.enum(['advance', 'reminder', 'correction']),
  letter: z.string(),
  class: z.enum(['editorial', 'minor', 'material', 'consent']),
  published: z.string(),
  effective: day,
  deadline: day,
  period: z.string().refine(isPeriod, 'is not a period'),
  clearDays: z.boolean(),
  exempt: z.boolean(),
  digest: hex,
  firstDay: day.nullable(),
});

const letter = z.object({
  variant: z.string(),
  language: z.string(),
  timing: z.string(),
  kept: z.string(),
  sha256: hex,
  html: z.string(),
  text: z.string(),
  subject: z.string(),
});

/** A line of a part with the provider's messages. */
export const messageSchema = z.object({
  entry: z.string(),
  reference: z.string(),
  sha256: hex,
  message: z.string(),
});

export const noticeSchema = z.object({
  notice: z.string(),
  kind: z.enum(['advance', 'reminder', 'correction']),
  record,
  arithmetic: z.unknown(),
  status: z.unknown(),
  failed: count,
  days: z.array(z.tuple([day, count])),
  looks: z.array(z.object({ at: z.string(), where: z.string(), digest: z.string() })),
  letters: z.array(letter),
  purges: z.array(z.object({ at: z.string(), entries: count })),
  messages: z.object({ count, parts: z.array(z.string()) }),
  chain: z.object({
    links: count,
    entries: count,
    hidden: count,
    head: hex,
    lastAt: z.string().nullable(),
    parts: z.array(z.string()),
  }),
});

/** `summary.json`; loose: what the page alone shows is not looked into. */
export const summarySchema = z.looseObject({
  format: z.literal(packFormat),
  tool: z.string(),
  company: z.object({ name: z.string(), url: z.string(), timeZone: z.string() }),
  policy: z.object({ slug: z.string(), title: z.string(), kind: z.string(), timeZone: z.string() }),
  next: textFacts,
  previous: textFacts,
  decisions: z.looseObject({ approved: json, assessment: json, exemption: json, withdrawn: json }),
  profile: z.looseObject({ period: z.string(), clearDays: z.boolean() }),
  profileSource: z.string(),
  notices: z.array(noticeSchema),
  shows: z.enum(['everybody', 'one']),
  recipient: z.string().nullable(),
  letters: z.array(
    z.object({
      notice: z.string(),
      reference: z.string(),
      variant: z.string(),
      name: z.string().nullable(),
      at: z.string(),
      subject: z.string(),
      html: z.string(),
      text: z.string(),
    }),
  ),
  rehearsal: z.boolean(),
  asOf: z.string().nullable(),
});

export const configurationSchema = z.object({ policy: json });

const piecesSchema = z.array(z.union([z.string(), z.object({ slot: z.enum(['greeting', 'reference']) })]));

/** A letter as the ledger kept it. */
export const keptSchema = z.looseObject({
  letter: z.string(),
  locale: z.string(),
  subject: piecesSchema,
  html: piecesSchema,
  text: piecesSchema,
  bytes: z.number(),
  listed: z.number(),
});
