import { accountFor as account } from '../../scripts/bench/import-account.ts';
import { type ImportedPolicy, importPolicy } from '../../src/authoring/import/import-policy.ts';

/** Imports a source and counts its words (a multiset): none may be missing from the version and the report together. */
export function accountFor(
  file: string,
  source: string,
): { imported: ImportedPolicy; lost: string[]; added: string[] } {
  const imported = importPolicy(file, source, 'privacy');
  const { title, dropped } = imported.report;
  return { imported, ...account(file, source, { mdx: imported.mdx, title, dropped }) };
}

/** One line a clause: number and title, indented by depth. */
export const outlineOf = ({ report }: ImportedPolicy): string =>
  report.clauses
    .map(
      ({ number, title, depth }) => `${'  '.repeat(depth - 1)}${[number, title].filter(Boolean).join(' ')}`,
    )
    .join('\n');
