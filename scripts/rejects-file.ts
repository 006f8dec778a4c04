import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { csvRow } from '../src/delivery/hostile-text.ts';
import type { RejectedRow } from '../src/notice/recipient.ts';

/** Rows that are kept to be shown; the file has them all. */
const mostShown = 20;

/** Gathers rows set aside and remarks: all in a CSV file beside the ledger, the first few to be shown. */
export class RejectsFile {
  readonly path: string;
  readonly shown: (RejectedRow & { setAside: boolean })[] = [];
  rejected = 0;
  remarks = 0;
  #stream: WriteStream | null = null;

  constructor(path: string) {
    this.path = path;
  }

  /** Makes the folder; nothing is written until there is something to write. */
  async prepare(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
  }

  add(row: RejectedRow, setAside: boolean): void {
    if (setAside) this.rejected++;
    else this.remarks++;
    if (this.shown.length < mostShown) this.shown.push({ ...row, setAside });
    if (!this.#stream) {
      this.#stream = createWriteStream(`${this.path}.tmp`, { mode: 0o600 });
      this.#stream.write(csvRow(['line', 'id', 'what', 'reason']));
    }
    this.#stream.write(csvRow([row.line, row.id, setAside ? 'set aside' : 'kept', row.reason]));
  }

  async close(): Promise<void> {
    if (!this.#stream) return;
    this.#stream.end();
    await finished(this.#stream);
    await rename(`${this.path}.tmp`, this.path);
  }
}
