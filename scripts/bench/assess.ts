import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assess } from '../../src/assessment/assess.ts';
import type { Assessment, Category } from '../../src/assessment/assessment.ts';
import { readDocument } from '../../src/authoring/read-document.ts';
import { type ChangeClass, classOrder } from '../../src/policy/fields.ts';
import type { PolicyKind } from '../../src/policy/policy.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { confusion, crossValidate, foldText, ratio, score, type Verdict } from './assess-score.ts';
import { speedLine } from './assess-speed.ts';

/** One labelled change; quotes are verbatim from the Markdown, null where there is no such side. */
interface KeyChange {
  kind: string;
  category: string;
  material: boolean;
  quote_old: string | null;
  quote_new: string | null;
}

interface Label {
  id: string;
  material: boolean;
  borderline: boolean;
  categories: string[];
  key_changes: KeyChange[];
}

interface Meta {
  kind: PolicyKind;
  language: string;
  group: string;
  noise?: boolean;
}

export interface Case {
  label: Label;
  meta: Meta;
  assessment: Assessment;
  words: number;
  milliseconds: { redline: number; assess: number };
}

const ourNames: Record<string, Category> = {
  subprocessors: 'sharing',
  sale_ads: 'sale-ads',
  rights_choice: 'rights',
  cookies_tracking: 'cookies',
  policy_change_terms: 'change-terms',
  legal_terms: 'legal-terms',
  formatting: 'editorial',
};

/**
 * `npm run bench -- assess [folder] [--list] [--sample N]`: the figures of the assessment on labelled real pairs
 * (default ../shared/policies). `--list` names every wrong verdict and missed change; `--sample N` prints N material
 * findings that no label supports.
 */
