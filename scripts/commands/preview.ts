import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Duty, dutiesOf } from '../../src/notice/duties.ts';
import type { LetterTiming } from '../../src/notice/letter.ts';
import { buildLetterContent } from '../../src/notice/letter-content.ts';
import { type NoticeKind, noticeKey } from '../../src/notice/plan.ts';
import { planNotices } from '../../src/notice/plan-notices.ts';
import { fillLetter, renderLetter } from '../../src/notice/render-letter.ts';
import { formatDay } from '../../src/policy/day.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';
import type { Policy } from '../../src/policy/timeline.ts';
import { type Command, type CommandContext, people, UsageError, wantsJson } from '../context.ts';
import { type DeliveryWorld, openWorld } from '../delivery-world.ts';
import { policyNamed, versionNamed } from '../named.ts';

/** `preview <policy> [version]`: the letter as it will be sent, filled in for a made-up reader. */
export const run: Command = async (context) => {
  const [slug, number] = context.args;
  const format = context.options.format ?? (wantsJson(context) ? 'json' : 'text');
  if (!['text', 'html', 'json'].includes(String(format)))
    throw new UsageError(`--format ${String(format)} is not known; write text, html or json`);
  const world = await openWorld(context);
  const policy = policyNamed(world.content.policies, slug);

  const { kind, timing, locale } = wishesOf(context);
  const { duties, policies, letter } = await letterOf(world, policy, number, kind);
  const content = buildLetterContent({
    ...(timing ? { timing } : {}),
    ...(locale ? { locale } : {}),
    site: world.content.site,
    policies,
    duties,
    assess: world.assess,
    today: world.todayFor(policy),
  });
  const rendered = await renderLetter(content);
  const filled = fillLetter(rendered, { name: 'Sam Sample', reference: '0000-0000-0000' });
  const out = people(context);
  if (wantsJson(context)) {
    const notices = duties.map(noticeKey);
    context.stdout.write(
      `${JSON.stringify({ letter, notices, ...filled, bytes: rendered.bytes, listed: rendered.listed }, null, 2)}\n`,
    );
  } else if (format === 'html') context.stdout.write(filled.html);
  else context.stdout.write(`Subject: ${filled.subject}\n\n${filled.text}\n`);
  if (format === 'html' && typeof context.options.out !== 'string') return 0;
  const files = await write(context, world, letter, filled);
  (format === 'html' ? context.stderr : out).write(
    `\nHTML (${Math.ceil(rendered.bytes / 1000)} kB): ${files.html}\nText: ${files.text}\n`,
  );
  for (const duty of duties) {
    if (duty.from === null)
      context.stderr.write(`Note: no letter is owed for ${duty.policy} ${duty.version}. ${duty.why}\n`);
  }
  return 0;
};

/** `--kind`, `--as` and `--locale`: letters that not everybody gets, or not today. */
function wishesOf(context: CommandContext): { kind?: NoticeKind; timing?: LetterTiming; locale?: string } {
  const { kind, as, locale } = context.options;
  const kinds: readonly unknown[] = ['advance', 'reminder', 'correction'];
  if (kind !== undefined && !kinds.includes(kind))
    throw new UsageError(`--kind ${String(kind)} is not known; write advance, reminder or correction`);
  const timings: Record<string, LetterTiming> = { 'in-time': 'inTime', late: 'late', joined: 'joined' };
  const timing = as === undefined ? undefined : timings[String(as)];
  if (as !== undefined && !timing)
    throw new UsageError(`--as ${String(as)} is not known; write in-time, late or joined`);
  return {
    ...(kind === undefined ? {} : { kind: kind as NoticeKind }),
    ...(timing ? { timing } : {}),
    ...(typeof locale === 'string' ? { locale } : {}),
  };
}

/** The version asked for, or the next one announced, with whatever goes in the same letter. A draft is shown as if it were none. */
async function letterOf(
  world: DeliveryWorld,
  policy: Policy,
  number: string | undefined,
  kind: NoticeKind | undefined,
): Promise<{ duties: Duty[]; policies: Policy[]; letter: string }> {
  const wanted = number === undefined ? undefined : versionNamed(policy, number);
  const shown: Policy = wanted?.fields.draft
    ? {
        ...policy,
        versions: policy.versions.map((v) =>
          v === wanted ? { ...v, fields: { ...v.fields, draft: false } } : v,
        ),
      }
    : policy;
  const policies = world.content.policies.map((p) => (p === policy ? shown : p));
  const ledger = world.ledger();
  const begun = await ledger.begun().finally(() => ledger.close());
  const duties = policies.flatMap((p) => dutiesOf(p, world.assess, world.todayFor(p), begun));
  const plan = planNotices({ today: world.today, duties, audience: new Map() });
  const mine = plan.notices.filter(
    (n) =>
      n.policy === policy.slug &&
      (kind === undefined ? n.kind !== 'reminder' : n.kind === kind) &&
      (number === undefined || n.version === number),
  );
  const notice = mine.find((n) => n.letter !== null) ?? mine[0];
  if (!notice && kind !== undefined)
    throw new PrenoticeError(
      `no ${kind} letter about ${policy.slug}${number ? ` ${number}` : ''} is owed on ${formatDay(world.today, 'en')}`,
      kind === 'reminder'
        ? 'a reminder needs `reminder:` in the notice profile, and comes after the announcement'
        : 'see plan for the letters that are',
    );
  if (!notice) {
    const announced = plan.notices.filter((n) => n.policy === policy.slug).map((n) => n.version);
    throw new PrenoticeError(
      number === undefined
        ? `no version of ${policy.slug} is announced on ${formatDay(world.today, 'en')}, so there is no letter`
        : `version ${number} of ${policy.slug} is in force or past on ${formatDay(world.today, 'en')}, so there is no letter to preview`,
      announced.length > 0
        ? `announced: ${[...new Set(announced)].join(', ')}`
        : 'name another day with --today',
    );
  }
  const together = notice.letter === null ? [notice] : plan.notices.filter((n) => n.letter === notice.letter);
  const keys = together.map(noticeKey);
  return {
    duties: duties.filter((duty) => keys.includes(noticeKey(duty))),
    policies,
    letter: notice.letter ?? `${notice.policy}-${notice.version}`,
  };
}

async function write(
  context: CommandContext,
  world: DeliveryWorld,
  letter: string,
  filled: { html: string; text: string; subject: string },
) {
  const dir =
    typeof context.options.out === 'string'
      ? resolve(context.cwd, context.options.out)
      : join(world.outbox, 'preview');
  await mkdir(dir, { recursive: true });
  const files = { html: join(dir, `${letter}.html`), text: join(dir, `${letter}.txt`) };
  await writeFile(files.html, filled.html);
  await writeFile(files.text, `Subject: ${filled.subject}\n\n${filled.text}\n`);
  return files;
}
