/** Words that carry the logic and the deeds of a sentence. One a line: its name, then the words that mean it. */
export const operators = `
not: not, never, neither, nor, no longer, none, cannot, no, nobody, nothing
may: may, might, can, could, at our discretion, reserve right, entitled to, sole discretion, permitted to
will: will, shall, undertake, commit to, going to
must: must, required to, have to, need to, obliged, obligated
should: should, recommend, encouraged
only: only, solely, exclusively, merely, just
unless: unless, except, except where, other than, save for, save, exception, apart from, excluding, exclude, with the exception, subject to
or: or
and: and
all: all, any, every, each, entire, whole, full, everyone, anyone
without: without
explicit: explicit, explicitly, express, expressly, affirmative, prior consent, written consent
consent: consent, permission, agree to, opt-in, authorisation
opt-out: opt-out
before: before, prior to, in advance, advance
after: after
at least: at least, minimum, not less than, no fewer than
at most: at most, maximum, up to, not more than, no more than, no longer than, within, not exceed
more than: more than, over, exceed, greater than, above
less than: less than, under, below, fewer than
always: always, automatically, by default, at all times, default, at any time
sometimes: sometimes, in some cases, occasionally, from time to time, where possible, reasonable, commercially reasonable, best efforts, where appropriate, in certain circumstances, limited circumstances
immediately: immediately, without delay, promptly
from: from
optional: optional, voluntary, optionally, voluntarily, free of charge, free
directly: directly, indirectly, on our behalf, on behalf
`;

/** What is done with data. */
export const deeds = `
collect: collect, collection, gather, record, receive, request, capture, log, acquire, access, ask for, obtain, track, monitor, scan, read, observe, infer
use: use, process, processing, analyse, combine, profile, train, personalise, evaluate, measure, improve, target, reuse
share: share, disclose, disclosure, transfer, provide to, send, transmit, sell, rent, trade, give access, make available, pass, forward, exchange, publish, release, sharing, provide
keep: retain, keep, store, hold, archive, preserve, delete, erase, destroy, anonymise, deletion, retention, remove
decide: decide, block, refuse, terminate, suspend, charge, restrict, refund, cancel
`;

/** Phrases that limit a new practice to data collected from now on. */
export const limitedToNew = `
only new data: collected after, collected on or after, obtained after, provided after, received after, from that date on, going forward, going forwards, from now on, after the effective date, after this date, after effective date, only to new, only to data collected, not retroactively, not apply retroactively, not affect data collected before, data collected before is not, does not apply to data collected before, does not apply to data already, not apply to data already, remains under previous policy, governed by policy in effect when collected, policy in force when it was collected, policy in effect at the time collected, created after, posted after, uploaded after, new data only
`;

/** Phrases that reach back to data already held. */
export const reachesBack = `
data already held: already hold, already held, already collected, already have, already stored, previously collected, collected before, collected previously, collected in the past, past data, existing data, existing content, existing user data, historical data, historic data, retroactive, retroactively, retrospectively, regardless of when, irrespective of when, whenever collected, no matter when, whenever it was collected, stored before, uploaded before, posted before, provided before, data held, existing information, information we have about you, obtained before, prior to effective date, collected under previous, collected under earlier, earlier versions of policy
`;
