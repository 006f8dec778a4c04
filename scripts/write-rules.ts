import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rulesDocument } from '../src/assessment/write-rules.ts';

/** `node scripts/write-rules.ts`: writes docs/rules.md from the table of rules. A test holds the page to the table. */
await writeFile(join(import.meta.dirname, '..', 'docs', 'rules.md'), rulesDocument());