export async function run(args: string[]): Promise<void> {
  const folder =
    args.find((word) => !word.startsWith('--') && !/^\d+$/.test(word)) ?? join('..', 'shared', 'policies');
  if (!existsSync(join(folder, 'labels.jsonl'))) {
    process.stderr.write(
      `There is no ${join(folder, 'labels.jsonl')}: nothing is measured. Name the folder of labelled pairs.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const cases = await measurePairs(folder);
  const out: string[] = [];
  revisions(out, cases);
  keyChanges(out, cases, args.includes('--list'));
  unsupported(out, cases, args.includes('--sample') ? Number(args[args.indexOf('--sample') + 1] ?? 20) : 0);
  categories(out, cases);
  timing(out, cases);
  out.push(speedLine());
  process.stdout.write(`${out.join('\n')}\n`);
}

/** Every labelled pair of a folder, assessed as the command does it. */
export async function measurePairs(folder: string): Promise<Case[]> {
  const lines = (await readFile(join(folder, 'labels.jsonl'), 'utf8')).trim().split('\n');
  const cases: Case[] = [];
  for (const line of lines) cases.push(await measure(folder, JSON.parse(line) as Label));
  return cases;
}

async function measure(folder: string, label: Label): Promise<Case> {
  const pair = join(folder, 'pairs', label.id);
  const meta = JSON.parse(await readFile(join(pair, 'meta.json'), 'utf8')) as Meta;
  const [old, next] = await Promise.all(['old.md', 'new.md'].map((name) => readDocument(join(pair, name))));
  const before = performance.now();
  const redline = compareDocuments(old!.document, next!.document);
  const between = performance.now();
  const assessment = assess(old!.document, next!.document, redline, {
    kind: meta.kind,
    locale: meta.language,
    heldData: 'follows',
  });
  const after = performance.now();
  const { inserted, deleted } = redline.stats;
  return {
    label,
    meta,
    assessment,
    words: inserted + deleted,
    milliseconds: { redline: between - before, assess: after - between },
  };
}

function revisions(out: string[], cases: readonly Case[]): void {
  const verdicts = (judge: (one: Case) => boolean): Verdict[] =>
    cases.map((one) => ({
      group: one.meta.group,
      truth: one.label.material,
      said: judge(one),
      borderline: one.label.borderline,
      id: one.label.id,
    }));
  const rules = verdicts((one) => one.assessment.material);
  out.push(
    `Revisions: ${cases.length} pairs, ${cases.filter((one) => one.label.material).length} material, ${cases.filter((one) => one.label.borderline).length} borderline`,
    '',
  );
  out.push('                                   precision  recall  F1      wrong');
  out.push(score('rules, all pairs', rules));
  out.push(
    score(
      'rules, without borderline',
      rules.filter((one) => !one.borderline),
    ),
  );
  out.push(
    score(
      'any textual change',
      verdicts((one) => one.words > 0),
    ),
  );
  out.push(
    score(
      'at least 29 changed words',
      verdicts((one) => one.words >= 29),
    ),
  );
  out.push(
    '',
    ...crossValidate(
      rules,
      cases.map((one) => one.words),
    ),
  );
  const wrong = rules.filter((one) => one.truth !== one.said);
  out.push(
    '',
    'Wrong:',
    ...wrong.map(
      (one) =>
        `  ${one.said ? 'said material' : 'missed'}: ${one.id}${one.borderline ? ' (borderline)' : ''}`,
    ),
  );
  const classes = (['editorial', 'minor', 'material', 'consent'] as ChangeClass[]).map(
    (name) => `${cases.filter((one) => one.assessment.class === name).length} ${name}`,
  );
  out.push('', `Classes given: ${classes.join(', ')}`);
}

const isMaterial = (one: { class: ChangeClass }): boolean => classOrder[one.class] >= classOrder.material;

/** A change stands for a quote when one holds the other, letters and digits compared. */
function overlaps(text: string | null, quote: string | null): boolean {
  if (text === null || quote === null) return false;
  const [whole, part] = [foldText(text), foldText(quote)];
  return part !== '' && (whole.includes(part) || (whole.length > 20 && part.includes(whole)));
}

/** A labelled change is found when a change called material overlaps its quotes. */
export function isFound({ assessment }: Case, key: KeyChange): boolean {
  return assessment.changes.some(
    (change) =>
      isMaterial(change) && (overlaps(change.old, key.quote_old) || overlaps(change.new, key.quote_new)),
  );
}

function keyChanges(out: string[], cases: readonly Case[], list: boolean): void {
  const material = cases.flatMap((one) =>
    one.label.key_changes.filter((key) => key.material).map((key) => ({ one, key })),
  );
  const found = ({ one, key }: (typeof material)[number]) => isFound(one, key);
  const missed = material.filter((item) => !found(item));
  out.push(
    '',
    `Material key changes found: ${material.length - missed.length} of ${material.length} (${ratio(material.length - missed.length, material.length)})`,
  );
  const harmless = cases.flatMap((one) =>
    one.label.key_changes.filter((key) => !key.material).map((key) => ({ one, key })),
  );
  const raised = harmless.filter(found);
  out.push(
    `Key changes labelled immaterial inside a change called material: ${raised.length} of ${harmless.length}`,
  );
  const low = cases.flatMap((one) => one.assessment.changes.filter(isMaterial));
  out.push(
    `Material changes with low certainty: ${low.filter((one) => one.certainty === 'low').length} of ${low.length}`,
  );
  if (list)
    for (const { one, key } of missed)
      out.push(`  missed: ${one.label.id} ${key.category}: ${key.quote_old} → ${key.quote_new}`);
}

function unsupported(out: string[], cases: readonly Case[], sample: number): void {
  const findings = cases.flatMap((one) =>
    one.assessment.changes.filter(isMaterial).map((change) => ({ one, change })),
  );
  const without = findings.filter(
    ({ one, change }) =>
      !one.label.key_changes.some(
        (key) => key.material && (overlaps(change.old, key.quote_old) || overlaps(change.new, key.quote_new)),
      ),
  );
  const within = without.filter(
    ({ one }) => one.label.key_changes.filter((key) => key.material).length < 8 && one.label.material,
  );
  out.push(
    '',
    `Material findings that no label supports: ${without.length} of ${findings.length} (${ratio(without.length, findings.length)}); ${within.length} of them in material pairs`,
  );
  const step = Math.max(1, Math.floor(without.length / Math.max(1, sample)));
  for (const { one, change } of without.filter((_, index) => index % step === 0).slice(0, sample)) {
    out.push(
      `  ${one.label.id} [${change.categories.join(', ')}] ${change.reasons[0]?.rule}`,
      `    - ${change.old?.slice(0, 200) ?? ''}`,
      `    + ${change.new?.slice(0, 200) ?? ''}`,
    );
  }
}

function categories(out: string[], cases: readonly Case[]): void {
  const pairs = cases.flatMap((one) =>
    one.label.key_changes
      .filter((key) => key.material)
      .flatMap((key) => {
        const hit = one.assessment.changes.find(
          (change) =>
            isMaterial(change) &&
            (overlaps(change.old, key.quote_old) || overlaps(change.new, key.quote_new)),
        );
        const truth = ourNames[key.category] ?? key.category;
        if (!hit) return [{ truth, said: '(missed)' }];
        return [
          { truth, said: hit.categories.includes(truth as Category) ? truth : (hit.categories[0] ?? '') },
        ];
      }),
  );
  out.push(
    '',
    'Categories of material key changes (label → first category given when the label’s is not among them):',
    ...confusion(pairs),
  );
}

function timing(out: string[], cases: readonly Case[]): void {
  const times = cases.map((one) => one.milliseconds.assess).sort((a, b) => a - b);
  const total = times.reduce((sum, time) => sum + time, 0);
  const redline = cases.reduce((sum, one) => sum + one.milliseconds.redline, 0);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))]?.toFixed(0);
  out.push(
    '',
    `Time of the assessment: ${total.toFixed(0)} ms for all, median ${at(0.5)} ms, 95 % under ${at(0.95)} ms, longest ${at(1)} ms (redline besides: ${redline.toFixed(0)} ms)`,
  );
}
