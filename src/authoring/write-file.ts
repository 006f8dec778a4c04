import { open, rename, rm } from 'node:fs/promises';

/** Replaces a file in one step: after a crash there is the old one or the new one, never half of it. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const partial = `${path}.new`;
  try {
    const file = await open(partial, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
