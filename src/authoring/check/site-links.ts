import { walkClauses } from '../../policy/document.ts';
import { inForceOn, type Policy, statusOn } from '../../policy/timeline.ts';
import { findAddress, walkInlines } from './passages.ts';
import type { CheckInput, Finding } from './rule.ts';
import { shorten } from './rule.ts';
import type { TextRule } from './text-rule.ts';
import { isUnread, unreadVersions } from './unread.ts';

/** Links to pages of this site that are not there. Other addresses cannot be looked up: check never uses the network. */
export const checkSiteLinks: TextRule = (input, report) => {
  for (const { inlines, line } of input.passages)
    for (const node of walkInlines(inlines)) {
      if (node.type !== 'link') continue;
      const finding = judge(node.url, input);
      if (finding) report(findAddress(input.version.source, line, node), finding);
    }
  const { actions, consent } = input.version.fields;
  for (const [index, { url }] of actions.entries()) {
    const finding = url === undefined ? null : judge(url, input);
    if (finding) report({ path: ['actions', index, 'url'] }, finding);
  }
  const finding = consent ? judge(consent.url, input) : null;
  if (finding) report({ path: ['consent', 'url'] }, finding);
};

/** Pages that belong to no policy. */
const common =
  /^(?:|index\.html|feed\.xml|sitemap\.xml|robots\.txt|404(?:\.html|\/)?|search(?:\/.*)?|pagefind\/.*|[a-z]{2}(?:-[A-Za-z]{2,4})?\/.*)$/;
const pages = /^(?:|upcoming\/(?:calendar\.ics)?|history\/|on\/|compare\/|feed\.xml|notice\.json)$/;

function judge(url: string, input: CheckInput): Finding | null {
  const { site, policies } = input.content;
  if (url.startsWith('#') || /^(?:mailto|tel):/i.test(url)) return null;
  if (!/^[a-z][a-z0-9+.-]*:|^\//i.test(url))
    return dead(
      url,
      'it has neither https:// nor a / at its beginning, so it leads elsewhere on every page',
      `Write the whole address, or a path from ${new URL(site.url).pathname} on.`,
    );
  if (!URL.canParse(url, site.url)) return dead(url, 'it is no address', 'Correct the address.');
  const target = new URL(url, site.url);
  const root = new URL(site.url);
  if (target.host !== root.host) return null;
  if (!target.pathname.startsWith(root.pathname)) {
    // The company's other pages are its own affair; a policy's address without the path of this site is a slip.
    const meant = policies.find(({ slug }) => url === `/${slug}` || url.startsWith(`/${slug}/`));
    return meant
      ? dead(
          url,
          `it leaves this site, which is at ${root.pathname}`,
          `Write ${root.pathname}${url.slice(1)}`,
        )
      : null;
  }
  const [slug = '', ...rest] = target.pathname.slice(root.pathname.length).split('/');
  const policy = policies.find((one) => one.slug === slug);
  if (!policy) {
    if (common.test([slug, ...rest].join('/')) || isUnread(input.content, slug)) return null;
    const names = policies.map((one) => `${root.pathname}${one.slug}/`).join(', ');
    return dead(url, `this site has no page there`, `The policies are at: ${names}.`);
  }
  return judgePage(url, policy, rest.join('/'), decodeURI(target.hash.slice(1)), input);
}

function judgePage(
  url: string,
  policy: Policy,
  page: string,
  anchor: string,
  { content, today }: CheckInput,
): Finding | null {
  const number = /^(\d+(?:\.\d+)*)(?:\/|\.txt|\.md)?$/.exec(page)?.[1];
  const pair = /^changes\/(\d+(?:\.\d+)*)\.\.(\d+(?:\.\d+)*)\/$/.exec(page);
  const numbers = policy.versions.map(({ fields }) => fields.version);
  const unread = unreadVersions(content, policy);
  const lost = [number, pair?.[1], pair?.[2]].filter(
    (one) => one !== undefined && !numbers.includes(one) && !unread.includes(one),
  );
  if (lost.length > 0)
    return dead(
      url,
      `${policy.slug} has no version ${lost.join(', ')}`,
      `Its versions are: ${numbers.join(', ')}.`,
    );
  if (number === undefined && !pair && !pages.test(page) && !pages.test(`${page}/`))
    return dead(
      url,
      'this site has no page there',
      `The policy itself is at ${policy.slug}/, its versions at ${policy.slug}/1/ and so on.`,
    );
  const shown = number
    ? policy.versions.find(({ fields }) => fields.version === number)
    : inForceOn(policy, today);
  if (anchor === '' || !shown || !/^$|^\d/.test(page) || statusOn(policy, shown, today) === 'draft')
    return null;
  const ids = [...walkClauses(shown.document.clauses)].map(({ id }) => id);
  if (ids.includes(anchor) || /^(?:change-|highlights|full-text|text)/.test(anchor)) return null;
  return dead(
    url,
    `version ${shown.fields.version} has no clause "${anchor}"`,
    `Its clauses are: ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ', …' : ''}.`,
  );
}

const dead = (url: string, why: string, remedy: string): Finding => ({
  rule: 'link-dead',
  severity: 'warning',
  message: `the link to "${shorten(url, 80)}" leads nowhere: ${why}`,
  remedy,
});
