import { PrenoticeError } from '../policy/problem.ts';
import { bare } from './postgres-address.ts';

const unreachable =
  'see that the server runs and takes connections from this machine, and that host and port in PRENOTICE_LEDGER are right';

const ended: [what: string, remedy: string] = [
  'has ended the connection',
  'run the command again: whatever was being done is finished or taken up by the next run',
];

/** By the codes of Node and of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const troubles: Record<string, [what: string, remedy: string]> = {
  ECONNREFUSED: ['does not answer: the connection is refused', unreachable],
  ENOTFOUND: ['cannot be found: no machine has that name', unreachable],
  EAI_AGAIN: ['cannot be found: the name server does not answer', unreachable],
  ENOENT: ['does not answer: there is no such socket', unreachable],
  ETIMEDOUT: ['does not answer in time', unreachable],
  EHOSTUNREACH: ['cannot be reached from here', unreachable],
  ENETUNREACH: ['cannot be reached from here', unreachable],
  ECONNRESET: ended,
  EPIPE: ended,
  '28P01': ['does not accept the password', 'put the right one into PRENOTICE_LEDGER'],
  '28000': [
    'does not let this user in',
    'see user and sslmode in PRENOTICE_LEDGER, and pg_hba.conf on the server',
  ],
  '3D000': ['has no database of that name', 'make it (createdb), or name another in PRENOTICE_LEDGER'],
  '42501': [
    'does not allow this user to do that',
    'let an administrator run: create schema prenotice authorization <this user>',
  ],
  '25006': ['is read-only, so the ledger cannot be written', 'name the primary server in PRENOTICE_LEDGER'],
  '53100': [
    'has no room left on its disk, so the ledger cannot be written',
    'make room and run the command again: nothing left without being written down first',
  ],
  '53300': ['has no connection left for us', 'end other runs, or allow more connections'],
  '55P03': [
    'is busy with another run that does not end',
    'wait for the other run, or end it; nothing is lost',
  ],
  '57P01': ['is being shut down', 'run the command again when it is back: the next run goes on'],
  '57P02': ['has crashed', 'run the command again when it is back: the next run goes on'],
  '57P03': ['is starting up', 'run the command again in a moment'],
};

/** @returns a PrenoticeError where a person can do something about it, else the error's words and code: neither holds the address. */
export function explainPostgres(error: unknown, where: string): unknown {
  if (error instanceof PrenoticeError) return error;
  const facts = error as { code?: string; message?: string; errors?: { code?: string }[] };
  // A name with several addresses fails once for each.
  const code = facts.code ?? facts.errors?.[0]?.code;
  let trouble = code === undefined ? undefined : troubles[code];
  const said = facts.message ?? '';
  if (!trouble && /timeout/i.test(said)) trouble = troubles.ETIMEDOUT;
  if (!trouble && /terminated|not queryable/i.test(said)) trouble = troubles.ECONNRESET;
  if (!trouble && /\bSSL\b|certificate/i.test(said)) {
    trouble = [`and this program do not agree on encryption (${said})`, 'see sslmode in PRENOTICE_LEDGER'];
  }
  if (!trouble) return bare(error);
  return new PrenoticeError(`the ledger's server ${where} ${trouble[0]}`, trouble[1]);
}
