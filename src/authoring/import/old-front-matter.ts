import { parse as parseYaml } from 'yaml';
import { splitFrontMatter } from '../front-matter.ts';
import type { Dropped } from './report.ts';

/** Front matter as another site's tools read it: YAML between `---` (Jekyll, Eleventy, …) or TOML between `+++` (Hugo, Zola). */
export interface OldFrontMatter {
  fields: Record<string, unknown>;
  lines: string[];
  /** Lines of the file above the first of `lines`, and above the body. */
  offset: number;
  body: string;
  bodyOffset: number;
}

export function readOldFrontMatter(source: string): OldFrontMatter {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const toml = /^\+\+\+[ \t]*\n([\s\S]*?)\n\+\+\+[ \t]*(?:\n|$)/.exec(text);
  if (toml) {
    const lines = (toml[1] ?? '').split('\n');
    return {
      fields: Object.fromEntries(
        lines.flatMap((line) => {
          const [, name, value, day] =
            /^([\w-]+)\s*=\s*(?:["'](.*)["']|(\d{4}-\d\d-\d\d\S*))\s*$/.exec(line) ?? [];
          return name ? [[name, value ?? day]] : [];
        }),
      ),
      lines,
      offset: 1,
      body: text.slice(toml[0].length),
      bodyOffset: lines.length + 2,
    };
  }
  // A text that begins with a line across the page has no fields below it.
  const first = /^---[ \t]*\n\s*([^\n]*)/.exec(text)?.[1];
  if (first !== undefined && !/^(["']?[\w@$-][\w .@$-]*["']?\s*:(\s|$)|#|\{|---)/.test(first))
    return { fields: {}, lines: [], offset: 0, body: text, bodyOffset: 0 };
  const { yaml, yamlOffset, body, bodyOffset } = splitFrontMatter(text);
  return {
    fields: fieldsOf(yaml),
    lines: yaml === '' ? [] : yaml.split('\n'),
    offset: yamlOffset,
    body,
    bodyOffset,
  };
}

function fieldsOf(yaml: string): Record<string, unknown> {
  try {
    const value: unknown = parseYaml(yaml, { maxAliasCount: 0, logLevel: 'silent', schema: 'failsafe' });
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {};
  } catch {
    // Templates in front matter (`title: {{ site.title }}`) are no YAML; what is plain can be read by line.
    return Object.fromEntries(
      yaml.split('\n').flatMap((line) => {
        const [, name, value] = /^([\w-]+):[ \t]+["']?([^"'{}]+?)["']?[ \t]*$/.exec(line) ?? [];
        return name ? [[name, value]] : [];
      }),
    );
  }
}

/** A field of the front matter, and its words. */
export interface Field {
  name: string;
  words: string;
}

/** The first of the fields that is a line of words. */
export function findField(fields: Readonly<Record<string, unknown>>, ...names: string[]): Field | null {
  for (const name of names) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (typeof value === 'string' && value.trim() !== '') return { name, words: value.trim() };
  }
  return null;
}

const bare = (text: string): string => text.replace(/['"]/g, '').trim();

/** Every line but those of the fields that are text of the document. */
export function dropFields({ lines, offset }: OldFrontMatter, kept: readonly (Field | null)[]): Dropped[] {
  return lines.flatMap((line, index) => {
    const [, name, value = ''] = /^["']?([\w-]+)["']?\s*[:=]\s*(.*?)\s*$/.exec(line) ?? [];
    const isKept = kept.some((field) => field && field.name === name && bare(value) === bare(field.words));
    return line.trim() === '' || isKept
      ? []
      : [{ text: line.trim(), reason: 'front matter of the old site', line: index + 1 + offset }];
  });
}

/** Days that only the front matter gives, as a line that says what they are: `effective date: 2021-03-04`. */
export function datesInFields(fields: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const label = name
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/[_-]+/g, ' ')
      .toLowerCase();
    const day = typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\d)[T ].*$/, '$1') : '';
    if (!/\d{4}/.test(day) || day.length > 40) return [];
    if (/effective|in force/.test(label)) return [`effective: ${day}`];
    return /^(date|lastmod|last mod(ified)?( at)?|modified|(last )?updated?( at| on)?|last revised|revised|updated date|last update date)$/.test(
      label,
    )
      ? [`updated: ${day}`]
      : [];
  });
}
