import { describe, expect, test } from 'vitest';
import { checkContent } from '../../src/authoring/check/check.ts';
import { addToLock } from '../../src/authoring/lock.ts';
import { readContent } from '../../src/authoring/read-content.ts';
import type { Problem } from '../../src/policy/problem.ts';
import { firstBody, folderOf, policyYaml, siteYaml, smallSite, versionMdx } from '../folder.ts';

const today = '2026-11-22';

async function problemsOf(files: Record<string, string>): Promise<Problem[]> {
  const dir = folderOf(files);
  const problems = checkContent(await readContent(dir), today);
  return problems.map((problem) => ({ ...problem, file: problem.file.slice(dir.length + 1) }));
}

const dates = 'version: "2"\npublished: "2026-12-01"\neffective: "2027-01-15"';
const approved = 'approved: { by: "A. Berg", on: "2026-11-20" }';
const longer = firstBody.replace('2 years', '7 years');
/** A second version, ahead; its body begins on line 7 when it has the dates only. */
const second = (body: string, more = ''): Record<string, string> =>
  smallSite({ 'privacy/2.mdx': versionMdx(`${dates}${more}`, body) });

const of = (problems: readonly Problem[], rule: string) =>
  problems.filter((problem) => problem.rule === rule);

/** A text that a rule must find, and one close to it that it must leave alone. */
const pairs: [name: string, rule: string, found: string, spared: string, message: RegExp, place: string][] = [
  [
    'readers sent to look for changes',
    'check-back',
    `${firstBody}\nPlease check this page from time to time for updates.`,
    `${firstBody}\nWe review this notice regularly and keep earlier versions on this page.`,
    /unfair \(Article 29 Working Party, WP260 rev\.01, paragraph 29/,
    '19:1',
  ],
  [
    'readers sent to look for changes, far from the clause on changes',
    'check-back',
    firstBody.replace('\n## 2.', '\nPlease check this page from time to time.\n\n## 2.'),
    firstBody.replace('\n## 2.', '\nPlease check your account page from time to time.\n\n## 2.'),
    /"Please check this page from time to time\." leaves it to readers/,
    '11:1',
  ],
  [
    'readers who are to check back, in a sentence that names no document',
    'check-back',
    `${firstBody}\nChanges take effect when they are posted here. Please check back regularly.`,
    firstBody.replace('\n## 2.', '\nOur support will check back with you regularly.\n\n## 2.'),
    /"Please check back regularly\." leaves it to readers/,
    '19:48',
  ],
  [
    'another period than the profile has',
    'promise-unlike-profile',
    firstBody.replace('at least 30 days before', 'at least 60 days before'),
    firstBody,
    /the text promises 60 days before a change, and the profile says 30 days/,
    '17:1',
  ],
  [
    'readers sent to look for changes, in German',
    'check-back',
    `${firstBody}\nBitte überprüfen Sie diese Datenschutzerklärung regelmäßig.`,
    `${firstBody}\nWir überprüfen diese Datenschutzerklärung regelmäßig. Prüfen Sie Ihre Rechnungen regelmäßig.`,
    /"Bitte überprüfen Sie diese Datenschutzerklärung regelmäßig\." leaves it to readers/,
    '19:1',
  ],
  [
    'readers who are to inform themselves, in German',
    'check-back',
    firstBody.replace(
      '\n## 2.',
      '\nBitte informieren Sie sich auf dieser Seite regelmäßig über Änderungen.\n\n## 2.',
    ),
    firstBody.replace(
      '\n## 2.',
      '\nWir informieren Sie regelmäßig über Änderungen auf dieser Seite.\n\n## 2.',
    ),
    /leaves it to readers/,
    '11:1',
  ],
  [
    'working days where the profile counts fewer days',
    'promise-unlike-profile',
    firstBody.replace('at least 30 days before', 'at least 30 working days before'),
    firstBody.replace('at least 30 days before', 'at least 20 working days before'),
    /the text promises working days, which take 49 days with holidays, before a change, and the profile says 30 days/,
    '17:1',
  ],
  [
    'another period than the profile has, in German',
    'promise-unlike-profile',
    firstBody.replace(
      /We tell you[^\n]+/,
      'Wesentliche Änderungen kündigen wir sechs Wochen vorher per E-Mail an.',
    ),
    firstBody.replace(
      /We tell you[^\n]+/,
      'Wesentliche Änderungen kündigen wir 30 Tage vorher per E-Mail an.',
    ),
    /the text promises 6 weeks before a change, and the profile says 30 days/,
    '17:1',
  ],
  [
    'a term that nobody uses',
    'term-unused',
    `${firstBody}\n## 4. Terms\n\n“Usage Data” means data about how often you call us.`,
    `${firstBody}\n## 4. Terms\n\n“Usage Data” means data about how often you call us.\n\nWe delete usage data after a year.`,
    /the term "Usage Data" is defined, but used nowhere else/,
    '21:2',
  ],
  [
    'a term used before it is defined',
    'term-early',
    `${firstBody}\nUsage Data is kept for a day.\n\n## 4. Storage\n\n“Usage Data” means data about how often you call us.`,
    `${firstBody}\n“Usage Data” means data about how often you call us.\n\n## 4. Storage\n\nUsage Data is kept for a day.`,
    /used before it is defined: "Usage Data"/,
    '19:1',
  ],
  [
    'an address taken from the clause that had it',
    'clause-id-taken',
    `${firstBody}\n## 4. Contact <Anchor id="how-long-we-keep-it" />\n\nWrite to us.`,
    `${firstBody.replace('How long we keep it', 'Retention')}\n## 4. Contact <Anchor id="contact-us" />\n\nWrite to us.`,
    /"Contact" has the address #how-long-we-keep-it, which was that of "How long we keep it" in version "1"/,
    '19:7',
  ],
  [
    'a reference to a clause that is not there',
    'clause-reference',
    `${firstBody}\nSee section 5 for more.`,
    `${firstBody}\nSee section 2, section 5 of the Digital Services Act, section 5, sub-section 3 of Law 25, and section 25(1) TDDDG.\n\nUnder Clause 5 (Choice of forum) of the Standard Contractual Clauses.`,
    /"section 5", and there is no clause 5/,
    '19:5',
  ],
  [
    'a reference to a title that is not there',
    'clause-reference',
    `${firstBody}\nSee the section “How we share it”.`,
    `${firstBody}\nSee the section “How long we keep it”.`,
    /section "How we share it", and no clause/,
    '19:9',
  ],
  [
    'a dead link inside the site',
    'link-dead',
    `${firstBody}\n[Before](https://fernhill.example.com/legal/privacy/7/)`,
    `${firstBody}\n[Before](https://fernhill.example.com/legal/privacy/1/) [home](https://fernhill.example.com/) [x](/legal/privacy/1/#how-long-we-keep-it)`,
    /privacy has no version 7/,
    '19:10',
  ],
  [
    'an anchor that a page of the site does not have',
    'link-dead',
    `${firstBody}\n[Before](/legal/privacy/1/#how-long-we-kep-it)`,
    `${firstBody}\n[Before](/legal/privacy/1/#how-long-we-keep-it) [All](/legal/privacy/history/)`,
    /version 1 has no clause "how-long-we-kep-it"/,
    '19:10',
  ],
  [
    'a link to a policy that leaves the site',
    'link-dead',
    `${firstBody}\n[Before](/privacy/1/)`,
    `${firstBody}\n[Contact](/contact/) [Before](/legal/privacy/1/)`,
    /it leaves this site, which is at \/legal\//,
    '19:10',
  ],
  [
    'a link that depends on the page',
    'link-dead',
    `${firstBody}\n[Terms](../terms/index.md)`,
    `${firstBody}\n[Terms](https://example.org/terms)`,
    /neither https:\/\/ nor a \/ at its beginning/,
    '19:9',
  ],
  [
    'a company almost like ours',
    'company-name',
    `${firstBody}\nThe controller is Fernhil Software GmbH.`,
    `${firstBody}\nThe controller is Fernhill Software, GmbH; Fernhill Software UK Ltd and Birch Hosting GmbH help.`,
    /"Fernhil Software GmbH" is almost the company of site\.yaml/,
    '19:19',
  ],
  [
    'our company with two letters swapped',
    'company-name',
    `${firstBody}\nThe controller is Fernhlil Software GmbH.`,
    `${firstBody}\nThe controller is Fern Hill Farms GmbH.`,
    /"Fernhlil Software GmbH" is almost the company of site\.yaml/,
    '19:19',
  ],
  [
    'our company with a slip in its legal form',
    'company-name',
    `${firstBody}\nThe controller is Fernhill Software GmhB.`,
    `${firstBody}\nThe controller is Fernhill Software GmbH. Fernhill Software Grub is a shop.`,
    /"Fernhill Software GmhB" is almost the company of site\.yaml/,
    '19:19',
  ],
  [
    'a day of its own that is another version’s',
    'date-unlike',
    `Last updated: 9 May 2025\n\n${firstBody}`,
    `Last updated: 1 December 2026\n\nThis notice replaces the version effective 1 May 2024.\n\n${firstBody}\nThe GDPR has applied since 25 May 2018.`,
    /the text says "Last updated: 9 May 2025", and version "2" is published on 2026-12-01/,
    '7:1',
  ],
  [
    'marks and bullets that are shown as they are, told once',
    'stray-mark',
    `${firstBody}\n• One thing.\n\n• Another.\n\nWe **never sell data.`,
    `${firstBody}\nThe cookie __cf_bm is needed. We **never** sell data.\n\n- One thing.`,
    /"• One thing\." is shown with its sign: .*; also in lines 21, 23$/,
    '19:3',
  ],
  [
    'a remark of the drafters',
    'placeholder',
    `${firstBody}\nWe keep it [DRAFTING NOTE: how long?] for a year.`,
    `${firstBody}\nWe keep it for a year [EU1 and EU2 customers].`,
    /"\[DRAFTING NOTE: how long\?\]" is still to be filled in/,
    '19:13',
  ],
  [
    'a number that was not counted on',
    'heading-twice',
    `${firstBody}\n## 3. Storage\n\nIn Germany.`,
    `${firstBody}\n## 4. Storage\n\n### 1. Where\n\nIn Germany.`,
    /"3 Storage" has the number of another clause beside it, in line 15: a reference could mean either/,
    '19:7',
  ],
  [
    'something still to be filled in',
    'placeholder',
    `${firstBody}\nOur officer is XXX.`,
    `${firstBody}\nThe cookie ga-XXXXXXX is needed.`,
    /"XXX" is still to be filled in/,
    '19:16',
  ],
  [
    'several terms that nobody uses, told once',
    'term-unused',
    `${firstBody}\n## 4. Terms\n\n“Usage Data” means data about how often you call us. “Call Data” means the calls themselves.`,
    `${firstBody}\n## 4. Terms\n\n“Usage Data” means data about how often you call us.\n\nWe delete usage data after a year.`,
    /used nowhere else in the text: "Usage Data" \(line 21\), "Call Data" \(line 21\)/,
    '21:2',
  ],
  [
    'our own address with a slip in its name',
    'email-unlike',
    `${firstBody}\nWrite to lgeal@notices.fernhill.example.com.`,
    `${firstBody}\nWrite to legal@notices.fernhill.example.com or sales@notices.fernhill.example.com.`,
    /"lgeal@notices\.fernhill\.example\.com" is almost legal@notices\.fernhill\.example\.com/,
    '19:10',
  ],
  [
    'our company in another legal form',
    'company-name',
    `${firstBody}\nThe controller is Fernhill Software AG.`,
    `${firstBody}\nThe controller is Fernhill Software GmbH.`,
    /"Fernhill Software AG" is almost/,
    '19:19',
  ],
  [
    'an address a letter away from ours',
    'email-unlike',
    `${firstBody}\nWrite to privacy@fernhil.example.com.`,
    `${firstBody}\nWrite to privacy@fernhill.example.com, or to mail@datenschutz.example.org.`,
    /"privacy@fernhil\.example\.com" is almost an address at/,
    '19:10',
  ],
  [
    'a company that is not ours and says “we”',
    'company-name',
    `${firstBody}\nBirch Trading Ltd ("we", "us") is glad that you are here.`,
    `${firstBody}\nBirch Trading Ltd hosts our pages. Fernhill Software ("we") is the controller.`,
    /"Birch Trading Ltd" speaks here of itself, and the company of site\.yaml, "Fernhill Software GmbH", is nowhere/,
    '19:1',
  ],
  [
    'addresses, and none of them ours',
    'email-unlike',
    `${firstBody}\nWrite to privacy@birch.example.org.`,
    `${firstBody}\nWrite to privacy@fernhill.example.com, or to our officer at dpo@birch.example.org.`,
    /"privacy@birch\.example\.org" is at another domain than any address of site\.yaml \(fernhill\.example\.com\)/,
    '19:10',
  ],
  [
    'a link that writes to somebody else',
    'email-link',
    `${firstBody}\nWrite to [privacy@fernhill.example.com](mailto:sales@fernhill.example.com).`,
    `${firstBody}\nWrite to [privacy@fernhill.example.com](mailto:privacy@fernhill.example.com?subject=x).`,
    /its link writes to "sales@/,
    '19:11',
  ],
  [
    'a sentence without end',
    'sentence-long',
    `${firstBody}\n${'We keep what you tell us and '.repeat(10)}more.`,
    `${firstBody}\n${'We keep what you tell us. '.repeat(10)}`,
    /this sentence has 71 words/,
    '19:1',
  ],
  [
    'a text for graduates',
    'reading-hard',
    `${firstBody}\n${'Notwithstanding applicable jurisdictional particularities, organisational accountability necessitates comprehensive documentation regarding processing operations. '.repeat(30)}`,
    `${firstBody}\n${'We keep what you tell us for a year, and then we delete it. '.repeat(30)}`,
    /reads like a text for graduates/,
    '0:0',
  ],
];

describe('rules on words', () => {
  test.each(pairs)('%s', async (_name, rule, found, spared, message, place) => {
    const [problem, ...rest] = of(await problemsOf(second(found)), rule);
    expect(problem, rule).toBeDefined();
    expect(problem?.message).toMatch(message);
    expect(problem?.remedy).not.toBe('');
    expect(`${problem?.line}:${problem?.column}`).toBe(place);
    expect(problem?.severity).not.toBe('error');
    expect(rest).toEqual([]);
    expect(of(await problemsOf(second(spared)), rule)).toEqual([]);
  });
});

const highlight = (text: string, clauses = 'how-long-we-keep-it') =>
  `\nhighlights:\n  - title: "Two years"\n    text: "${text}"\n    clauses: [${clauses}]`;
const withFirst = (text: string, body: string, clauses?: string) =>
  smallSite({
    'privacy/1.mdx': versionMdx(
      `version: "1"\npublished: "2026-01-01"\neffective: "2026-01-01"${highlight('Kept for 2 years.', clauses)}`,
      firstBody,
    ),
    'privacy/2.mdx': versionMdx(`${dates}\n${approved}${highlight(text, clauses)}`, body),
  });

describe('highlights', () => {
  test('one that stayed while its clause changed is stale, at its text', async () => {
    const [stale] = of(await problemsOf(withFirst('Kept for 2 years.', longer)), 'highlight-stale');
    expect(stale).toMatchObject({ severity: 'warning', file: 'privacy/2.mdx', line: 8 });
    expect(stale?.message).toContain(
      'its clause "2 How long we keep it" changed materially: it says 2, which the clause no longer does (',
    );
  });

  test('one of a version that is final is not: nobody can mend it any more', async () => {
    const files = withFirst('Kept for 2 years.', longer);
    const dir = folderOf(files);
    const content = await readContent(dir);
    const day = '2026-12-05';
    expect(of(checkContent(content, day), 'highlight-stale')).toHaveLength(1);
    const { lock } = addToLock(content.lock, content.policies, day);
    expect(of(checkContent({ ...content, lock }, '2027-02-01'), 'highlight-stale')).toEqual([]);
  });

  test('one that moved with its clause, or whose clause stayed, is not', async () => {
    expect(of(await problemsOf(withFirst('Kept for 7 years.', longer)), 'highlight-stale')).toEqual([]);
    const other = withFirst('Kept for 2 years.', longer, 'what-we-collect');
    expect(of(await problemsOf(other), 'highlight-stale')).toEqual([]);
  });

  test('one that says other figures than a clause that stayed runs ahead', async () => {
    const body = firstBody.replace('your name', 'your name, your telephone number');
    const [ahead] = of(await problemsOf(withFirst('Kept for 3 years.', body)), 'highlight-ahead');
    expect(ahead).toMatchObject({ severity: 'warning', line: 8 });
    const [better] = of(await problemsOf(withFirst('We keep it for 2 years.', body)), 'highlight-ahead');
    expect(better).toMatchObject({ severity: 'advice' });
  });
});

describe('what follows', () => {
  test('where the letters a day are limited, it says who knows when to begin', async () => {
    const slow = { 'site.yaml': `${siteYaml}sending: { perDay: 100 }\n` };
    const [follows] = of(await problemsOf({ ...second(longer), ...slow }), 'what-follows');
    expect(follows?.message).toMatch(
      /at the earliest\. Letters leave over several days .* plan says by when to begin\.$/,
    );
  });

  test('a version that takes the place of an announced one is judged against the text in force, too', async () => {
    const files = {
      ...second(longer),
      'privacy/2.1.mdx': versionMdx(
        'version: "2.1"\npublished: "2026-12-02"\neffective: "2027-01-15"',
        longer,
      ),
    };
    const found = of(await problemsOf(files), 'what-follows').find(({ file }) => file === 'privacy/2.1.mdx');
    expect(found?.message).toContain(
      'version "2.1" is editorial against version "2": nothing in the text has changed yet. Against version "1", which it replaces, it is material. A letter goes to every recipient.',
    );
  });

  test('class, who is written to, and the days that bind', async () => {
    const [follows] = of(await problemsOf(second(longer)), 'what-follows');
    expect(follows).toMatchObject({ severity: 'advice', file: 'privacy/2.mdx', line: 4 });
    expect(follows?.message).toBe(
      'version "2" is material: 1 material change (retention). A letter goes to every recipient. For 2027-01-15 the last day to publish it and for its letters to leave is 2026-12-16; published on 2026-12-01, it may take effect on 2026-12-31 at the earliest.',
    );
    expect(follows?.remedy).toBe(
      'Next: have it approved (approved: { by, on }); build the site on 2026-12-01 and run lock and send.',
    );
  });

  test('a draft counts as if it were none', async () => {
    const [follows] = of(await problemsOf(second(longer, '\ndraft: true')), 'what-follows');
    expect(follows?.message).toContain('A letter goes to every recipient.');
    expect(follows?.remedy).toContain('take the line draft: true away');
  });

  test('a place for the yes is among the next steps', async () => {
    const grave = `${firstBody}\n## 4. Advertising\n\nWe share your e-mail address with advertising partners.`;
    const [follows] = of(await problemsOf(second(grave, '\ndraft: true')), 'what-follows');
    expect(follows?.remedy).toContain('name the place where people can say yes (consent: { url })');
  });

  test('minor changes are posted and nobody is mailed', async () => {
    const [follows] = of(await problemsOf(second(`${firstBody}\nThank you for reading.`)), 'what-follows');
    expect(follows?.message).toContain('nobody is mailed');
  });

  test('two versions on one day', async () => {
    const files = {
      ...second(longer),
      'privacy/3.mdx': versionMdx(dates.replace('"2"', '"3"'), longer.replace('7 years', '8 years')),
    };
    expect(of(await problemsOf(files), 'effective-twice')).toMatchObject([
      { severity: 'warning', file: 'privacy/3.mdx', line: 4 },
    ]);
  });
});

test('a year without review', async () => {
  const old = policyYaml.replace('2026-10-01', '2025-10-01');
  const files = smallSite({ 'privacy/policy.yaml': old });
  const [due] = of(await problemsOf(files), 'review-due');
  expect(due).toMatchObject({ severity: 'warning', file: 'privacy/policy.yaml', line: 9 });
  expect(due?.message).toContain('§ 1798.130(a)(5)');
  expect(of(await problemsOf(smallSite()), 'review-due')).toEqual([]);
  const writing = { ...second(longer, '\ndraft: true'), 'privacy/policy.yaml': old };
  expect(of(await problemsOf(writing), 'review-due')).toEqual([]);
});

describe('silences', () => {
  const silence = (rule: string, about = '') =>
    `\nsilenced:\n  - { rule: ${rule}${about ? `, about: "${about}"` : ''}, reason: "Meant so.", by: "A. Berg" }`;
  const reference = `${firstBody}\nSee section 5 for more, and section 6.`;

  test('a finding that people let stand is not shown', async () => {
    expect(of(await problemsOf(second(reference)), 'clause-reference')).toHaveLength(2);
    expect(of(await problemsOf(second(reference, silence('clause-reference'))), 'clause-reference')).toEqual(
      [],
    );
    const [left, ...none] = of(
      await problemsOf(second(reference, silence('clause-reference', 'section 5'))),
      'clause-reference',
    );
    expect(left?.message).toContain('section 6');
    expect(none).toEqual([]);
  });

  test('one that silences nothing is found', async () => {
    const problems = await problemsOf(second(firstBody, silence('clause-reference')));
    expect(of(problems, 'silence-unused')).toMatchObject([{ severity: 'warning', line: 6 }]);
  });

  test('one with a slip in its rule, or about other words, says what was probably meant', async () => {
    const [slip] = of(await problemsOf(second(reference, silence('clause-refrence'))), 'silence-unused');
    expect(slip?.remedy).toContain('Did you mean clause-reference?');
    const [other] = of(
      await problemsOf(second(reference, silence('clause-reference', 'section 9'))),
      'silence-unused',
    );
    expect(other?.message).toContain('has other words: the text refers to "section 5"');
  });

  test('errors and what guards the law or the lock stay', async () => {
    const early = dates.replace('2027-01-15', '2026-12-02');
    const broken = smallSite({
      'privacy/2.mdx': versionMdx(`${early}${silence('period-broken')}`, longer),
    });
    const rules = (await problemsOf(broken)).map(({ rule }) => rule);
    expect(rules).toContain('period-broken');
    expect(rules).toContain('silence-refused');
    const unapproved = (await problemsOf(second(longer, silence('approval-missing')))).map(
      ({ rule }) => rule,
    );
    expect(unapproved).toContain('approval-missing');
    expect(unapproved).toContain('silence-refused');
  });

  test('a reason and a name are owed', async () => {
    const problems = await problemsOf(second(firstBody, '\nsilenced: [{ rule: term-unused }]'));
    expect(problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([
      '"silenced[1].reason" is missing',
      '"silenced[1].by" is missing',
    ]);
  });

  test('policy.yaml silences its own findings', async () => {
    const files = smallSite({
      'privacy/policy.yaml': `${policyYaml.replace('2026-10-01', '2025-10-01')}silenced:\n  - { rule: review-due, reason: "Closed.", by: "A. Berg" }\n`,
    });
    expect((await problemsOf(files)).map(({ rule }) => rule)).toEqual(['version-not-locked']);
  });
});

test('a content folder of a later format is refused in words', async () => {
  const [problem] = await problemsOf(smallSite({ 'site.yaml': `schema: 2\n${siteYaml}` }));
  expect(problem).toMatchObject({ rule: 'field-invalid', severity: 'error', line: 1 });
  expect(problem?.message).toContain('written in format 2, and this Prenotice reads formats up to 1');
  expect((await problemsOf(smallSite({ 'site.yaml': `schema: 1\n${siteYaml}` })))[0]?.severity).not.toBe(
    'error',
  );
});

test('two drafts at once, that know nothing of each other', async () => {
  const draft = (number: string) => versionMdx(`${dates.replace('"2"', `"${number}"`)}\ndraft: true`, longer);
  const files = smallSite({ 'privacy/2.mdx': draft('2'), 'privacy/3.mdx': draft('3') });
  expect(of(await problemsOf(files), 'drafts-apart')).toMatchObject([{ file: 'privacy/3.mdx', line: 5 }]);
  expect(of(await problemsOf(smallSite({ 'privacy/2.mdx': draft('2') })), 'drafts-apart')).toEqual([]);
});

test('a term renamed where it is defined, and nowhere else', async () => {
  const body = (defined: string) =>
    `${firstBody}\n## 4. Terms\n\n“${defined}” means data about how often you call us.\n\nWe delete Usage Data after a year.\n`;
  const files = smallSite({ 'privacy/2.mdx': versionMdx(dates, body('Call Data')) });
  files['privacy/1.mdx'] = files['privacy/1.mdx']!.replace(firstBody, body('Usage Data'));
  expect(of(await problemsOf(files), 'term-undefined')).toMatchObject([
    {
      line: 23,
      column: 11,
      message: '"Usage Data" is used, but no longer defined: version "1" defines it',
    },
  ]);
});
