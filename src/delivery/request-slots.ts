import * as z from 'zod';

/**
 * Who may make how many of the requests that an account is allowed, when several processes use it at once. A slot is the
 * right to make one request per window: an allowance of ten a second is ten slots, each of which may be used again a
 * window after its last use, by whoever holds it then. So any window holds as many requests as there are slots at most,
 * whoever made them, and nobody needs to ask before a request: processes only agree on who holds the slots, now and
 * then, and by one clock that all of them read there. Each holds its slots for some seconds and renews that while it has
 * requests to make; what a process that has died held falls to the others.
 */

/** Requests in a window of so many ms. */
export interface Allowance {
  requests: number;
  window: number;
}

/** Resend's, until an answer says otherwise (https://resend.com/docs/api-reference/rate-limit). */
export const usualAllowance: Allowance = { requests: 10, window: 1000 };

const member = z.object({
  id: z.string(),
  slots: z.number(),
  /** How many it could use. */
  wants: z.number(),
  /** When what it holds ends. */
  until: z.number(),
});
type Member = z.infer<typeof member>;

const agreed = z.object({
  members: z.array(member),
  /** Slots that nobody holds and that were used just now, by the time from which they may be used again. */
  resting: z.array(z.object({ slots: z.number(), at: z.number() })),
  /** Nobody makes a request before `until`, which was so many ms ahead. */
  held: z.object({ until: z.number(), ms: z.number() }),
  /** Milliseconds by which windows are taken to be longer because there were too many in one, and since when. */
  wider: z.number(),
  widerAt: z.number(),
  /** As the latest answers said. */
  allowed: z.object({ requests: z.number().min(1), window: z.number().min(1) }).nullable(),
});

/** What the processes agree on: one value that they change one after the other. Times are ms of their common clock. */
export type Slots = z.infer<typeof agreed>;

/** @returns null for what cannot be read, which is as good as nothing: everybody asks anew. */
export function readSlots(value: string | null): Slots | null {
  try {
    return value === null ? null : (agreed.safeParse(JSON.parse(value)).data ?? null);
  } catch {
    return null;
  }
}

export interface Ask {
  id: string;
  /** How many slots it could use; 0 gives all of them back. */
  wants: number;
  /** As an answer told this process; null: none has yet. */
  allowed: Allowance | null;
  /** Requests a second that this process leaves it at, whatever is allowed. */
  rate: number;
  /** Milliseconds for which an answer said that nothing should be sent, when one did. */
  hold?: number;
  /** Milliseconds by which windows are taken to be longer than they are. */
  guard: number;
  /**
   * Takes so many slots from the process, which does not use them any more, those first that may be used again soonest.
   * @returns those of them that were used just now.
   */
  giveBack: (slots: number) => Resting[];
}

/** Slots that may be used again in so many ms. */
export interface Resting {
  slots: number;
  ms: number;
}

/** What a process holds from now on. Milliseconds count from the moment at which it was agreed on. */
export interface Grant {
  slots: number;
  /** False: what it held before had fallen to the others, and everything that it holds is new. */
  kept: boolean;
  /** Of the slots those that are new and may not be used at once. */
  resting: Resting[];
  /** For how long it holds them. */
  lasts: number;
  /** For how long it makes no request. */
  hold: number;
  wider: number;
  allowance: Allowance;
  /** True: it is to get more when others have given theirs back, or when it is its turn. */
  short: boolean;
}

/** Milliseconds for which slots are held, so that those of a process that was killed are not lost for longer. */
const lease = 5000;
/** Milliseconds that a request may be on its way longer than others. */
const transit = 300;
/** Milliseconds by which windows are widened by each answer of 429, at most, and for how long that is kept. */
const widening = 50;
const widest = 500;
const widerFor = 10 * 60_000;
/** Milliseconds that an answer may keep everybody from sending. */
const longestHold = 60_000;
/** Milliseconds after which others have their turn where there are more processes than slots. */
const turn = 5000;

/**
 * Changes what is agreed on to what it is after this process has asked.
 * @param before as it stands; null: nobody has asked yet.
 * @param now the common clock.
 */
