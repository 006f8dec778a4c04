import type { APIRoute } from 'astro';
import { jsonSchema, type SchemaName, schemas } from '../../export/schemas/schemas.ts';
import { siteData } from '../../layouts/site-data.ts';

export const getStaticPaths = () => Object.keys(schemas).map((name) => ({ params: { name } }));

export const GET: APIRoute<Record<string, never>, { name: SchemaName }> = async ({ params }) => {
  const { site } = await siteData();
  return new Response(`${JSON.stringify(jsonSchema(params.name, site.url), null, 2)}\n`, {
    headers: { 'content-type': 'application/schema+json; charset=utf-8' },
  });
};
