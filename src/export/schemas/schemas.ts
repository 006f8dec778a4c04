import * as z from 'zod';
import { addressUnder } from '../addresses.ts';
import { noticeSchema } from './notice.ts';
import { planSchema, sendSchema, statusSchema } from './notices.ts';
import { assessSchema, checkSchema, importSchema, redlineSchema } from './texts.ts';

/** The documents for machines, by name: `notice` is published for every policy, the others are printed by commands. */
export const schemas = {
  notice: noticeSchema,
  check: checkSchema,
  import: importSchema,
  redline: redlineSchema,
  assess: assessSchema,
  plan: planSchema,
  send: sendSchema,
  status: statusSchema,
} satisfies Record<string, z.ZodType>;

export type SchemaName = keyof typeof schemas;

/** JSON Schema (draft 2020-12), as published at `/schemas/<name>.json`. */
export function jsonSchema(name: SchemaName, siteUrl: string): object {
  const { $schema, ...rest } = z.toJSONSchema(schemas[name], { target: 'draft-2020-12' });
  const title = name === 'notice' ? 'notice.json' : `prenotice ${name} --json`;
  return { $schema, $id: addressUnder(siteUrl, `schemas/${name}.json`).url, title, ...rest };
}
