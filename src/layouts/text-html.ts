import { clauseName } from '../export/clause-name.ts';
import { documentHtml } from '../export/document-html.ts';
import type { VersionView } from '../export/policy-view.ts';
import type { PageView } from './views.ts';

const written = new WeakMap<VersionView, string>();

/** The article of a version, written once however many pages show it. */
export function textHtml({ words }: PageView, shown: VersionView): string {
  let html = written.get(shown);
  if (html === undefined) {
    html = documentHtml(shown.version.document, {
      headingLevel: 3,
      permalinkLabel: (clause) => words.permalink(clauseName(clause)),
      tableLabel: (clause, nth) => words.table(clause ? clauseName(clause) : '', nth),
      pictureLabel: words.picture,
    });
    written.set(shown, html);
  }
  return html;
}
