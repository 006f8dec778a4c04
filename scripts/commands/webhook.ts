import { eventWriter } from '../../src/delivery/event-writer.ts';
import { webhookHandler } from '../../src/delivery/webhook.ts';
import { dayInZone } from '../../src/policy/day.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';
import { type Command, type CommandContext, portOf } from '../context.ts';
import { openWorld } from '../delivery-world.ts';
import { listenWith } from '../webhook-server.ts';

/** `webhook --port N`: takes Resend's events until it is stopped. 0 when stopped as asked. */
export const run: Command = async (context) => {
  const port = portOf(context) ?? 8787;
  const secrets = secretsOf(context.env.RESEND_WEBHOOK_SECRET);
  const world = await openWorld(context);
  if (world.mailerName !== 'resend')
    throw new PrenoticeError(
      'the outbox sends nothing, so nobody reports on its letters',
      'set mailer: resend in site.yaml, or add --mailer resend',
    );
  const { timeZone } = world.content.site;
  const ledger = world.ledger({ write: true });
  try {
    const keep = eventWriter((events) =>
      ledger.keepEvents(events, context.now(), (instant) => dayInZone(instant, timeZone)),
    );
    const handle = webhookHandler({
      ...{ secrets, keep, now: context.now },
      log: (line) => context.stdout.write(`${line}\n`),
    });
    const host = typeof context.options.host === 'string' ? context.options.host : '127.0.0.1';
    const server = await listenWith(handle, { port, host }).catch((cause: Error) => {
      throw new PrenoticeError(`port ${port} on ${host} cannot be used: ${cause.message}`, 'name another', {
        cause,
      });
    });
    context.stderr.write(
      `Listening for Resend’s events on ${server.address} and writing them to ${ledger.where}. Put HTTPS in front of it. Ctrl-C ends.\n`,
    );
    await stopped(context);
    await server.stop();
    context.stderr.write('Stopped; every event that was answered with 200 is in the ledger.\n');
    return 0;
  } finally {
    await ledger.close();
  }
};

/** Resolves when somebody asks the program to end (or, in a test, when the signal of the context is aborted). */
function stopped({ signal }: CommandContext): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
      resolve();
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
    signal?.addEventListener('abort', end, { once: true });
  });
}

/** One secret, or several with spaces or commas between them while an old one is being replaced. */
function secretsOf(text: string | undefined): string[] {
  const secrets = (text ?? '').split(/[\s,]+/).filter((secret) => secret !== '');
  if (secrets.length === 0)
    throw new PrenoticeError(
      'RESEND_WEBHOOK_SECRET is not set, and what is not signed cannot be believed',
      'set it to the signing secret of the webhook, as Resend’s dashboard shows it (whsec_…)',
    );
  if (secrets.some((secret) => !/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(secret)))
    throw new PrenoticeError(
      'RESEND_WEBHOOK_SECRET is not a signing secret',
      'it begins with whsec_ and is shown beside the webhook in Resend’s dashboard',
    );
  return secrets;
}
