import { walkClauses } from '../../policy/document.ts';
import { classOrder } from '../../policy/fields.ts';
import { inlineText, normalizeSpace } from '../../policy/text.ts';
import { statusOn } from '../../policy/timeline.ts';
import { splitFrontMatter } from '../front-matter.ts';
import { nearest } from './nearest.ts';
import { findPlace } from './passages.ts';
import { type CheckRule, named } from './rule.ts';

/** Highlights bound to clauses that are there; no second title; ids asked for only once. */
export const checkText: CheckRule = ({ policy }, report) => {
  for (const { fields, title, document, file, source } of policy.versions) {
    const clauses = [...walkClauses(document.clauses)];
    const ids = clauses.map((clause) => clause.id);
    const empty = ids.length === 0 && document.preamble.length === 0;
    if (empty)
      report(
        { file },
        {
          rule: 'text-empty',
          severity: 'error',
          message: `version "${fields.version}" has no text below its front matter`,
          remedy: 'Write the text below the second ---; clauses begin with ##.',
        },
      );
    // Without a text no highlight has its clause, and that is said already.
    for (const [index, highlight] of empty ? [] : fields.highlights.entries()) {
      for (const [place, id] of highlight.clauses.entries()) {
        if (ids.includes(id)) continue;
        const near = nearest(id, ids);
        report(
          { file, path: ['highlights', index, 'clauses', place] },
          {
            rule: 'highlight-clause',
            severity: 'error',
            message: `the highlight "${highlight.title}" is bound to the clause "${id}", which this version does not have`,
            remedy: `${near ? `Did you mean "${near}"? ` : ''}${ids.length === 0 ? 'The text has no clauses.' : `The clauses are: ${ids.slice(0, 30).join(', ')}${ids.length > 30 ? ', …' : ''}.`}`,
          },
        );
      }
    }
    for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) {
      const second = clauses.filter((clause) => clause.id === id)[1]!;
      report(
        { file, ...findPlace(source, second.line ?? 0, second.title) },
        {
          rule: 'clause-id-twice',
          severity: 'error',
          message: `two clauses have the id "${id}"`,
          remedy: 'Give one of the two <Anchor id="…" /> another id.',
        },
      );
    }
    // An earlier title of an imported text stands where the text had it.
    const own = document.title && normalizeSpace(inlineText(document.title));
    if (own && !(fields.imported && own !== title)) {
      report(
        { file, ...findPlace(source, splitFrontMatter(source).bodyOffset + 1, own) },
        {
          rule: 'title-in-text',
          severity: 'warning',
          message: `the text begins with the title "${own}"; the title stands in policy.yaml`,
          remedy: 'Remove the line that begins with #, and begin clauses with ##.',
        },
      );
    }
  }
};

/** People's decisions that cannot stand: a lower class without reason and name, or for a change that is no more. */
export const checkDecisions: CheckRule = ({ policy, changes, today }, report) => {
  for (const pair of changes) {
    const { version, previous } = pair;
    const decided = version.fields.assessment;
    if (!decided) continue;
    const { assessment } = pair;
    if (!previous) {
      report(
        { file: version.file, path: ['assessment'] },
        {
          rule: 'decision-without-change',
          severity: 'warning',
          message: `${named(version)} is the first: there is nothing to assess`,
          remedy: 'Remove the assessment.',
        },
      );
    }
    const past = statusOn(policy, version, today) === 'superseded';
    if (assessment && !past && classOrder[assessment.class] < classOrder[assessment.toolClass]) {
      const { reason, decidedBy } = decided.class ? decided : (decided.changes[0] ?? {});
      if (decided.class && !decided.judged)
        report(
          { file: version.file, path: ['assessment', 'class'] },
          {
            rule: 'decision-unbound',
            severity: 'warning',
            message: `The lower class of ${named(version)} holds whatever its text becomes: it does not say which changes were judged`,
            remedy: `Add judged: "${assessment.judged}" to the assessment; it is re-opened when the text changes.`,
          },
        );
      report(
        { file: version.file, path: ['assessment'] },
        {
          rule: 'decision-lowered',
          severity: 'advice',
          message: `${named(version)} counts as ${assessment.class} by decision of ${decidedBy ?? 'the team'}; the rules alone say ${assessment.toolClass}${reason ? ` (${reason.length > 160 ? `${reason.slice(0, 157)}…` : reason})` : ''}`,
          remedy:
            'Nothing to mend: the decision stays in the record. See the changes with: npm run -s prenotice -- assess OLD NEW',
        },
      );
    }
    for (const { id, message } of assessment?.decisionProblems ?? []) {
      const index = decided.changes.findIndex((change) => change.id === id);
      report(
        { file: version.file, path: index >= 0 ? ['assessment', 'changes', index] : ['assessment', 'class'] },
        {
          rule: 'decision-unfounded',
          severity: 'error',
          message,
          remedy:
            'Lowering a class takes a reason and decidedBy beside it; the present changes and their ids are printed by: npm run -s prenotice -- assess OLD NEW --json',
        },
      );
    }
  }
};
