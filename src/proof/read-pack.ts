import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { numeral } from '../policy/numerals.ts';
import { PrenoticeError } from '../policy/problem.ts';

/** A pack comes from somebody else: nothing of it is written anywhere, and nothing in it may fill memory. */
export const limits = {
  /** Bytes of the archive. */
  archive: 2 ** 31 - 1,
  parts: 2000,
  /** Bytes of a part, and of all parts, unpacked. */
  part: 2 ** 30,
  unpacked: 2 ** 33,
  /** DEFLATE packs 1,032 bytes into one at most (zlib.net/zlib_tech.html); more is a false size. */
  ratio: 1100,
};

interface PackedPart {
  name: string;
  /** Bytes as the archive states them: a promise that `read` does not rely on. */
  bytes: number;
}

/** An archive of which one part at a time is unpacked. */
export interface Pack {
  parts: PackedPart[];
  /** What speaks against the archive before any part is read. */
  faults: { part: string | null; message: string }[];
  /** @throws Error when the part cannot be unpacked. */
  read(name: string): Uint8Array;
}

/** @throws PrenoticeError when the file is not there, or not an archive. */
export async function openPack(file: string): Promise<Pack> {
  const info = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    throw new PrenoticeError(
      cause.code === 'ENOENT' ? `there is no file ${file}` : `${file} cannot be read: ${cause.message}`,
      'name the archive that `proof` wrote',
      { cause },
    );
  });
  if (!info.isFile())
    throw new PrenoticeError(`${file} is not a file`, 'name the archive that `proof` wrote');
  if (info.size > limits.archive)
    throw new PrenoticeError(
      `${file} is larger than 2 GB, which no pack is`,
      'name the archive that `proof` wrote',
    );
  return readArchive(await readFile(file), file);
}

export function readArchive(data: Uint8Array, file: string): Pack {
  const parts = new Map<string, PackedPart>();
  const faults: Pack['faults'] = [];
  const fault = (part: string | null, message: string) => faults.push({ part, message });
  let unpacked = 0;
  let count = 0;
  try {
    unzipSync(data, {
      filter: ({ name, size, originalSize }) => {
        count++;
        if (count > limits.parts) throw new TooMuch(`has more than ${numeral(limits.parts)} parts`);
        if (!isPlainName(name))
          fault(shown(name), 'has a name that leads out of the pack or cannot be shown; it was not opened');
        else if (parts.has(name)) fault(name, 'stands in the archive more than once');
        else if (!(originalSize <= limits.part))
          fault(name, 'states a size that no part has; it was not opened');
        else if (originalSize > size * limits.ratio + 1024)
          fault(name, 'states a size that cannot come out of its bytes; it was not opened');
        else {
          unpacked += originalSize;
          if (unpacked > limits.unpacked) throw new TooMuch('would unpack to more than 8 GB');
          parts.set(name, { name, bytes: originalSize });
        }
        return false;
      },
    });
  } catch (cause) {
    if (cause instanceof TooMuch)
      throw new PrenoticeError(`${file} ${cause.message}, which no pack does`, 'it is not opened', { cause });
    throw new PrenoticeError(
      `${file} is not a ZIP archive, or its end is missing`,
      'ask the sender for the file again',
      { cause },
    );
  }
  if (count === 0)
    throw new PrenoticeError(`${file} is an empty archive`, 'ask the sender for the file again');
  return {
    parts: [...parts.values()],
    faults,
    read(name) {
      if (!parts.has(name)) throw new Error('is missing');
      const found = unzipSync(data, { filter: (entry) => entry.name === name })[name];
      if (!found) throw new Error('is missing');
      return found;
    },
  };
}

class TooMuch extends Error {}

/** Names as `proof` writes them: nothing that any program could unpack to somewhere else. */
function isPlainName(name: string): boolean {
  return (
    /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*$/.test(name) && name.length <= 200 && !name.includes('..')
  );
}

const shown = (name: string): string => JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The lines of a part as text, without holding all of it as one string. */
export function* linesOf(bytes: Uint8Array): Generator<string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = 0; start < buffer.length; ) {
    const end = buffer.indexOf(10, start);
    const stop = end < 0 ? buffer.length : end;
    yield buffer.toString('utf8', start, stop);
    start = stop + 1;
  }
}

const mostJson = 64_000_000;

/** @throws Error in words when the bytes are not JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length > mostJson) throw new Error('is too large to be what it should be');
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    throw new Error('is not JSON');
  }
}
