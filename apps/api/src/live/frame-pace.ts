import { performance, type EventLoopUtilization } from 'node:perf_hooks';

const LEAST_MS = 100;
const MOST_MS = 1000;
/** Shares of the event loop's time above which frames are made rarer, and below which they come faster again. */
const BUSY = 0.4;
const CALM = 0.25;
const LOOK_MS = 500;

/**
 * How long to gather before the next frame: 100 ms in quiet, up to a second when sending takes more than
 * 40 % of the event loop. What a burst says then travels together, and costs each reader one write.
 */
export class FramePace {
  #pause = LEAST_MS;
  #since: EventLoopUtilization = performance.eventLoopUtilization();
  #timer: NodeJS.Timeout | null = null;

  get pauseMs(): number {
    return this.#pause;
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      const now = performance.eventLoopUtilization();
      this.look(performance.eventLoopUtilization(now, this.#since).utilization);
      this.#since = now;
    }, LOOK_MS).unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** @param utilization share of the time in which the event loop was busy, 0 to 1 */
  look(utilization: number): void {
    if (utilization > BUSY) this.#pause = Math.min(MOST_MS, this.#pause * 1.5);
    else if (utilization < CALM) this.#pause = Math.max(LEAST_MS, this.#pause * 0.8);
  }
}
