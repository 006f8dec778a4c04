import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** The sample content: `sample/` once `init --move-old sample` has made room for a site of one's own, else `content/`. */
export const sampleDir = resolve(root, existsSync(resolve(root, 'sample/site.yaml')) ? 'sample' : 'content');
