import * as z from 'zod';
import { dayField, periodField, silenceField, textField, versionNumberField } from './fields.ts';
import { localeField, timeZoneField } from './site.ts';

const channel = z.enum(['email', 'site', 'service', 'post']);
export type Channel = z.output<typeof channel>;

const channels = z.union(
  [z.strictObject({ any: z.array(channel).min(1) }), z.strictObject({ all: z.array(channel).min(1) })],
  { error: 'write { any: […] } or { all: […] } with channels out of email, site, service, post' },
);

/** What a policy promises about its own changes; governs versions published while `since` or a later one is in force. */
export const noticeProfileSchema = z.strictObject({
  /** The first version whose text makes this promise. */
  since: versionNumberField,
  /** How long before effect: P30D, P1M, P0D. */
  period: periodField,
  /** True: the day of the letter does not count. */
  clearDays: z.boolean().default(false),
  /** Whether the promise covers material changes or every change. */
  applies: z.enum(['material', 'all']).default('material'),
  /** Ways of telling that keep the promise: any one of them, or all of them. */
  channels: channels.default({ any: ['email', 'site'] }),
  /** What happens to data collected before: follows the new text, stays under the old, or needs a yes. */
  heldData: z.enum(['follows', 'as-collected', 'opt-in']).default('follows'),
  /** Whether purely favourable material changes are mailed or only published. */
  favourable: z.enum(['mail', 'publish']).default('mail'),
  /** True: `legalMail: no` is honoured (told by the site only); never for class consent. */
  optOut: z.boolean().default(false),
  /** How those who joined in the window are told. */
  joined: z.enum(['letter', 'sign-up']).default('letter'),
  /** How long before effect the one reminder goes out; absent: none. */
  reminder: periodField.optional(),
  /** The sentence of the policy that promises this. */
  quote: textField.optional(),
});

export type NoticeProfile = z.output<typeof noticeProfileSchema>;

/** `content/<policy>/policy.yaml`. */
export const policySchema = z.strictObject({
  title: textField,
  kind: z.enum(['privacy', 'terms', 'cookies', 'subprocessors', 'other'], {
    error: 'write privacy, terms, cookies, subprocessors or other',
  }),
  /** Recipients with one of these segments are told; empty: everybody. */
  segments: z.array(textField).default([]),
  /** Own time zone of this policy; the site's otherwise. */
  timeZone: timeZoneField.optional(),
  locale: localeField.optional(),
  /** Day of the last review. */
  reviewed: dayField.optional(),
  notice: z
    .array(noticeProfileSchema)
    .min(1, { error: 'at least one notice profile is needed: what the policy promises about its changes' }),
  withdrawn: z
    .array(z.strictObject({ version: versionNumberField, on: dayField, reason: textField, by: textField }))
    .default([]),
  /** Warnings and advice of `check` about this file that were looked at and stand. */
  silenced: z.array(silenceField).default([]),
});

export type PolicySettings = z.output<typeof policySchema>;
export type PolicyKind = PolicySettings['kind'];
