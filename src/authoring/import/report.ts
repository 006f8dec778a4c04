import type { Block } from '../../policy/document.ts';
import { blockTexts, normalizeSpace } from '../../policy/text.ts';

/** Something of the source that is not in the version: its words, why, and where it stood. */
export interface Dropped {
  text: string;
  reason: string;
  /** Line of the source; 0 when it has none. */
  line: number;
}

/** A line of the report for a block that is left out. */
export function droppedBlock(block: Block, reason: string): Dropped {
  const text = normalizeSpace(blockTexts(block).join(' '));
  return { text: text || (block.type === 'rule' ? '***' : ''), reason, line: block.line ?? 0 };
}

/** Reason under which a title leaves the text; a history puts it back where it is not that of policy.yaml. */
export const titleDropped = 'the title: it stands in policy.yaml';
