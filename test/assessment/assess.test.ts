import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import type { Assessment, AssessmentContext } from '../../src/assessment/assessment.ts';
import { vocabularySchema } from '../../src/assessment/vocabulary-schema.ts';
import { assessmentJson } from '../../src/assessment/write-json.ts';
import { assessmentMarkdown } from '../../src/assessment/write-markdown.ts';
import { rulesDocument } from '../../src/assessment/write-rules.ts';
import { assessmentText } from '../../src/assessment/write-text.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { german, privacy, terms } from './texts.ts';

function assessTexts(old: string, next: string, context: Partial<AssessmentContext> = {}): Assessment {
  const [before, after] = [parse(old, 'md').document, parse(next, 'md').document];
  return assess(before, after, compareDocuments(before, after), {
    kind: 'privacy',
    locale: 'en',
    heldData: 'follows',
    ...context,
  });
}

const longer = privacy.replace('for two years after', 'for seven years after');

describe('texts that are no pair', () => {
  test('identical texts: no changes, editorial', () => {
    const assessment = assessTexts(privacy, privacy);
    expect(assessment).toMatchObject({
      class: 'editorial',
      material: false,
      favourable: false,
      related: 1,
      summary: '',
      changes: [],
    });
  });

  test('two documents', () => {
    const assessment = assessTexts(privacy, terms.repeat(2).replaceAll('Fernhill', 'Oakridge'));
    expect(assessment.material).toBe(true);
    expect(assessment.related).toBeLessThan(0.5);
  });

  test('two documents in two languages', () => {
    const assessment = assessTexts(privacy, german.repeat(4));
    expect(assessment).toMatchObject({ class: 'material', material: true });
    expect(assessment.related).toBeLessThan(0.1);
    expect(assessment.summary).toMatch(
      /^Das sind nicht zwei Fassungen desselben Dokuments: \d+ % der Wörter sind gemeinsam\.$/,
    );
    expect(
      assessment.changes.every((change) => change.class === 'material' && change.certainty === 'low'),
    ).toBe(true);
  });

  test('an empty text on either side', () => {
    expect(assessTexts('', privacy)).toMatchObject({
      class: 'material',
      summary: expect.stringContaining('earlier text is empty'),
    });
    expect(assessTexts(privacy, '')).toMatchObject({
      class: 'material',
      summary: expect.stringContaining('new text is empty'),
    });
    expect(assessTexts('', '')).toMatchObject({ class: 'editorial', changes: [], related: 1 });
  });
});

describe('decisions of people', () => {
  const { id } = assessTexts(privacy, longer).changes[0]!;
  const decide = (change: Record<string, unknown>) => ({
    decision: { changes: [{ id, ...change }] } as AssessmentContext['decision'],
  });

  test('raising is free', () => {
    const assessment = assessTexts(privacy, longer, decide({ class: 'consent' }));
    expect(assessment).toMatchObject({ class: 'consent', toolClass: 'material', decisionProblems: [] });
    expect(assessment.changes[0]).toMatchObject({ class: 'consent', toolClass: 'material' });
  });

  test('lowering needs a reason and a name', () => {
    for (const missing of [{}, { reason: 'misprint' }, { decidedBy: 'Ines Brandt' }]) {
      const assessment = assessTexts(privacy, longer, decide({ class: 'minor', ...missing }));
      expect(assessment.class).toBe('material');
      expect(assessment.decisionProblems).toMatchObject([
        { id, message: expect.stringContaining('without a reason and a name') },
      ]);
    }
  });

  test('lowered with reason and name', () => {
    const assessment = assessTexts(
      privacy,
      longer,
      decide({ class: 'minor', reason: 'a misprint put right', decidedBy: 'Ines Brandt' }),
    );
    expect(assessment).toMatchObject({
      class: 'minor',
      toolClass: 'material',
      material: false,
      decisionProblems: [],
    });
    expect(assessment.changes[0]).toMatchObject({
      toolClass: 'material',
      decision: { reason: 'a misprint put right', decidedBy: 'Ines Brandt' },
    });
  });

  test('re-opened when the text of the change changed', () => {
    const assessment = assessTexts(
      privacy,
      privacy.replace('for two years after', 'for nine years after'),
      decide({ class: 'minor', reason: 'a misprint', decidedBy: 'Ines Brandt' }),
    );
    expect(assessment.class).toBe('material');
    expect(assessment.decisionProblems).toMatchObject([
      { id, message: expect.stringContaining('re-opened because the text changed') },
    ]);
  });

  test('a lower class of the version is re-opened when any text changes', () => {
    const { judged } = assessTexts(privacy, longer);
    const decision = {
      class: 'minor',
      reason: 'a misprint put right',
      decidedBy: 'Ines Brandt',
      judged,
      changes: [],
    } as AssessmentContext['decision'];
    expect(assessTexts(privacy, longer, { decision })).toMatchObject({
      class: 'minor',
      decisionProblems: [],
    });
    const later = assessTexts(privacy, `${longer}\n\nWe sell your telephone number to brokers.\n`, {
      decision,
    });
    expect(later.class).not.toBe('minor');
    expect(later.decisionProblems).toMatchObject([
      { id: null, message: expect.stringContaining(`judged: ${later.judged}`) },
    ]);
  });

  test('the version’s class', () => {
    const raised = assessTexts(privacy, longer, { decision: { class: 'consent', changes: [] } });
    expect(raised.class).toBe('consent');
    const lowered = assessTexts(privacy, longer, { decision: { class: 'editorial', changes: [] } });
    expect(lowered.class).toBe('material');
    expect(lowered.decisionProblems).toHaveLength(1);
  });
});

