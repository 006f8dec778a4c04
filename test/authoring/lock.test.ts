import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkContent } from '../../src/authoring/check/check.ts';
import { addToLock, formatLock } from '../../src/authoring/lock.ts';
import { readContent } from '../../src/authoring/read-content.ts';
import { walkClauses } from '../../src/policy/document.ts';
import { folderOf, smallSite } from '../folder.ts';

const today = '2026-11-22';

async function lockedFolder(): Promise<string> {
  const dir = folderOf(smallSite());
  const content = await readContent(dir);
  const { lock, added } = addToLock(content.lock, content.policies, today);
  expect(added).toEqual(['privacy 1']);
  writeFileSync(join(dir, 'versions.lock'), formatLock(lock));
  return dir;
}

const rulesOf = async (dir: string): Promise<string[]> =>
  checkContent(await readContent(dir), today).map((problem) => problem.rule);

test('a published version that is not locked is a warning; locked, it is sound', async () => {
  expect(await rulesOf(folderOf(smallSite()))).toEqual(['version-not-locked']);
  expect(await rulesOf(await lockedFolder())).toEqual([]);
});

test('a locked version that changed by one character fails', async () => {
  const dir = await lockedFolder();
  appendFileSync(join(dir, 'privacy/1.mdx'), '.\n');
  expect(await rulesOf(dir)).toContain('locked-version-changed');
});

test('a locked version that is gone fails', async () => {
  const dir = await lockedFolder();
  rmSync(join(dir, 'privacy/1.mdx'));
  expect(await rulesOf(dir)).toContain('locked-version-missing');
});

test('a promise that is shortened after publication fails; a new one from the next version on does not', async () => {
  const dir = await lockedFolder();
  const file = join(dir, 'privacy/policy.yaml');
  const yaml = readFileSync(file, 'utf8');
  writeFileSync(file, yaml.replace('P30D', 'P7D'));
  expect(await rulesOf(dir)).toContain('locked-promise-changed');
  writeFileSync(file, `${yaml}  - since: "2"\n    period: P7D\n`);
  expect(await rulesOf(dir)).not.toContain('locked-promise-changed');
});

test('a whole policy that has been published and is gone fails', async () => {
  const dir = await lockedFolder();
  rmSync(join(dir, 'privacy'), { recursive: true });
  expect(await rulesOf(dir)).toEqual(['locked-policy-missing']);
});

test('renaming the policy later breaks no digest', async () => {
  const dir = await lockedFolder();
  const file = join(dir, 'privacy/policy.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('title: Privacy notice', 'title: Data protection notice'),
  );
  expect(await rulesOf(dir)).toEqual([]);
});

test('locked clause ids win over what a parser would give', async () => {
  const dir = await lockedFolder();
  const file = join(dir, 'versions.lock');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"what-we-collect"', '"old-anchor"'));
  const content = await readContent(dir);
  expect(
    [...walkClauses(content.policies[0]?.versions[0]?.document.clauses ?? [])].map((clause) => clause.id)[0],
  ).toBe('old-anchor');
});

test('lock adds and never changes an entry, and leaves drafts and coming versions alone', async () => {
  const dir = await lockedFolder();
  const content = await readContent(dir);
  const once = formatLock(content.lock);
  expect(formatLock(addToLock(content.lock, content.policies, '2030-01-01').lock)).toBe(once);
  expect(
    addToLock({ format: 'prenotice-lock/1', policies: {} }, content.policies, '2024-12-31').added,
  ).toEqual([]);
});
