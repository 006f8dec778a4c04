import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../policy/problem.ts';
import type { Site } from '../policy/site.ts';

const mostBytes = 200_000;

/**
 * Whether the pictures of `theme` are there and harmless. Pages show them by `<img>`, where no script runs; but whoever
 * opens the file itself is on the site's own origin, so an SVG that could run code or load something is refused.
 */
export async function checkLogos(
  dir: string,
  site: Site,
  placeOf: (path: readonly PropertyKey[]) => { line: number; column: number },
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const field of ['logo', 'logoDark'] as const) {
    const name = site.theme?.[field];
    if (name === undefined) continue;
    const fault = await faultOf(join(dir, name));
    if (fault)
      problems.push({
        rule: 'logo',
        severity: 'error',
        file: join(dir, 'site.yaml'),
        ...placeOf(['theme', field]),
        message: `${name} ${fault.what}`,
        remedy: fault.remedy,
      });
  }
  return problems;
}

async function faultOf(file: string): Promise<{ what: string; remedy: string } | null> {
  const facts = await lstat(file).catch(() => null);
  if (!facts?.isFile())
    return { what: 'is no file in the content folder', remedy: 'Put the picture beside site.yaml.' };
  if (facts.size > mostBytes)
    return {
      what: `has ${Math.round(facts.size / 1000)} kB; every page carries it`,
      remedy: `Make it smaller than ${mostBytes / 1000} kB; a logo as SVG has a few.`,
    };
  const bytes = await readFile(file);
  if (file.endsWith('.svg')) return faultOfSvg(bytes.toString('utf8'));
  const signs: Record<string, string> = { png: '89504e47', jpg: 'ffd8ff', webp: '52494646' };
  const sign = signs[file.split('.').at(-1) ?? ''] ?? '';
  return bytes.toString('hex', 0, 8).startsWith(sign)
    ? null
    : {
        what: 'is not the kind of picture that its name says',
        remedy: 'Save it again as PNG, WebP or JPEG.',
      };
}

const dangers: [RegExp, string][] = [
  [/<\s*(?:[\w-]+:)?script/i, 'holds a script'],
  [/<\s*(?:[\w-]+:)?(foreignObject|iframe|embed|object)/i, 'holds a foreign document'],
  [/\son\w+\s*=/i, 'holds an event handler'],
  [/<!\s*(DOCTYPE|ENTITY)/i, 'declares entities'],
  [/\b(?:href|src)\s*=\s*["']?\s*(?!#|data:image\/(?:png|jpeg|webp);)[^\s"'>]/i, 'leads to another file'],
  [/@import|url\(\s*["']?\s*(?!#|data:image\/(?:png|jpeg|webp);)[^\s"')]/i, 'loads another file'],
];

function faultOfSvg(text: string): { what: string; remedy: string } | null {
  if (!/<\s*svg[\s>]/i.test(text))
    return { what: 'is no SVG picture', remedy: 'Export the logo as plain SVG, or use PNG.' };
  const found = dangers.find(([pattern]) => pattern.test(text));
  return found
    ? {
        what: `${found[1]}, which a picture on a policy site may not`,
        remedy: 'Export the logo as plain SVG with its text as outlines, or use PNG.',
      }
    : null;
}
