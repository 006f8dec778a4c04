import { type Clause, walkClauses } from '../../policy/document.ts';
import { normalizeSpace } from '../../policy/text.ts';
import { named, shorten } from './rule.ts';
import type { TextRule } from './text-rule.ts';

const titleOf = ({ title }: Clause): string => normalizeSpace(title).toLowerCase();

/** Two clauses beside each other with one number or one title, as copying leaves them: a reference could mean either. */
export const checkHeadings: TextRule = ({ version }, report) => {
  const compare = (clauses: readonly Clause[]): void => {
    for (const [index, clause] of clauses.entries()) {
      const twin = clauses
        .slice(0, index)
        .find((one) =>
          one.number === null && clause.number === null
            ? one.title !== '' && titleOf(one) === titleOf(clause)
            : one.number === clause.number,
        );
      const name = shorten([clause.number, clause.title].filter(Boolean).join(' '));
      if (twin)
        report(
          { line: clause.line ?? 0, phrase: clause.title },
          {
            rule: 'heading-twice',
            severity: 'warning',
            message: `"${name}" has the ${clause.number === null ? 'title' : 'number'} of another clause beside it, in line ${twin.line ?? 0}: a reference could mean either`,
            remedy: 'Give each its own, or take away the one that is not meant.',
          },
        );
      compare(clause.children);
    }
  };
  compare(version.document.clauses);
};

/** An address that an `<Anchor>` takes from the clause that had it: letters, highlights and links would lead to another clause. */
export const checkClauseIds: TextRule = ({ version, previous }, report) => {
  if (!previous) return;
  const clauses = [...walkClauses(version.document.clauses)];
  const before = new Map([...walkClauses(previous.document.clauses)].map((clause) => [clause.id, clause]));
  for (const clause of clauses) {
    const old = before.get(clause.id);
    if (!old || old.title === '' || titleOf(old) === titleOf(clause)) continue;
    const heir = clauses.find((one) => one.id !== clause.id && titleOf(one) === titleOf(old));
    if (heir)
      report(
        { line: clause.line ?? 0, phrase: clause.title },
        {
          rule: 'clause-id-taken',
          severity: 'warning',
          message: `the clause "${shorten(clause.title)}" has the address #${clause.id}, which was that of "${shorten(old.title)}" in ${named(previous)}: what links there would lead to another clause`,
          remedy: `Give its <Anchor id="…" /> another id, and leave "${clause.id}" to "${shorten(heir.title)}".`,
        },
      );
  }
};
