import { randomUUID } from 'node:crypto';
import type { Ledger } from './ledger.ts';
import {
  type Allowance,
  type Grant,
  limitTo,
  type Resting,
  readSlots,
  shareSlots,
  usualAllowance,
} from './request-slots.ts';

/** Time, as far as pacing needs it; tests pass their own. */
export interface Timer {
  /** Milliseconds, only ever rising. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const realTimer: Timer = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Where processes agree on who makes how many requests. */
export type Agreement = Pick<Ledger, 'agree'>;

/** With nobody. */
function alone({ now }: Timer): Agreement {
  let value: string | null = null;
  return {
    async agree(_, change) {
      value = change(value, now());
    },
  };
}

/** Milliseconds by which windows are taken to be longer than they are: requests that leave evenly arrive less so. */
const guard = 12;
/** Milliseconds at most that a request is thought to have been held up on its way. */
const longestDelay = 300;
/** Milliseconds more than usual that an answer may take without its request being thought to have arrived late. */
const usualSpread = 10;
/** Answers by which the usual is reckoned. */
const remembered = 21;
/** Milliseconds that may be caught up when this process was late to send. */
const catchUp = 200;
/** Milliseconds after which slots are renewed, and after which a process that is to get more asks again. */
const renewal = 1000;
const poll = 200;

/** As many slots as there are. */
const all = Number.MAX_SAFE_INTEGER;

/** A request that has left, and how long its answer took, in ms. */
interface Departure {
  at: number;
  latency: number | null;
  /** One of the first, for which connections are made: what they took longer than others they arrived late. */
  early: boolean;
}

/** Slots that may be used from a time on, with the request for which one waits, where that is ours. */
interface Used {
  slots: number;
  at: number;
  departure?: Departure;
}

const sum = (used: readonly Used[]): number => used.reduce((count, { slots }) => count + slots, 0);

/**
 * Spaces requests evenly, and lets one leave only in a slot (`request-slots.ts`) whose last request is certainly out of
 * the window: so nothing is lost but what this process is late itself. Resend allows 10 a second per team unless
 * its `ratelimit-limit` header says otherwise (https://resend.com/docs/api-reference/rate-limit), without any burst;
 * until an answer has said what holds, one request is under way at a time. What the server counts is when requests
 * arrive: one that was held up on its way, as its answer shows, comes nearer to those after it, so the next one in its
 * slot waits as much longer. When this process is late, it catches up as far as its slots allow.
 */
export class RequestPace {
  #id = randomUUID();
  readonly #timer: Timer;
  /** Requests a second that are ours at most; leaves room for the company's other mail. */
  readonly #ownLimit: number;
  #agreement: Agreement;
  #told: Allowance | null = null;
  #allowance: Allowance;
  /** How many slots are held until when, by how many requests that have left and others they may not be used yet. */
  #slots = 0;
  #lastsUntil = Number.NEGATIVE_INFINITY;
  #departures: Departure[] = [];
  #resting: Used[] = [];
  /** How many it has asked for; whether it had to wait for one since. */
  #wants = 0;
  #waited = false;
  #renewAt = Number.NEGATIVE_INFINITY;
  #renewing: Promise<void> | null = null;
  /** When the latest request had its turn, which may be before it left. */
  #turnAt = Number.NEGATIVE_INFINITY;
  #quickest = Number.POSITIVE_INFINITY;
  readonly #latencies: number[] = [];
  #count = 0;
  #wider = 0;
  #heldUntil = Number.NEGATIVE_INFINITY;
  /** Milliseconds to wait, that the others have not been told of yet. */
  #hold: number | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(ownLimit = Number.POSITIVE_INFINITY, timer = realTimer) {
    this.#ownLimit = ownLimit;
    this.#timer = timer;
    this.#allowance = limitTo(usualAllowance, ownLimit);
    this.#agreement = alone(timer);
  }

  /** From here on requests count beside those of all others who agree there. To be called before the first one. */
  share(agreement: Agreement): void {
    this.#agreement = agreement;
  }

