import { Logger } from '@nestjs/common';

/**
 * Runs `work` every `pauseMs`, at once when nudged, never twice at a time; again without a pause
 * while it answers true. An error is logged and does not stop it.
 */
export class Ticker {
  readonly #log = new Logger('Ticker');
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = true;

  constructor(
    private readonly pauseMs: number,
    private readonly work: () => Promise<boolean>,
  ) {}

  start(): void {
    this.#stopped = false;
    this.nudge();
  }

  /** Asks for a run now, or one more if a run is under way. */
  nudge(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#running = this.run();
  }

  /** Lets the run under way end, then stays quiet. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  private async run(): Promise<void> {
    do {
      this.#again = false;
      try {
        if (await this.work()) this.#again = true;
      } catch (error) {
        if (!this.#stopped) this.#log.error(error instanceof Error ? error.message : String(error));
      }
    } while (this.#again && !this.#stopped);
    this.#running = null;
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.nudge(), this.pauseMs);
    this.#timer.unref();
  }
}
