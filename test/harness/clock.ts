import { Clock } from '@rapfang/platform';

/** A clock that the test moves; by itself it runs on as any other. */
export class TestClock extends Clock {
  #shift = 0;

  override millis(): number {
    return Date.now() + this.#shift;
  }

  advance(milliseconds: number): void {
    this.#shift += milliseconds;
  }
}
