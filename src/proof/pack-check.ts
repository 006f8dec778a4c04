import type * as z from 'zod';
import { linesOf, type Pack, parseJson } from './read-pack.ts';

/** Something that does not fit: the part, the place in it (a link, an entry, a line), and what is wrong. */
export interface PackFault {
  part: string | null;
  place: string | null;
  message: string;
}

/** Whoever changed a whole part has changed thousands of lines. */
const mostFaults = 1000;

/** Reads parts of a pack and gathers what does not fit. */
export class PackCheck {
  readonly faults: PackFault[] = [];
  readonly #pack: Pack;

  constructor(pack: Pack) {
    this.#pack = pack;
    for (const { part, message } of pack.faults) this.fault(part, message);
  }

  get names(): string[] {
    return this.#pack.parts.map(({ name }) => name);
  }

  fault(part: string | null, message: string, place: string | null = null): void {
    if (this.faults.length < mostFaults) this.faults.push({ part, place, message });
  }

  /** The bytes of a part; null, and a fault, when it is missing or cannot be unpacked. */
  bytes(part: string): Uint8Array | null {
    try {
      return this.#pack.read(part);
    } catch (error) {
      const missing = error instanceof Error && error.message === 'is missing';
      const message = missing ? 'is missing' : 'cannot be unpacked: its bytes are damaged';
      const told = this.faults.some((fault) => fault.part === part && fault.message === message);
      if (!told) this.fault(part, message);
      return null;
    }
  }

  /** A JSON part of a known form. */
  document<T extends z.ZodType>(part: string, schema: T): z.output<T> | null {
    const bytes = this.bytes(part);
    return bytes ? this.parse(part, bytes, schema) : null;
  }

  parse<T extends z.ZodType>(part: string, bytes: Uint8Array, schema: T): z.output<T> | null {
    try {
      const parsed = schema.safeParse(parseJson(bytes));
      if (parsed.success) return parsed.data;
      const issue = parsed.error.issues[0]!;
      this.fault(
        part,
        `is not of the form that it should have: ${issue.message}`,
        issue.path.join('.') || null,
      );
    } catch (error) {
      this.fault(part, error instanceof RangeError ? 'is nested too deeply' : (error as Error).message);
    }
    return null;
  }

  /** A part must be exactly this text. */
  expect(part: string, text: string, message: string): void {
    const bytes = this.bytes(part);
    if (bytes && !Buffer.from(text).equals(bytes)) this.fault(part, message);
  }

  /** A part must be these lines; the first hundred others are named. */
  expectLines(part: string, expected: Iterable<{ text: string; who: string }>): void {
    const bytes = this.bytes(part);
    if (!bytes) return;
    const found = linesOf(bytes);
    let [number, wrong] = [0, 0];
    for (const { text, who } of expected) {
      number++;
      const { value, done } = found.next();
      if (done) {
        this.fault(part, `ends too soon: ${who} and whoever follows are missing`, `line ${number}`);
        return;
      }
      if (value !== text && ++wrong <= 100)
        this.fault(part, `does not say what the ledger's entries say of ${who}`, `line ${number}`);
    }
    if (!found.next().done)
      this.fault(part, 'has more lines than the ledger has people', `line ${number + 1}`);
  }
}
