import type { Notice } from '../../src/notice/plan.ts';
import { counted } from '../../src/policy/numerals.ts';
import { type Command, people, wantsJson } from '../context.ts';
import { openWorld } from '../delivery-world.ts';
import { planWorld } from '../plan-world.ts';
import { styled } from '../style.ts';
import { table } from '../table.ts';

/** `plan`: 0, or 1 when a plan is unlawful. */
export const run: Command = async (context) => {
  const world = await openWorld(context);
  const ledger = world.ledger();
  try {
    const { plan, rejects } = await planWorld(world, ledger);
    if (wantsJson(context)) context.stdout.write(`${JSON.stringify({ ...plan, rejects }, null, 2)}\n`);
    const out = people(context);
    const style = styled(out, context.env);
    if (plan.notices.length === 0) out.write(`Nothing is announced on ${plan.today}.\n`);
    else {
      out.write(
        table(
          head,
          plan.notices.map((notice) => rowOf(notice)),
        ),
      );
      out.write('\n');
    }
    for (const notice of plan.notices) {
      out.write(`${style(`${notice.policy} ${notice.version}, ${notice.kind}`, 'bold')}: ${notice.why}\n`);
      if (notice.letter) out.write(`  Letter ${notice.letter}${othersIn(notice, plan.notices)}\n`);
      for (const problem of notice.problems) {
        const color = problem.severity === 'error' ? 'red' : 'yellow';
        out.write(
          `  ${style(problem.severity, color)}  ${problem.message}  ${style(`[${problem.rule}]`, 'dim')}\n      ${problem.remedy}\n`,
        );
      }
    }
    if (rejects > 0)
      out.write(`\n${counted(rejects, 'row')} of the recipient list set aside; \`send\` lists them.\n`);
    const now = plan.notices.some((notice) => isDueNow(notice) && isSound(notice));
    out.write(`\n${now ? 'Something is due now: `send` sends it. ' : ''}`);
    out.write(plan.next ? `Next: something is due on ${plan.next}.\n` : 'Nothing is due after today.\n');
    return plan.notices.every((notice) => notice.lawful) ? 0 : 1;
  } finally {
    await ledger.close();
  }
};

const head = [
  'policy',
  'version',
  'kind',
  'class',
  'published',
  'effective',
  'letter due',
  'deadline',
  'recipients',
  'lawful',
];

/** Its day has come, it is not done, and there is still time for it; a correction is never too late. */
const isDueNow = ({ due, complete, today, effective, kind }: Notice): boolean =>
  due !== null && !complete && due <= today && (today < effective || kind === 'correction');

const isSound = ({ problems }: Notice): boolean => problems.every(({ severity }) => severity !== 'error');

function rowOf(notice: Notice): (string | number)[] {
  return [
    notice.policy,
    notice.version,
    notice.kind,
    notice.class,
    notice.published,
    notice.effective,
    notice.due === null
      ? 'none owed'
      : notice.complete
        ? `${notice.due} (done)`
        : notice.due > notice.today
          ? notice.due
          : isDueNow(notice)
            ? `${notice.due} (now)`
            : 'missed',
    notice.deadline,
    notice.recipients,
    notice.lawful ? 'yes' : 'NO',
  ];
}

function othersIn(notice: Notice, all: readonly Notice[]): string {
  const others = all
    .filter((n) => n !== notice && n.letter === notice.letter)
    .map((n) => `${n.policy} ${n.version}`);
  return others.length > 0 ? `, together with ${others.join(', ')}` : '';
}
