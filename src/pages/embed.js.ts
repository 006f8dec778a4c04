import { stripTypeScriptTypes } from 'node:module';
import type { APIRoute } from 'astro';
import source from '../client/embed.ts?raw';
import { embedWords } from '../layouts/words/words.ts';

/** The banner for products: one file at a lasting address, with its sentences in every language of the site's words. */
export const GET: APIRoute = () => {
  const words = Object.fromEntries(
    Object.entries(embedWords).map(([tag, embed]) => [
      tag,
      { ...embed, text: embed.text('{title}', '{day}') },
    ]),
  );
  const script = stripTypeScriptTypes(source)
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/^\s+/gm, '')
    .replace("JSON.parse('{{words}}')", () => JSON.stringify(words));
  return new Response(script, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
};
