import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../shared/', import.meta.url));

let told = false;

/**
 * Absolute path of something in `../shared` (third parties' texts, which are not copied into this project), or
 * null where that folder is absent. Says once on stderr that it is. Tests skip on null:
 * `test.skipIf(sharedPath('policies/seeds') === null)('…', …)`.
 */
export function sharedPath(...parts: string[]): string | null {
  const path = root + parts.join('/');
  if (existsSync(path)) return path;
  if (!told) {
    told = true;
    process.stderr.write(
      `../shared is absent (looked for ${parts.join('/')}): tests that read real policies are skipped.\n`,
    );
  }
  return null;
}
