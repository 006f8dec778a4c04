import { basename, join, sep } from 'node:path';
import type { Policy } from '../../policy/timeline.ts';
import type { Content } from '../read-content.ts';

/** What follows from a file that could not be read is no finding of its own: the file is there, and is reported. */

/** Numbers of the versions whose files are there with errors. */
export function unreadVersions(content: Content, policy: Policy): string[] {
  const folder = join(content.dir, policy.slug) + sep;
  return content.problems.flatMap(({ file, severity }) =>
    severity === 'error' && file.startsWith(folder) && file.endsWith('.mdx') ? [basename(file, '.mdx')] : [],
  );
}

/** True for a policy that is missing only because something in its folder has errors. */
export const isUnread = (content: Content, slug: string): boolean =>
  content.problems.some(
    ({ file, severity }) => severity === 'error' && file.startsWith(join(content.dir, slug) + sep),
  );