test('the profile that keeps held data under the old text makes consent material', () => {
  const sold = privacy.replace('We do not sell', 'We sell');
  expect(assessTexts(privacy, sold).class).toBe('consent');
  expect(assessTexts(privacy, sold, { heldData: 'opt-in' }).class).toBe('consent');
  expect(assessTexts(privacy, sold, { heldData: 'as-collected' })).toMatchObject({
    class: 'material',
    material: true,
  });
});

test('a site’s own words', () => {
  const next = privacy.replace(
    'We do not sell',
    'We share invoices with the Ledgerville guild. We do not sell',
  );
  const found = (vocabulary?: AssessmentContext['vocabulary']) =>
    assessTexts(privacy, next, { vocabulary }).changes.flatMap((change) =>
      change.reasons.map((reason) => reason.text),
    );
  expect(found({ recipients: ['guilds: Ledgerville guild'] })).toContain(
    'a recipient named here and not before: guilds',
  );
  expect(found().join()).not.toContain('guilds');
  expect(vocabularySchema.safeParse({ recipients: ['guilds: Ledgerville guild'] }).success).toBe(true);
  expect(vocabularySchema.safeParse({ recipients: ['guilds'] }).success).toBe(false);
  expect(vocabularySchema.safeParse({ recipient: [] }).success).toBe(false);
});

test('the summary names the subjects, gravest first', () => {
  const next = longer
    .replace('We do not sell your personal data.', 'We may sell your personal data.')
    .replace('within one month', 'within two months');
  expect(assessTexts(privacy, next).summary).toMatchInlineSnapshot(`
    "3 changes matter:
    - Selling data and advertising: we no longer promise this: “We do not sell your personal data.”; new: sale of data – “We may sell your personal data.” (before: “do not”).
    - How long data are kept: “We keep account data for seven years after you close your account.” (before: “two”).
    - Your rights and choices: “We answer requests within two months.” (before: “one month”).
    Notice is not enough for part of this: it needs the agreement of the people whose data we already hold."
  `);
});

