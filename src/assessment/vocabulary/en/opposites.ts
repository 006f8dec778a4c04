import { stemOf } from '../../words.ts';

/** Pairs of words that turn a sentence round when one takes the place of the other. One pair a line. */
const opposites = `
private public
beginning end
start end
begin end
monthly yearly
monthly annual
open closed
rarely never
enable disable
enabled disabled
include exclude
including excluding
allow forbid
allow prohibit
permit prohibit
allowed prohibited
increase decrease
increase reduce
more less
manual automatic
manually automatically
temporary permanent
temporarily permanently
identified anonymous
identifiable anonymous
personal anonymous
required optional
mandatory optional
mandatory voluntary
minimum maximum
earlier later
accept reject
accept refuse
grant deny
approve reject
exclusive non-exclusive
limited unlimited
revocable irrevocable
first last
always never
everyone nobody
inside outside
within outside
on off
active inactive
internal external
internally externally
direct indirect
directly indirectly
free paid
free fee
free charged
yes no
individual aggregate
individually collectively
`;

const pairs = new Set(
  opposites
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [a = '', b = ''] = line.split(' ').map(stemOf);
      return [`${a} ${b}`, `${b} ${a}`];
    }),
);

export function areOpposites(a: string, b: string): boolean {
  return pairs.has(`${a} ${b}`);
}
