import { extname } from 'node:path';
import { type Address, addressUnder } from '../export/addresses.ts';
import { accentsOf } from '../policy/colour.ts';
import type { Site } from '../policy/site.ts';

/** Style sheet of the company's colours; null where the site's own do. A dark accent that is not named is worked out. */
export function themeCss({ theme }: Site): string | null {
  if (!theme?.accent && !theme?.accentDark) return null;
  const { light, dark } = accentsOf(theme);
  const rule = (colour: string) => `:root{--accent:${colour}}`;
  // Print is black on white, whatever the company's colours are.
  return `@media screen{${rule(light)}@media(prefers-color-scheme:dark){${rule(dark)}}}\n`;
}

/** A logo's address: its name stays the company's business. */
export function logoAddress(site: Site, field: 'logo' | 'logoDark'): Address | null {
  const name = site.theme?.[field];
  return name === undefined
    ? null
    : addressUnder(site.url, `${field === 'logo' ? 'logo' : 'logo-dark'}${extname(name)}`);
}
