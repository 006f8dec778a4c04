import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { Zip, ZipDeflate } from 'fflate';

/** One file of an archive, as the manifest lists it. */
export interface Part {
  name: string;
  bytes: number;
  /** SHA-256, hex. */
  sha256: string;
}

/** The first day that a ZIP can tell, in local fields as the format has them: the same bytes in every zone. */
const epoch = () => new Date(1980, 0, 1);

/**
 * Writes an archive part by part, so that nothing has to fit in memory. Parts stand in the order of `add`, times are
 * fixed and the compressor is this project's own dependency: the same parts give the same bytes. Readable by the owner
 * only, and in place only once it is whole.
 */
export class ZipWriter {
  readonly parts: Part[] = [];
  readonly #file: string;
  readonly #partial: string;
  readonly #out;
  readonly #written: Promise<unknown>;
  readonly #zip: Zip;
  #failure: Error | null = null;

  constructor(file: string) {
    this.#file = file;
    this.#partial = `${file}.${process.pid}.tmp`;
    this.#out = createWriteStream(this.#partial, { mode: 0o600 });
    this.#written = finished(this.#out);
    this.#written.catch(() => undefined);
    this.#zip = new Zip((error, chunk) => {
      if (error) this.#failure ??= error;
      else this.#out.write(chunk);
    });
  }

  async add(name: string, content: string | Uint8Array | AsyncIterable<string>): Promise<Part> {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = epoch();
    // Written as on Unix, so that the bytes do not depend on the machine.
    entry.os = 3;
    entry.attrs = 0o100644 << 16;
    this.#zip.add(entry);
    const hash = createHash('sha256');
    let bytes = 0;
    const push = async (chunk: Uint8Array, last: boolean) => {
      hash.update(chunk);
      bytes += chunk.length;
      entry.push(chunk, last);
      if (this.#failure) throw this.#failure;
      if (this.#out.errored) await this.#written;
      if (this.#out.writableNeedDrain)
        await Promise.race([new Promise((resolve) => this.#out.once('drain', resolve)), this.#written]);
    };
    if (typeof content === 'string' || content instanceof Uint8Array)
      await push(typeof content === 'string' ? Buffer.from(content) : content, true);
    else {
      let waiting = '';
      for await (const piece of content) {
        waiting += piece;
        if (waiting.length < 262_144) continue;
        await push(Buffer.from(waiting), false);
        waiting = '';
      }
      await push(Buffer.from(waiting), true);
    }
    const part = { name, bytes, sha256: hash.digest('hex') };
    this.parts.push(part);
    return part;
  }

  async finish(): Promise<void> {
    this.#zip.end();
    this.#out.end();
    await this.#written;
    await rename(this.#partial, this.#file);
  }

  /** Leaves no half archive behind. */
  async abandon(): Promise<void> {
    this.#zip.terminate();
    this.#out.destroy();
    await this.#written.catch(() => undefined);
    await rm(this.#partial, { force: true });
  }
}
