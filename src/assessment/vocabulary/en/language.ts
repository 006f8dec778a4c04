/** Words that carry the logic and the deeds of a sentence. One a line: its name, then the words that mean it. */
export const operators = `
not: not, never, neither, nor, no longer, none, no, nobody, nothing
may: may, might, can, could, at our discretion, sole discretion, reserve the right
will: will, shall, undertake, commit to
must: must, required to, have to, need to, obliged, obligated
should: should, recommended to, encouraged to
only: only, solely, exclusively
unless: unless, except, except where, other than, save for, exception, apart from, with the exception of
excluding: excluding, exclude
or: or
and: and
all: all, every, each, entire, everyone, anyone, any
some: some, most, many, selected partners, selected third parties, selected companies, selected users, selected customers
without: without
explicit: explicit, explicitly, express, expressly, affirmative, written consent, in writing, written notice, written permission, written approval
before: before, prior to
after: after
at least: at least, minimum, not less than, no fewer than, no less than
at most: at most, maximum, up to, not more than, no more than, no later than, within, not exceed, not exceeding
more than: more than, over, exceed, greater than, above
less than: less than, under, below, fewer than, younger than
automatic: automatically, by default, default, at all times
weakened: where possible, where practicable, where appropriate, commercially reasonable, reasonable efforts, best efforts, reasonable steps, endeavour to, try to, aim to, seek to, as we see fit
at any time: at any time
from: from
optional: optional, voluntary, optionally, voluntarily
free: free of charge, at no cost, at no charge, free
irrevocable: irrevocable, irrevocably, perpetual, perpetually, permanent, permanently
`;

/** What is done with data. */
export const deeds = `
collect: collect, collection, gather, record, receive, capture, log, acquire, get information, get data, get your, get it from, ask for, ask you, obtain, monitor, scan, observe, infer, you provide, you give us, request your
ignore: by using, when using, while using, if you use
use: use, process, processing, analyse, combine, profile you, profile users, profile customers, profile people, train, personalise, evaluate, target, reuse
share: share, disclose, disclosure, transfer, provide to, provide your, send to, transmit, sell, rent, give access, make available, pass to, pass on, pass, hand over, hand to, forward, exchange, publish, release, sharing, accessible to, sends
keep: retain, keep, store, archive, preserve, delete, erase, destroy, anonymise, deletion, retention
decide: block, refuse, terminate, suspend, charge, restrict, refund, cancel
`;

/** Phrases that limit a new practice to data collected from now on. */
export const limitedToNew = `
only new data: collected after, collected on or after, obtained after, obtained on or after, provided after, received after, received on or after, from that date on, going forward, going forwards, from now on, after the effective date, after this date, only to new, created after, posted after, uploaded after, new data only, uploaded on or after, submitted after, created on or after, from that day on
held data untouched: not apply retroactively, not retroactive, not affect data collected before, data collected before is not, not apply to data collected before, not apply to data already, not affect data already, not apply to information collected before, not apply to information already, remain under previous policy, policy in effect when collected, policy in force when it was collected, policy in effect at the time collected, policy in effect when it was collected, not apply to data we already, not apply to data that we already
`;

/** Phrases that reach back to data already held. */
export const reachesBack = `
data already held: already hold, already held, already collected, already have about, already stored, already in our possession, previously collected, collected before, collected previously, collected in the past, existing personal data, existing user data, existing data, existing content, historical data, historic data, retroactive, retroactively, retrospectively, regardless of when, irrespective of when, no matter when, whenever it was collected, whenever they were collected, stored before, uploaded before, posted before, provided before, obtained before, submitted before, created before, collected under previous, collected under earlier, collected to date, gathered so far, past conversations, past messages, earlier uploads
`;
