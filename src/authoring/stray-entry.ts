import type { Problem } from '../policy/problem.ts';

/** A file or folder in the content folder that nothing reads; `slug`: the policy in whose folder it is, if in one. */
export function strayEntry(name: string, slug: string | undefined, isFolder: boolean): Omit<Problem, 'file'> {
  return {
    rule: 'file-unknown',
    severity: 'warning',
    line: 0,
    column: 0,
    message: slug
      ? `this ${isFolder ? 'folder' : 'file'} is not read: a policy folder holds policy.yaml and one <version>.mdx per version`
      : 'this file is not read: policies are folders in here, each with a policy.yaml and one <version>.mdx per version',
    remedy: remedyFor(name, slug, isFolder),
  };
}

function remedyFor(name: string, slug: string | undefined, isFolder: boolean): string {
  const [, stem = '', kind = ''] = /^(.*?)(?:\.(\w+))?$/.exec(name) ?? [];
  if (isFolder)
    return `Move its versions up into ${slug}, with draft: true while they are drafts, or the folder elsewhere.`;
  if (kind === 'yml') return `Rename it to ${stem}.yaml.`;
  if (/^(?:docx?|pdf|odt|rtf|html?|txt)$/i.test(kind))
    return 'Versions are Markdown. Save the document as .html or .md outside this folder and make a policy of it with: npm run -s prenotice -- import FILE --policy SLUG; or copy its text into the draft that new begins.';
  if (!slug) return 'Move it into the folder of its policy.';
  const number = /\d+(?:\.\d+)*/.exec(stem)?.[0];
  return kind === 'md' || kind === 'markdown'
    ? `Rename it to ${number ?? '<version>'}.mdx.`
    : 'Move it elsewhere.';
}
