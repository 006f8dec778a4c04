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
      `the front matter is not closed: the line --- after its fields is missing${nearFence(text.slice(3))}`,
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

/** What looks like the line between fields and text, and is not: `—-`, `----`, an indented one. */
function nearFence(text: string): string {
  const found = /^[ \t]*[-–—]{2,}[ \t]*$|^[ \t]*—[ \t]*$/m.exec(text)?.[0].trim();
  return found ? ` ("${found}" is another line)` : '';
}

/** Why a file without front matter has none; `slug`: its policy. */
export function withoutFrontMatter(
  source: string,
  slug: string,
): { line: number; message: string; remedy: string } {
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  const line = first + 1;
  if (first < 0)
    return {
      line: 1,
      message: 'the file is empty',
      remedy: `Delete it; npm run -s prenotice -- new ${slug} begins a version with the text in force.`,
    };
  const words = lines[first]!.trim();
  if (words === '---')
    return {
      line,
      message:
        first === 0
          ? 'there is nothing between the two lines of ---'
          : 'the front matter does not begin in the first line',
      remedy:
        first === 0
          ? 'Write the fields version, published and effective between them.'
          : 'Take away what stands above the first ---; blank lines count.',
    };
  if (/^[-–—]+$/.test(words))
    return {
      line,
      message: `"${words}" does not begin front matter`,
      remedy: 'Write three hyphens, ---, alone on the first line.',
    };
  if (/^\w+: /.test(words))
    return {
      line,
      message: 'the line --- above the first field is missing',
      remedy: 'Put --- alone on the first line.',
    };
  return {
    line,
    message: 'the file has no front matter',
    remedy: 'Begin it with ---, the fields version, published and effective, and ---.',
  };
}

function refuse(language: string): never {
  throw new PrenoticeError(
    `the front matter is written in ${language}; content is data and cannot run code`,
    'Begin the file with --- alone on its line and write the fields as YAML.',
  );
}