export function shareSlots(before: Slots | null, now: number, ask: Ask): { after: Slots; grant: Grant } {
  const allowed = ask.allowed ?? before?.allowed ?? null;
  // Until an answer has said what holds, one request is under way.
  const allowance = limitTo(allowed ?? { ...usualAllowance, requests: 1 }, ask.rate);
  const rest = allowance.window + ask.guard + transit;
  const state = upToDate(before, now, ask.id, rest);
  hold(state, now, allowance.window, ask.hold);
  const mine = state.members.find(({ id }) => id === ask.id);
  const others = state.members.filter((member) => member !== mine);
  const entry: Member = { id: ask.id, slots: mine?.slots ?? 0, wants: ask.wants, until: now + lease };
  const members = mine
    ? state.members.map((member) => (member === mine ? entry : member))
    : [...others, entry];
  const share = shareOf(members, allowance.requests, now, ask.id);
  const taken: Resting[] = [];
  if (entry.slots > share) {
    for (const { slots, ms } of ask.giveBack(entry.slots - share))
      state.resting.push({ slots, at: now + ms });
    entry.slots = share;
  } else {
    const sum = (some: readonly { slots: number }[]) => some.reduce((all, { slots }) => all + slots, 0);
    const free = allowance.requests - sum(members);
    const take = (most: number, of: number) => {
      const some = Math.max(0, Math.min(most, share - entry.slots, of));
      entry.slots += some;
      return some;
    };
    let room = free - take(free - sum(state.resting), Number.POSITIVE_INFINITY);
    for (const some of state.resting.sort((a, b) => a.at - b.at)) {
      const slots = take(room, some.slots);
      room -= slots;
      some.slots -= slots;
      if (slots > 0) taken.push({ slots, ms: some.at - now });
    }
  }
  const after: Slots = {
    ...{ ...state, allowed, resting: state.resting.filter(({ slots }) => slots > 0) },
    members: ask.wants > 0 ? members : others,
  };
  const grant: Grant = {
    ...{ slots: entry.slots, kept: mine !== undefined, resting: taken, lasts: lease },
    ...{ hold: Math.max(0, after.held.until - now), wider: after.wider },
    ...{ allowance, short: entry.slots < Math.max(share, 1) },
  };
  return { after, grant };
}

/** What is ours of an allowance: never more in a window than allowed, and no more a second than `rate`. */
export function limitTo({ requests, window }: Allowance, rate: number): Allowance {
  if (rate >= (1000 * requests) / window) return { requests, window };
  const ours = Math.max(1, Math.ceil((rate * window) / 1000));
  return { requests: ours, window: (1000 * ours) / rate };
}

/**
 * Without what has ended: who has not renewed in time, and what has rested. A time further ahead than any is ever set
 * is one of a clock that has gone back since: it is taken for the furthest, so that nobody waits for it.
 */
function upToDate(before: Slots | null, now: number, asking: string, rest: number): Slots {
  if (!before)
    return { members: [], resting: [], held: { until: 0, ms: 0 }, wider: 0, widerAt: 0, allowed: null };
  const members: Member[] = [];
  const resting = before.resting.map(({ slots, at }) => ({ slots, at: Math.min(at, now + rest) }));
  for (const member of before.members) {
    const until = Math.min(member.until, now + lease);
    // Who asks knows what it has used, however late it is.
    if (until > now || member.id === asking) members.push({ ...member, until });
    else if (until + rest > now) resting.push({ slots: member.slots, at: until + rest });
  }
  const { until, ms } = before.held;
  const widerAt = Math.min(before.widerAt, now);
  const wide = now - widerAt < widerFor;
  return {
    ...{ members, resting: resting.filter(({ at, slots }) => at > now && slots > 0) },
    ...{ held: { until: Math.min(until, now + ms), ms }, allowed: before.allowed },
    ...{ wider: wide ? before.wider : 0, widerAt },
  };
}

/** Too many: nobody sends for so long, and everybody leaves more room from then on. */
function hold(state: Slots, now: number, window: number, ms: number | undefined): void {
  if (ms === undefined) return;
  const until = now + Math.min(ms, longestHold);
  if (until > state.held.until) state.held = { until, ms: until - now };
  // Answers that several get at once say the same.
  if (state.wider > 0 && now - state.widerAt < window) return;
  state.wider = Math.min(state.wider + widening, widest);
  state.widerAt = now;
}

/** Everybody gets as many as everybody else, and what somebody does not want goes to the others. */
function shareOf(members: readonly Member[], slots: number, now: number, id: string): number {
  const shares = new Map(members.map((member) => [member.id, 0]));
  let left = slots;
  const hungry = () => members.filter((member) => shares.get(member.id)! < member.wants);
  for (let some = hungry(); some.length > 0 && left > 0; some = hungry()) {
    const each = Math.floor(left / some.length);
    const first = members.length > slots ? Math.floor(now / turn) % some.length : 0;
    const next = each > 0 ? some : [...some.slice(first), ...some.slice(0, first)].slice(0, left);
    for (const member of next) {
      const more = Math.min(Math.max(1, each), member.wants - shares.get(member.id)!);
      shares.set(member.id, shares.get(member.id)! + more);
      left -= more;
    }
  }
  return shares.get(id)!;
}
