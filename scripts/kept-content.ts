import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { comparePair, contextOf } from '../src/assessment/assess-versions.ts';
import type { Assessment } from '../src/assessment/assessment.ts';
import { parseBody, type ReadBody } from '../src/authoring/read-content.ts';
import {
  openResultStore,
  pruneResults,
  type ResultStore,
  toolDigest,
} from '../src/authoring/result-store.ts';
import type { Assess } from '../src/notice/duties.ts';
import type { Parsed } from '../src/policy/parse.ts';

/**
 * Reads and assesses as ever, and keeps the results under digests of texts and program: a command that runs every hour
 * finds the same versions each time. Where nothing can be kept, nothing is.
 */
export function keptWork(): { readBody: ReadBody; compare: Assess } {
  const results = openStore();
  return {
    async readBody(text, lineOffset) {
      const { known, keep } = look<Parsed>(results, ['text', text, String(lineOffset)]);
      return known ?? keep(await parseBody(text, lineOffset));
    },
    compare(policy, version, previous) {
      const facts = [previous.document, version.document, contextOf(policy, version)];
      const { known, keep } = look<Assessment>(results, [
        'assessment',
        ...facts.map((fact) => JSON.stringify(fact)),
      ]);
      return known ?? keep(comparePair(policy, previous, version).assessment);
    },
  };
}

interface Look<T> {
  known: T | undefined;
  keep(made: T): T;
}

function look<T>(results: ResultStore | null, parts: readonly string[]): Look<T> {
  const key = results?.keyOf(parts) ?? '';
  return {
    known: results?.get(key) as T | undefined,
    keep(made) {
      results?.set(key, made);
      return made;
    },
  };
}

const root = fileURLToPath(new URL('..', import.meta.url));

function openStore(): ResultStore | null {
  const dir = join(root, '.cache', 'readings');
  try {
    const results = openResultStore(dir, toolDigest(root, ['src/policy', 'src/redline', 'src/assessment']));
    pruneResults(dir);
    return results;
  } catch {
    return null;
  }
}