  /**
   * Runs a request when its turn has come. `headers` are read from whatever the answer carries.
   * @param request calls `left` when it really leaves, if it can tell: connections are made, and a process may be late.
   * @throws what `request` throws, and before it is run what keeps the processes from agreeing.
   */
  async run<T extends { headers: Record<string, string> | null }>(
    request: (left: () => void) => Promise<T>,
  ): Promise<T> {
    const make = async () => {
      const departure = await this.#turn();
      return () => request(() => this.#left(departure)).then((answer) => this.#note(departure, answer));
    };
    if (this.#told === null) {
      const first = this.#queue.then(async () => {
        if (this.#told !== null) return null;
        return (await make())();
      });
      this.#queue = first.catch(() => undefined);
      const answer = await first;
      if (answer) return answer;
    }
    const turn = this.#queue.then(make);
    this.#queue = turn.catch(() => undefined);
    return (await turn)();
  }

  /** Requests a second that are allowed, to all together. */
  get perSecond(): number {
    return (1000 * this.#allowance.requests) / this.#allowance.window;
  }

  /** Too many: nobody lets anything leave for so long, and everybody leaves more room from then on. */
  hold(seconds: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#timer.now() + seconds * 1000);
    this.#hold = Math.max(this.#hold ?? 0, seconds * 1000);
    this.#renewAt = Number.NEGATIVE_INFINITY;
  }

  /** Leaves the allowance to others until the next request. */
  async rest(): Promise<void> {
    await this.#renewing?.catch(() => undefined);
    if (this.#slots === 0) return;
    // What is not given back falls to the others soon.
    await this.#ask(0).catch(() => undefined);
    this.#forget();
  }

  /** What it held is not its own any more, or nobody knows whether it is. */
  #forget(): void {
    this.#id = randomUUID();
    this.#slots = 0;
    this.#lastsUntil = Number.NEGATIVE_INFINITY;
  }

  async #turn(): Promise<Departure> {
    for (;;) {
      // However long agreeing takes: who has just agreed may go.
      if (this.#timer.now() >= this.#lastsUntil) await this.#renew();
      const wait = this.#wait();
      if (this.#waited && this.#wants < all) {
        await this.#renew();
        continue;
      }
      const now = this.#timer.now();
      if (now >= this.#renewAt) this.#renew().catch(() => undefined);
      if (wait <= 0) break;
      const slept = this.#timer.sleep(Math.max(1, Math.min(wait, this.#renewAt - now)));
      await (this.#renewing === null ? slept : Promise.race([slept, this.#renewing.catch(() => slept)]));
    }
    const at = this.#timer.now();
    this.#turnAt = this.#count === 0 ? at : Math.max(this.#turnAt + this.#gap(), at - catchUp);
    const departure = { at, latency: null, early: this.#count++ < 5 };
    this.#departures.push(departure);
    return departure;
  }

  #left(departure: Departure): void {
    departure.at = this.#timer.now();
    departure.early = false;
  }

  #gap(): number {
    return this.#allowance.window / Math.max(1, this.#slots);
  }

  #wait(): number {
    const now = this.#timer.now();
    const turn = Math.max(this.#turnAt + this.#gap(), this.#slotFreeAt());
    this.#waited ||= turn > now;
    return Math.max(turn, this.#heldUntil) - now;
  }

  /** When a slot may be used. */
  #slotFreeAt(): number {
    const used = this.#used();
    let free = this.#slots - sum(used);
    if (free > 0) return Number.NEGATIVE_INFINITY;
    for (const { slots, at } of used) {
      free += slots;
      if (free > 0) return at;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Slots that may not be used now, by the time from which they may. */
  #used(): Used[] {
    const now = this.#timer.now();
    const sorted = this.#latencies.toSorted((a, b) => a - b);
    const [quick = 0, middle = 0] = [sorted[sorted.length >> 2], sorted[sorted.length >> 1]];
    // Answers that take this time and that time do so because of the server, whatever the way.
    const usual = middle + Math.max(usualSpread, 2 * (middle - quick));
    const used = this.#departures.map(
      (departure): Used => ({ slots: 1, at: this.#endOf(departure, usual), departure }),
    );
    return this.#keep([...used, ...this.#resting].filter(({ at }) => at > now));
  }

  #keep(used: Used[]): Used[] {
    this.#departures = used.flatMap(({ departure }) => departure ?? []);
    this.#resting = used.filter(({ departure }) => departure === undefined);
    return used.sort((a, b) => a.at - b.at);
  }

  /** When a request is certainly out of the window: later by how much later than others it is thought to have arrived. */
  #endOf({ at, latency, early }: Departure, usual: number): number {
    const took = latency ?? this.#timer.now() - at;
    const delay = Math.min(Math.max(0, took - (early ? this.#quickest : usual)), longestDelay);
    return at + this.#allowance.window + guard + this.#wider + delay;
  }

  /** Agrees with the others on who holds how many slots. */
  #renew(): Promise<void> {
    this.#renewing ??= this.#ask(this.#waited ? all : sum(this.#used()) + 1)
      .catch((error: unknown) => {
        this.#forget();
        throw error;
      })
      .finally(() => {
        this.#renewing = null;
      });
    return this.#renewing;
  }

  async #ask(wants: number): Promise<void> {
    const begin = this.#timer.now();
    const hold = this.#hold;
    let grant: Grant | undefined;
    this.#renewAt = begin + renewal;
    this.#wants = wants;
    this.#waited = false;
    await this.#agreement.agree('requests', (value, now) => {
      const shared = shareSlots(readSlots(value), now, {
        ...{ id: this.#id, wants, allowed: this.#told, rate: this.#ownLimit, guard: guard + this.#wider },
        ...(hold === undefined ? {} : { hold }),
        giveBack: (slots) => this.#giveBack(slots),
      });
      grant = shared.grant;
      return JSON.stringify(shared.after);
    });
    if (!grant) throw new Error('nobody was asked');
    const end = this.#timer.now();
    if (!grant.kept) [this.#departures, this.#resting] = [[], []];
    this.#resting.push(...grant.resting.map(({ slots, ms }) => ({ slots, at: end + ms })));
    this.#slots = grant.slots;
    this.#allowance = grant.allowance;
    this.#wider = grant.wider;
    if (grant.hold > 0) this.#heldUntil = Math.max(this.#heldUntil, end + grant.hold);
    // The others count from a moment after the beginning.
    this.#lastsUntil = begin + grant.lasts;
    const isTold = this.#hold === hold;
    if (isTold) this.#hold = undefined;
    this.#renewAt = isTold ? end + (grant.short ? poll : renewal) : end;
  }

  /** See `Ask`. */
  #giveBack(slots: number): Resting[] {
    const used = this.#used();
    const idle = this.#slots - sum(used);
    this.#slots -= slots;
    const now = this.#timer.now();
    // A request of another process may be quicker on its way than ours.
    const quicker = Number.isFinite(this.#quickest) ? this.#quickest : 0;
    const given: Resting[] = [];
    for (let left = slots - Math.max(0, idle); left > 0 && used.length > 0; ) {
      const next = used[0]!;
      const some = Math.min(left, next.slots);
      given.push({ slots: some, ms: next.at - now + quicker });
      left -= some;
      next.slots -= some;
      if (next.slots === 0) used.shift();
    }
    this.#keep(used);
    return given;
  }

  #note<T extends { headers: Record<string, string> | null }>(departure: Departure, answer: T): T {
    if (!answer.headers) return answer;
    const told = allowanceIn(answer.headers) ?? this.#told ?? usualAllowance;
    const isNew = told.requests !== this.#told?.requests || told.window !== this.#told.window;
    this.#told = told;
    // The others wait for it.
    if (isNew) this.#renew().catch(() => undefined);
    departure.latency = this.#timer.now() - departure.at;
    this.#quickest = Math.min(this.#quickest, departure.latency);
    this.#latencies.push(departure.latency);
    if (this.#latencies.length > remembered) this.#latencies.shift();
    return answer;
  }
}

/** `ratelimit-limit: 10` and `ratelimit-policy: 10;w=1`: the window in seconds, 1 unless said. */
function allowanceIn(headers: Record<string, string>): Allowance | null {
  const requests = Number(headers['ratelimit-limit']);
  if (!Number.isInteger(requests) || requests <= 0) return null;
  const seconds = Number(/;\s*w=(\d+)/.exec(headers['ratelimit-policy'] ?? '')?.[1]);
  return { requests, window: 1000 * (Number.isFinite(seconds) && seconds > 0 ? seconds : 1) };
}