describe('a summary that can be published after editing', () => {
  const summaryOf = (before: string, after: string, kind: AssessmentContext['kind'] = 'privacy') =>
    assessTexts(before, after, { kind }).summary.split('\n');
  const processors = (...rows: string[]) =>
    `# Sub-processors\n\nThese companies process customer data for Fernhill Software GmbH.\n\n| Sub-processor | Task | Country |\n| --- | --- | --- |\n${rows.map((row) => `| ${row} |`).join('\n')}\n`;
  const nordhost = 'Nordhost GmbH | Hosting | Germany';

  test('a cell stands beside the name of its row, and with all that it said before', () => {
    expect(
      summaryOf(
        processors(nordhost),
        processors('Nordhost GmbH | Hosting | Germany, Norway'),
        'subprocessors',
      ),
    ).toContain('- Who receives data: Nordhost GmbH: “Germany, Norway” (before: “Germany”).');
  });

  test('of many new companies every name is said', () => {
    const names = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir'].map((name) => `${name} Mail Ltd`);
    const rows = names.map((name) => `${name} | E-mail | Ireland`);
    expect(summaryOf(processors(nordhost), processors(nordhost, ...rows), 'subprocessors')[1]).toBe(
      `- Who receives data: new: ${names.map((name) => `“${name}”`).join(', ')}.`,
    );
  });

  test('sentences stand in their own words, quotations inside them in single marks', () => {
    const next = privacy.replace(
      'We do not sell',
      'We share your e-mail address with insurers. We use your messages for the “Fernhill Insights” reports. We do not sell',
    );
    const lines = summaryOf(privacy, next);
    expect(lines[1]).toBe(
      '- Who receives data: new: “We share your e-mail address with insurers.”; new: “We use your messages for the ‘Fernhill Insights’ reports.”',
    );
  });

  test('a new section is named by its title', () => {
    const next = `${privacy}\n## Calls\n\nWe record support calls. We keep recordings for 90 days. Insurers receive copies of them.\n`;
    expect(summaryOf(privacy, next).join('\n')).toMatch(/a new section, “Calls”: “We /);
  });

  test('a long sentence is quoted around what changed, from clause to clause', () => {
    const long =
      'When you create an account, invite colleagues, upload documents or contact our support, we store the details that you enter, the documents that you upload, the messages that you write and the time at which you do so, and we delete all of them within thirty days after you close your account.';
    const [, line = ''] = summaryOf(
      `${privacy}\n${long}\n`,
      `${privacy}\n${long.replace('thirty', 'ninety')}\n`,
    );
    expect(line).toMatch(
      /: “… .*, and we delete all of them within ninety days after you close your account\.” \(before: “thirty”\)\.$/,
    );
  });
});

test('JSON, text and Markdown say the same', () => {
  const assessment = assessTexts(privacy, longer);
  const json = assessmentJson(assessment);
  expect(json.changes[0]).toMatchObject({
    kind: 'changed',
    class: 'material',
    categories: ['retention'],
    direction: 'unfavourable',
    practice: true,
    heldData: true,
    certainty: 'high',
    count: 1,
    clause: { old: expect.any(String), new: expect.any(String) },
  });
  expect(json.changes[0]).not.toHaveProperty('segments');
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  for (const text of [assessmentText(assessment), assessmentMarkdown(assessment)])
    expect(text).toContain('the period went from 2 years to 7 years');
});

test('docs/rules.md is the table', async () => {
  expect(await readFile(new URL('../../docs/rules.md', import.meta.url), 'utf8')).toBe(rulesDocument());
});

test('runs in a browser', async () => {
  const bundled = await build({
    stdin: {
      contents: "import { assess } from './src/assessment/assess.ts'; console.log(assess);",
      resolveDir: new URL('../../', import.meta.url).pathname,
    },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    minify: true,
    logLevel: 'silent',
  });
  expect(bundled.outputFiles[0]!.text).not.toContain('node:');
});

test('Markdown for a comment: names call nobody, and no sign of the text takes effect', () => {
  const before = '# Privacy notice\n\n## Sharing\n\nWe share your name with nobody at all.\n';
  const after =
    '# Privacy notice\n\n## Sharing\n\nWe share your name with @mention, `a|b`, $x$, # and &lt;b&gt;brokers&lt;/b&gt;.\n';
  const markdown = assessmentMarkdown(assessTexts(before, after));
  expect(markdown).not.toMatch(/@mention|[^\\]`|<b>|[^\\]\$x/);
  for (const row of markdown.split('\n').filter((line) => line.startsWith('|')))
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(7);
});
