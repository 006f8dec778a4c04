import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { csvRow } from '../src/delivery/hostile-text.ts';
import type { RejectedRow } from '../src/notice/recipient.ts';

/** Rows that are kept to be shown; the file has them all. */
const mostShown = 20;

/** Gathers rows set aside and remarks: all in a CSV file beside the ledger (null: in no file), the first few to be shown. */
export class RejectsFile {
  readonly path: string | null;
  readonly shown: RejectedRow[] = [];
  rejected = 0;
  remarks = 0;
  #stream: WriteStream | null = null;
  #written: Promise<unknown> = Promise.resolve();

  constructor(path: string | null) {
    this.path = path;
  }

  add(row: RejectedRow, setAside: boolean): void {
    if (setAside) this.rejected++;
    else this.remarks++;
    if (this.shown.length < mostShown) this.shown.push(row);
    if (this.path === null) return;
    if (!this.#stream) {
      mkdirSync(dirname(this.path), { recursive: true });
      this.#stream = createWriteStream(`${this.path}.tmp`, { mode: 0o600 });
      this.#written = finished(this.#stream);
      // Told by close(); without a listener of its own a failure would end the process.
      this.#written.catch(() => undefined);
      this.#stream.write(csvRow(['line', 'id', 'what', 'reason']));
    }
    this.#stream.write(csvRow([row.line, row.id, setAside ? 'set aside' : 'kept', row.reason]));
  }

  /** Puts the file in place; a list without a fault takes an older file away. */
  async close(): Promise<void> {
    if (this.path === null) return;
    if (!this.#stream) return rm(this.path, { force: true });
    this.#stream.end();
    await this.#written;
    await rename(`${this.path}.tmp`, this.path);
  }
}
