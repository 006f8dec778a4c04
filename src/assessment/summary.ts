import { classOrder } from '../policy/fields.ts';
import type { Assessment } from './assessment.ts';

/** Plain words by category, most important first. */
export function summarize(assessment: Assessment): string {
  if (assessment.changes.length === 0) return '';
  const material = assessment.changes.filter((change) => classOrder[change.class] >= classOrder.material);
  if (material.length === 0) return 'Wording and layout only; nothing changes for readers.';
  return `${material.length} changes matter: ${[...new Set(material.flatMap((change) => change.categories))].join(', ')}.`;
}
