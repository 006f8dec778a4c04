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
    .replace("JSON.parse('{{words}}')", () => JSON.stringify(words))
    // Products may be in another encoding, and their hosts may name none: the file has to read the same in all.
    .replace(/[^\n -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return new Response(script, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
};
