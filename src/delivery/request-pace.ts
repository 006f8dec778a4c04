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
/** Milliseconds by which windows are taken to be longer still after the server has found too many in one. */
const widening = 50;
const widest = 500;

/** A request that has left, and how long its answer took, in ms. */
interface Departure {
  at: number;
  latency: number | null;
  /** One of the first, for which connections are made: what they took longer than others they arrived late. */
  early: boolean;
}

/**
 * Spaces requests evenly, and lets none leave before the one that is as many before it as a window holds is certainly out
 * of that: so nothing is lost but what this process is late itself. Resend allows 10 a second per team unless
 * its `ratelimit-limit` header says otherwise (https://resend.com/docs/api-reference/rate-limit), without any burst;
 * until an answer has said what holds, one request is under way at a time. What the server counts is when requests
 * arrive: one that was held up on its way, as its answer shows, comes nearer to those after it, so the one that would be
 * too many in the second after it waits as much longer. When this process is late, it catches up as far as the window
 * allows.
 */
export class RequestPace {
  readonly #timer: Timer;
  /** Requests a second that are ours at most; leaves room for the company's other mail. */
  readonly #ownLimit: number;
  /** Requests in a window of so many ms. */
  #allowed = 10;
  #window = 1000;
  /** When the latest request had its turn, which may be before it left. */
  #turnAt = Number.NEGATIVE_INFINITY;
  #quickest = Number.POSITIVE_INFINITY;
  readonly #latencies: number[] = [];
  readonly #departures: Departure[] = [];
  #count = 0;
  #wider = 0;
  #heldUntil = Number.NEGATIVE_INFINITY;
  #known = false;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(ownLimit = Number.POSITIVE_INFINITY, timer = realTimer) {
    this.#ownLimit = ownLimit;
    this.#timer = timer;
  }

  /** Runs a request when its turn has come. `headers` are read from whatever the answer carries. */
  async run<T extends { headers: Record<string, string> | null }>(request: () => Promise<T>): Promise<T> {
    if (!this.#known) {
      const first = this.#queue.then(async () => {
        if (this.#known) return null;
        return this.#note(await this.#turn(), await request());
      });
      this.#queue = first.catch(() => undefined);
      const answer = await first;
      if (answer) return answer;
    }
    const turn = this.#queue.then(() => this.#turn());
    this.#queue = turn;
    const departure = await turn;
    return this.#note(departure, await request());
  }

  /** Too many: lets nothing leave for so long, and leaves more room from then on. */
  hold(seconds: number): void {
    this.#wider = Math.min(this.#wider + widening, widest);
    this.#heldUntil = Math.max(this.#heldUntil, this.#timer.now() + seconds * 1000);
  }

  async #turn(): Promise<Departure> {
    for (let wait = this.#wait(); wait > 0; wait = this.#wait()) await this.#timer.sleep(wait);
    const at = this.#timer.now();
    this.#turnAt = this.#count === 0 ? at : Math.max(this.#turnAt + this.#gap(), at - catchUp);
    const departure = { at, latency: null, early: this.#count++ < 5 };
    this.#departures.push(departure);
    while (this.#departures.length > Math.max(1, this.#allowed)) this.#departures.shift();
    return departure;
  }

  #gap(): number {
    const perSecond = (1000 * this.#allowed) / this.#window;
    return 1000 / Math.min(perSecond, this.#ownLimit);
  }

  #wait(): number {
    const turn = this.#turnAt + this.#gap();
    return Math.max(turn, this.#windowEnds(), this.#heldUntil) - this.#timer.now();
  }

  /** When the oldest of as many as a window may hold is certainly out of it. */
  #windowEnds(): number {
    const oldest = this.#departures[0];
    if (!oldest || this.#departures.length < this.#allowed) return Number.NEGATIVE_INFINITY;
    return oldest.at + this.#window + guard + this.#wider + this.#delayOf(oldest);
  }

  /** By how much later than others a request is thought to have arrived. */
  #delayOf({ at, latency, early }: Departure): number {
    const took = latency ?? this.#timer.now() - at;
    const sorted = this.#latencies.toSorted((a, b) => a - b);
    const usual = early ? this.#quickest : (sorted[sorted.length >> 1] ?? 0) + usualSpread;
    return Math.min(Math.max(0, took - usual), longestDelay);
  }

  #note<T extends { headers: Record<string, string> | null }>(departure: Departure, answer: T): T {
    const limit = Number(answer.headers?.['ratelimit-limit']);
    if (Number.isInteger(limit) && limit > 0) {
      this.#allowed = limit;
      this.#window = 1000 * windowSeconds(answer.headers);
    }
    if (answer.headers) {
      this.#known = true;
      departure.latency = this.#timer.now() - departure.at;
      this.#quickest = Math.min(this.#quickest, departure.latency);
      this.#latencies.push(departure.latency);
      if (this.#latencies.length > remembered) this.#latencies.shift();
    }
    return answer;
  }
}

/** `ratelimit-policy: 10;w=1`: the window in seconds, 1 unless said. */
function windowSeconds(headers: Record<string, string> | null): number {
  const window = Number(/;\s*w=(\d+)/.exec(headers?.['ratelimit-policy'] ?? '')?.[1]);
  return Number.isFinite(window) && window > 0 ? window : 1;
}
