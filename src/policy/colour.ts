/**
 * Colours of the site's theme. Contrast is that of WCAG 2.2 (relative luminance, success criterion 1.4.3); links and
 * labels in the accent colour need 4.5:1 on every ground that they stand on.
 */
export const leastContrast = 4.5;

/** The grounds of tokens.css on which the accent is read: page, panel, announcement. A test holds them to the file. */
export const grounds = {
  light: ['#fdfdfb', '#f3f4f1', '#fdf3e3'],
  dark: ['#14181b', '#1c2226', '#2d2416'],
} as const;

export type Scheme = keyof typeof grounds;

/** The accent of tokens.css, for companies that name none. */
const ownAccent: Record<Scheme, string> = { light: '#0b5566', dark: '#7fc8d8' };

/** The accent of each scheme: the company's, else the site's own. A dark one that is not named is worked out. */
export function accentsOf({
  accent,
  accentDark,
}: {
  accent?: string;
  accentDark?: string;
} = {}): Record<Scheme, string> {
  return {
    light: accent ?? ownAccent.light,
    dark: accentDark ?? (accent === undefined ? ownAccent.dark : readableIn('dark', accent, 7)),
  };
}

type Rgb = readonly [number, number, number];

/** `#1a2b3c` or `#abc`, as three numbers from 0 to 255. */
function channels(hex: string): Rgb {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
  return [1, 3, 5].map((at) => Number.parseInt(full.slice(at, at + 2), 16)) as unknown as Rgb;
}

const toHex = (rgb: Rgb): string =>
  `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

function luminance(hex: string): number {
  const [red, green, blue] = channels(hex).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The lowest contrast of a colour on the grounds of a scheme. */
export const contrastIn = (scheme: Scheme, colour: string): number =>
  Math.min(...grounds[scheme].map((ground) => contrast(colour, ground)));

/** The colour itself where it can be read, else mixed with black (light scheme) or white until it can. */
export function readableIn(scheme: Scheme, colour: string, least = leastContrast): string {
  const goal: Rgb = scheme === 'light' ? [0, 0, 0] : [255, 255, 255];
  const own = channels(colour);
  for (let share = 0; share <= 1; share += 0.02) {
    const mixed = toHex(own.map((value, i) => value + (goal[i]! - value) * share) as unknown as Rgb);
    if (contrastIn(scheme, mixed) >= least) return mixed;
  }
  return toHex(goal);
}
