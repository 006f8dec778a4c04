import { escapeHtml } from '../policy/escape-html.ts';

/** HTML that may be put into HTML as it is; only `html` makes it, and `raw` for what has been escaped elsewhere. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = Html | string | number | null | undefined | false | readonly Value[];

/** Escapes everything that is put in, so that a name is never markup. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(strings.reduce((text, piece, i) => text + asText(values[i - 1]) + piece));
}

export const raw = (text: string): Html => new Html(text);

function asText(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(asText).join('');
  return escapeHtml(String(value));
}
