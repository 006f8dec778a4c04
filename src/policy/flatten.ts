import type { Block, Clause, PolicyDocument } from './document.ts';

/** The blocks of a document in reading order, as `buildClauses` was given them. */
export function flattenDocument(document: PolicyDocument): Block[] {
  const blocks: Block[] = [];
  if (document.title) blocks.push({ type: 'heading', level: 1, children: document.title });
  blocks.push(...document.preamble);
  const visit = (clauses: readonly Clause[]) => {
    for (const clause of clauses) {
      if (clause.heading)
        blocks.push({ type: 'heading', level: clause.level, children: clause.heading, line: clause.line });
      for (const block of clause.body) blocks.push(block);
      visit(clause.children);
    }
  };
  visit(document.clauses);
  return blocks;
}
