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

/** Spread a little wider than allowed: requests that leave evenly arrive less so. */
const margin = 1.015;

/**
 * Spaces requests evenly so that no second holds more than the allowance. Resend allows 10 a second per team unless
 * its `ratelimit-limit` header says otherwise (https://resend.com/docs/api-reference/rate-limit), without any burst;
 * until an answer has said what holds, one request is under way at a time.
 */
export class RequestPace {
  readonly #timer: Timer;
  /** Requests a second that are ours at most; leaves room for the company's other mail. */
  readonly #ownLimit: number;
  #allowed = 10;
  #last = Number.NEGATIVE_INFINITY;
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
        await this.#turn();
        return this.#note(await request());
      });
      this.#queue = first.catch(() => undefined);
      const answer = await first;
      if (answer) return answer;
    }
    const turn = this.#queue.then(() => this.#turn());
    this.#queue = turn;
    await turn;
    return this.#note(await request());
  }

  /** Lets nothing leave for so long. */
  hold(seconds: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#timer.now() + seconds * 1000);
  }

  async #turn(): Promise<void> {
    for (let wait = this.#wait(); wait > 0; wait = this.#wait()) await this.#timer.sleep(wait);
    this.#last = this.#timer.now();
  }

  #wait(): number {
    const gap = (1000 * margin) / Math.min(this.#allowed, this.#ownLimit);
    return Math.max(this.#last + gap, this.#heldUntil) - this.#timer.now();
  }

  #note<T extends { headers: Record<string, string> | null }>(answer: T): T {
    const limit = Number(answer.headers?.['ratelimit-limit']);
    if (Number.isFinite(limit) && limit > 0) this.#allowed = limit / windowSeconds(answer.headers);
    if (answer.headers) this.#known = true;
    return answer;
  }
}

/** `ratelimit-policy: 10;w=1`: the window in seconds, 1 unless said. */
function windowSeconds(headers: Record<string, string> | null): number {
  const window = Number(/;\s*w=(\d+)/.exec(headers?.['ratelimit-policy'] ?? '')?.[1]);
  return Number.isFinite(window) && window > 0 ? window : 1;
}
