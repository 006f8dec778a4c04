import { type ChangeClass, classOrder } from '../policy/change-class.ts';
import type { Decision } from '../policy/version.ts';
import type { AssessedChange, Assessment } from './assessment.ts';

/**
 * People's decisions over the rules'. Raising is free; lowering needs a reason and a name, or it is not applied
 * and reported. A decision for a change that is no longer there is reported: the text it was made on has changed.
 */
export function applyDecisions(
  judged: readonly AssessedChange[],
  decision: Decision | undefined,
): {
  changes: AssessedChange[];
  classOf: ChangeClass;
  toolClass: ChangeClass;
  problems: Assessment['decisionProblems'];
} {
  const problems: Assessment['decisionProblems'] = [];
  const byId = new Map((decision?.changes ?? []).map((one) => [one.id, one]));
  const changes = judged.map((change) => {
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
  const toolClass = highestOf(judged);
  let classOf = highestOf(changes);
  if (decision?.class !== undefined) {
    if (lowersWithoutReason({ ...decision, class: decision.class }, classOf)) {
      problems.push({ id: null, message: unfounded('the version', classOf, decision.class) });
    } else classOf = decision.class;
  }
  return { changes, classOf, toolClass, problems };
}

function lowersWithoutReason(
  decided: { class: ChangeClass; reason?: string; decidedBy?: string },
  tool: ChangeClass,
): boolean {
  return classOrder[decided.class] < classOrder[tool] && !(decided.reason && decided.decidedBy);
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
