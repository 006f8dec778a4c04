/** One thing that is wrong with content: what, where, why, and what to do about it. */
export interface Problem {
  /** Lasting id of the rule, such as `date-impossible`. */
  rule: string;
  severity: 'error' | 'warning' | 'advice';
  /** Path as the person would type it. */
  file: string;
  /** 1-based; 0 when the whole file is meant. */
  line: number;
  /** 1-based; 0 when the whole line is meant. */
  column: number;
  message: string;
  remedy: string;
}

/** A failure that a person can mend. Printed as text, never as a stack trace. */
export class PrenoticeError extends Error {
  override readonly name = 'PrenoticeError';
  readonly remedy: string;
  readonly problems: Problem[];

  constructor(message: string, remedy = '', options: { problems?: Problem[]; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.remedy = remedy;
    this.problems = options.problems ?? [];
  }
}
