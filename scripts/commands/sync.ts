import { resendReports } from '../../src/delivery/resend-reports.ts';
import { type SyncReport, syncLetters } from '../../src/delivery/sync.ts';
import { dayInZone } from '../../src/policy/day.ts';
import { counted, numeral } from '../../src/policy/numerals.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';
import { type Command, type Output, people, wantsJson } from '../context.ts';
import { openWorld } from '../delivery-world.ts';

/** Letters that are asked for one by one: 100 seconds at ten a second. */
const singly = 1000;

/** `sync`: what became of letters, where no webhook told. 0 also when nothing is open. */
export const run: Command = async (context) => {
  const world = await openWorld(context);
  if (world.mailerName !== 'resend')
    throw new PrenoticeError(
      'the outbox sends nothing, so there is nobody to ask',
      'set mailer: resend in site.yaml, or add --mailer resend',
    );
  const { RESEND_API_KEY, RESEND_BASE_URL } = context.env;
  const { timeZone, sending: { rate } = {} } = world.content.site;
  const ledger = world.ledger();
  try {
    const settings = {
      apiKey: RESEND_API_KEY,
      ...(RESEND_BASE_URL ? { baseUrl: RESEND_BASE_URL } : {}),
      ...(rate === undefined ? {} : { rate }),
    };
    const reports = resendReports(settings, ledger);
    const report = await syncLetters({
      ...{ ledger, reports, today: world.today, stamp: world.stamp, singly },
      all: context.options.all === true,
      dayOf: (instant) => dayInZone(instant, timeZone),
    });
    if (wantsJson(context)) context.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    tell(people(context), report);
    return 0;
  } finally {
    await ledger.close();
  }
};

function tell(out: Output, { suppressed, asked, learned, open, skipped }: SyncReport): void {
  const parts = Object.entries(learned).map(([kind, count]) => `${numeral(count)} ${kind}`);
  out.write(
    `Asked about ${counted(asked, 'mail')}; learned: ${parts.join(', ') || 'nothing new'}.${suppressed > 0 ? ` ${counted(suppressed, 'address', 'addresses')} on the suppression list.` : ''}\n`,
  );
  if (skipped > 0)
    out.write(
      `${counted(skipped, 'letter')} were not asked for one by one: let the webhook tell, or add --all (a request for every hundred mails).\n`,
    );
  else if (open > 0) out.write(`Of ${counted(open, 'letter')} nothing final is known yet.\n`);
  if (learned.bounced || learned.suppressed || learned.failed || learned['bounced-for-now'])
    out.write('The next `send` tries fallback addresses; whoever has none stands in `status --worklist`.\n');
}
