import matter from 'gray-matter';
import { PrenoticeError } from '../policy/problem.ts';

export interface SplitFile {
  /** YAML between the fences; empty without front matter. */
  yaml: string;
  /** Lines of the file above the YAML. */
  yamlOffset: number;
  body: string;
  /** Lines of the file above the body. */
  bodyOffset: number;
}

/**
 * Splits front matter from the body; reads neither. gray-matter would run front matter written in JavaScript:
 * every engine but YAML throws, and passing options keeps its shared cache out of play.
 */
export function splitFrontMatter(source: string): SplitFile {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  let yaml = '';
  const language = /^---[ \t]*([^\s-]\S*)/.exec(text)?.[1] ?? 'yaml';
  if (language !== 'yaml' && language !== 'yml') refuse(language);
  if (/^---[ \t]*(yaml|yml)?[ \t]*\n/.test(text) && !/\n---[ \t]*(\n|$)/.test(text.slice(3))) {
    throw new PrenoticeError(
      'the front matter is not closed: the line --- after its fields is missing',
      'Put --- alone on the line between the fields and the text.',
    );
  }
  const file = matter(text, {
    engines: {
      javascript: () => refuse('javascript'),
      json: () => refuse('json'),
      yaml: (raw: string) => {
        yaml = raw;
        return {};
      },
    },
  });
  const body = file.content;
  const bodyOffset = text.slice(0, text.length - body.length).split('\n').length - 1;
  return { yaml: yaml.replace(/^\n/, ''), yamlOffset: yaml === '' ? 0 : 1, body, bodyOffset };
}

function refuse(language: string): never {
  throw new PrenoticeError(
    `the front matter is written in ${language}; content is data and cannot run code`,
    'Begin the file with --- alone on its line and write the fields as YAML.',
  );
}
