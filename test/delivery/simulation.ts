import type { Timer } from '../../src/delivery/request-pace.ts';

/** A clock that goes on to the next thing that somebody waits for, whatever the machine is doing meanwhile. */
export class Simulation implements Timer {
  #now = 0;
  readonly #waiting: { at: number; go: () => void }[] = [];
  now = () => this.#now;
  sleep = (ms: number) =>
    new Promise<void>((go) => {
      this.#waiting.push({ at: this.#now + Math.max(0, ms), go });
      this.#waiting.sort((a, b) => a.at - b.at);
    });

  async run(work: Promise<unknown>): Promise<void> {
    let done = false;
    void work.finally(() => (done = true));
    while (!done) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#waiting.shift();
      if (!next) continue;
      this.#now = next.at;
      next.go();
    }
  }
}
