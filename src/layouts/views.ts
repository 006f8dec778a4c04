import type { PolicyView } from '../export/policy-view.ts';
import type { Words } from './words/words.ts';

/** A policy as its pages show it: with the words of their language. */
export type PageView = PolicyView & { words: Words };
