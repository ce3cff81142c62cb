/** New connections that one process takes in a second, and how many may come at once after a quiet time. */
const RATE = 600;
const BURST = 1200;

/**
 * Lets new connections in at a steady rate. After a cut thousands come back at once: those who find no
 * place are told to come again, each after a time of its own, and those who are in are served meanwhile.
 */
export class Admission {
  #tokens = BURST;
  #at: number;

  constructor(
    private readonly now: () => number = Date.now,
    private readonly rate = RATE,
    private readonly burst = BURST,
  ) {
    this.#tokens = burst;
    this.#at = now();
  }

  /** True when there is a place for one more now. */
  take(): boolean {
    const at = this.now();
    this.#tokens = Math.min(this.burst, this.#tokens + ((at - this.#at) / 1000) * this.rate);
    this.#at = at;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
