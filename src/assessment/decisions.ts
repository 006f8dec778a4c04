import { type ChangeClass, classOrder } from '../policy/change-class.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { documentTexts, normalizeSpace } from '../policy/text.ts';
import type { Decision } from '../policy/version.ts';
import { hash } from '../redline/hash.ts';
import type { AssessedChange, Assessment } from './assessment.ts';

/**
 * People's decisions over the rules'. Raising is free; lowering needs a reason and a name, or it is not applied
 * and reported. A decision for a change that is no longer there is reported: the text it was made on has changed; so is
 * a lower class of the whole version when its `judged` is that of other changes.
 */
export function applyDecisions(
  assessed: readonly AssessedChange[],
  decision: Decision | undefined,
  judged: string,
): {
  changes: AssessedChange[];
  classOf: ChangeClass;
  toolClass: ChangeClass;
  problems: Assessment['decisionProblems'];
} {
  const problems: Assessment['decisionProblems'] = [];
  const byId = new Map((decision?.changes ?? []).map((one) => [one.id, one]));
  const changes = assessed.map((change) => {
    const decided = byId.get(change.id);
    if (!decided) return change;
    byId.delete(change.id);
    const { id: _id, ...record } = decided;
    if (lowersWithoutReason(decided, change.class)) {
      problems.push({
        id: change.id,
        message: unfounded(`change ${change.id}`, change.class, decided.class),
      });
      return change;
    }
    return { ...change, class: decided.class, toolClass: change.class, decision: record };
  });
  for (const id of byId.keys()) {
    problems.push({
      id,
      message: `the decision for change ${id} fits no change of this version any more: it is re-opened because the text changed. Look at the change again and decide it under its new id, or take the entry out`,
    });
  }
  const toolClass = highestOf(assessed);
  let classOf = highestOf(changes);
  if (decision?.class !== undefined) {
    if (lowersWithoutReason({ ...decision, class: decision.class }, classOf)) {
      problems.push({ id: null, message: unfounded('the version', classOf, decision.class) });
    } else if (lowers(decision.class, classOf) && decision.judged && decision.judged !== judged) {
      problems.push({
        id: null,
        message: `the decision that lowers the version from ${classOf} to ${decision.class} was made on another text (judged: ${decision.judged}): it is re-opened and not applied. Look at the changes again; if it still holds, write judged: ${judged}`,
      });
    } else classOf = decision.class;
  }
  return { changes, classOf, toolClass, problems };
}

/**
 * Stands for the two texts that were compared, whatever the redline makes of them: a later version of the tool must
 * not re-open what was decided on the same words.
 */
export const judgedOf = (previous: PolicyDocument, next: PolicyDocument): string =>
  hash([previous, next].map((document) => normalizeSpace(documentTexts(document).join(' '))).join('\0'));

const lowers = (to: ChangeClass, from: ChangeClass): boolean => classOrder[to] < classOrder[from];

function lowersWithoutReason(
  decided: { class: ChangeClass; reason?: string; decidedBy?: string },
  tool: ChangeClass,
): boolean {
  return lowers(decided.class, tool) && !(decided.reason && decided.decidedBy);
}

function unfounded(what: string, from: ChangeClass, to: ChangeClass): string {
  return `the decision lowers ${what} from ${from} to ${to} without a reason and a name, so it is not applied; add reason and decidedBy`;
}

function highestOf(changes: readonly AssessedChange[]): ChangeClass {
  return changes.reduce<ChangeClass>(
    (top, change) => (classOrder[change.class] > classOrder[top] ? change.class : top),
    'editorial',
  );
}
