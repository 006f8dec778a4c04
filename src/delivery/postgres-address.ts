import { PrenoticeError } from '../policy/problem.ts';

/** The address of a database holds a password: what is told of one, or of what goes wrong there, is made here. */

export const isPostgresUrl = (place: string): boolean => /^postgres(ql)?:\/\//i.test(place);

/** `/`, `#` or `?` that stood in the password for itself: what should be its end is taken for the rest of the address. */
function isCutShort({ pathname, search, hash }: URL): boolean {
  const isUser = (parameter: string) => /^(user|password)=/.test(parameter);
  return (
    hash !== '' ||
    pathname.includes('@') ||
    search
      .slice(1)
      .split('&')
      .some((parameter) => parameter.includes('@') && !isUser(parameter))
  );
}

/**
 * @param variable of the environment that holds the address.
 * @throws PrenoticeError when it cannot be an address; nothing of it stands there, nor what was thrown about it: an
 * error of `URL` has all of it in a property.
 */
export function readDatabaseAddress(text: string, variable: string): URL {
  // `pg` takes one with a user and without a machine, too.
  const address = URL.parse(text) ?? URL.parse(text.replace('@/', '@localhost/'));
  if (isPostgresUrl(text) && address && !isCutShort(address)) return address;
  throw new PrenoticeError(
    isPostgresUrl(text)
      ? `${variable} begins like the address of a PostgreSQL database, but cannot be read as one`
      : `${variable} is not the address of a PostgreSQL database`,
    'write postgres://user:password@host:5432/database, with special characters of the password percent-encoded (@ is %40, / is %2F, # is %23, ? is %3F)',
  );
}

/** The address without its password, and without what stands after `?`. */
export function withoutSecret({ username, host, pathname }: URL): string {
  return `postgres://${username === '' ? '' : `${username}@`}${host}${pathname}`;
}

/**
 * What `pg`, `pg-pool` or a socket throws, with its words and its code alone: others of its properties may lead to the
 * address (`input` of a TypeError, `client` of an idle connection), to rows, or to other errors.
 */
export function bare(error: unknown): Error & { code?: string } {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const kept: Error & { code?: string } = new Error(typeof message === 'string' ? message : 'no words');
  if (typeof code === 'string') kept.code = code;
  return kept;
}
