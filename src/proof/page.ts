import { type Html, html, raw } from './html.ts';
import { pageStyle } from './page-style.ts';

/** A whole page of the pack: loads nothing, runs nothing, whatever a text or a name holds. */
export function page(title: string, locale: string, body: Html): string {
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(pageStyle)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}
