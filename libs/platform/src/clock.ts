import { Injectable } from '@nestjs/common';

/** A moment in UTC with milliseconds, as ISO 8601: `2022-02-24T06:30:00.000Z`. Sorts as text. */
export type Instant = string;

/** The only source of "now", so that tests can move time. */
@Injectable()
export class Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  millis(): number {
    return Date.now();
  }

  now(): Instant {
    return new Date(this.millis()).toISOString();
  }

  /** `seconds` from now; negative for the past. */
  in(seconds: number): Instant {
    return new Date(this.millis() + seconds * 1000).toISOString();
  }
}
