import { extname } from 'node:path';
import { type Address, addressUnder } from '../export/addresses.ts';
import { readableIn } from '../policy/colour.ts';
import type { Site } from '../policy/site.ts';

/** Style sheet of the company's colours; null where the site's own do. A dark accent that is not named is worked out. */
export function themeCss({ theme }: Site): string | null {
  const { accent, accentDark = accent && readableIn('dark', accent, 7) } = theme ?? {};
  if (!accent && !accentDark) return null;
  const rule = (colour: string | undefined) => (colour ? `:root{--accent:${colour}}` : '');
  // Print is black on white, whatever the company's colours are.
  return `@media screen{${rule(accent)}@media(prefers-color-scheme:dark){${rule(accentDark)}}}\n`;
}

/** A logo's address: its name stays the company's business. */
export function logoAddress(site: Site, field: 'logo' | 'logoDark'): Address | null {
  const name = site.theme?.[field];
  return name === undefined
    ? null
    : addressUnder(site.url, `${field === 'logo' ? 'logo' : 'logo-dark'}${extname(name)}`);
}
