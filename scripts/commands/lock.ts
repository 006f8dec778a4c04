import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkContent } from '../../src/authoring/check/check.ts';
import { addToLock, formatLock } from '../../src/authoring/lock.ts';
import { requireContent } from '../../src/authoring/read-content.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';
import { type Command, contentDirOf, people, todayOf, wantsJson } from '../context.ts';

/** `lock`: adds newly published versions to versions.lock; changes no entry. */
export const run: Command = async (context) => {
  const content = await requireContent(contentDirOf(context));
  const today = todayOf(context, content.site.timeZone);
  const problems = checkContent(content, today).filter(
    ({ severity, rule }) => severity === 'error' || rule === 'placeholder',
  );
  if (problems.length > 0)
    throw new PrenoticeError(
      'the content has errors or places still to be filled in, so nothing was locked',
      'What is locked is final: mend them first, then run lock again.',
      { problems },
    );
  const { lock, added } = addToLock(content.lock, content.policies, today);
  if (added.length > 0) {
    const file = join(content.dir, 'versions.lock');
    await writeFile(`${file}.new`, formatLock(lock));
    await rename(`${file}.new`, file);
  }
  if (wantsJson(context)) context.stdout.write(`${JSON.stringify({ added }, null, 2)}\n`);
  people(context).write(
    added.length > 0
      ? `Locked: ${added.join(', ')}. Commit versions.lock.\n`
      : 'Nothing new to lock: every published version is in versions.lock.\n',
  );
  return 0;
};
