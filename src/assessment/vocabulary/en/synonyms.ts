import { plainStem } from '../../words.ts';

/**
 * Words that a legal text may exchange without saying anything else. One group a line; every word is read as
 * the first of its line. Put nothing here that could hide a change: `may` and `will`, `share` and `sell`,
 * `and` and `or` stay apart.
 */
const groups = `
see view look read review consult refer check
about regarding concerning
may might can could
will shall
use utilize
email e-mail
data information info
help assist aid
start begin commence
end cease
buy purchase
ask request
give provide supply
keep retain hold maintain
manage control
terminate close
located based situated
complain complaint
directed intended aimed
show display
tell inform notify
let allow permit enable
make create
must need require
send transmit
share disclose
app application
website site webpage
phone telephone
only solely exclusively
zip postcode
customize custom customized
mobile cellular
company business
customer client
law legislation statute
rule regulation
policy notice statement
term terms
contact reach
detail details particulars
change modify amend modification amendment alter alteration revise revision update
remove delete erase erasure deletion removal
correct rectify rectification correction
accurate correct
improve enhance enhancement improvement
protect safeguard
limit restrict restriction limitation
safe secure
kind type sort
person individual
child minor
ensure
describe outline explain
list enumerate
section part paragraph
because since
if where
also additionally furthermore moreover
like including include
and &
each every
before prior
after following upon
between among
while whilst
within inside
entire whole
current present
further additional more
appropriate suitable
approximately about roughly around
usually generally typically normally
often frequently
promptly quickly
try attempt
choose select
visit access
decide determine decision
prevent avoid
identify recognize
answer respond reply response
happen occur
build built
several multiple various
big large
important significant
third-party third
lawyer attorney
violate violation
shipping delivery
receive receipt
comply adhere conform
faulty defective
evaluate assess evaluation assessment
authorize authorization
until till
hyperlink link
illness sickness
specify indicate
owner holder
essential necessary
advertisement ads
programme program
car automobile
supplier vendor
immediately forthwith
annual yearly annually
disable deactivate
register enroll
sufficient adequate
sub-processor subprocessor
EU
`;

/** Only pairs that are safe in any place; looked up by plain stem. Built on first use because both files need each other. */
let table: Map<string, string> | undefined;

const unsafe = new Set([
  'like',
  'about',
  'following',
  'since',
  'where',
  'part',
  'around',
  'hold',
  'end',
  'present',
  'correct',
  'need',
  'access',
  'required',
  'further',
  'more',
  'third-party',
  'minor',
  'read',
  'check',
  'ask',
  'large',
  'third',
  'upon',
  'built',
  'whole',
  'alter',
  'reach',
  'right',
]);

export function synonymOf(stem: string): string {
  if (!table) {
    table = new Map();
    for (const line of groups.trim().split('\n')) {
      const [head, ...rest] = line.trim().split(' ');
      if (!head) continue;
      const to = plainStem(head);
      for (const word of rest) if (!unsafe.has(word)) table.set(plainStem(word), to);
    }
  }
  return table.get(stem) ?? stem;
}
