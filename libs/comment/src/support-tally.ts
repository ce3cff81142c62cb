import { Injectable, Logger } from '@nestjs/common';
import { Wire } from '@rapfang/platform';

/** New counts of one comment: latest state, without a number. */
export interface SupportChange {
  /** Stream of the comment's section. */
  stream: string;
  commentId: string;
  /** Signed-in people and organisations. */
  people: number;
  guests: number;
}

const CHANNEL = 'supports';

/** Tells everyone in every process whose page shows the comment; a hint that may be lost, as the row holds the counts. */
@Injectable()
export class SupportTally {
  readonly #log = new Logger('SupportTally');
  readonly #listeners = new Set<(change: SupportChange) => void>();

  constructor(private readonly wire: Wire) {
    wire.subscribe(CHANNEL, (message) => this.hear(message as SupportChange));
  }

  /** Hears of each change, in this process and (over Redis) in the others; gives the way to stop. */
  onChange(listener: (change: SupportChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(change: SupportChange): void {
    this.hear(change);
    this.wire.publish(CHANNEL, change);
  }

  private hear(change: SupportChange): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        // One listener's trouble must not make the recount run again.
        this.#log.error(error instanceof Error ? error.message : String(error));
      }
    }
  }
}
