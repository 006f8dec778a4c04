import type { Day } from '../policy/day.ts';

/** Somebody to be told. Names and addresses come from outside and are hostile until escaped. */
export interface Recipient {
  id: string;
  email: string;
  name?: string;
  locale?: string;
  segments: string[];
  /** The day they became a customer; absent: counts as a customer before the notice began. */
  joined?: Day;
  /** True when they opted out of legal mail (`legalMail: no`). */
  optedOut: boolean;
  fallbackEmail?: string;
}

/** A row set aside: it never stops or hides the rest. */
export interface RejectedRow {
  file: string;
  line: number;
  id: string | null;
  reason: string;
}
