import type { VersionChanges } from '../../assessment/assess-versions.ts';
import type { Passage } from './passages.ts';
import type { CheckInput, Finding } from './rule.ts';

/** One text that people can still mend, or the one that readers have, with what it changes. */
export interface TextInput extends CheckInput, VersionChanges {
  passages: Passage[];
}

/** `at`: a field of the front matter, or a line of the text with the words that are meant, or with the column. */
export type TextRule = (
  input: TextInput,
  report: (
    at: { path: readonly PropertyKey[] } | { line: number; phrase?: string; column?: number },
    problem: Finding,
  ) => void,
) => void;
