// One reader of a live stream. Counts what a stream must never do; follows the protocol of
// apps/api/src/live/live-events.ts otherwise: what comes twice or leaves a gap is told by its number.

export class Follower {
  /** Last number held. */
  seen;
  /** Numbers that came again although nothing was asked for. */
  duplicated = 0;
  /** Frames that came ahead of what must come before, although nothing was asked for. */
  reordered = 0;
  /** Numbers that came both pushed and as the answer to `follow` after a cut; the protocol allows it. */
  repeated = 0;
  cuts = 0;
  #asking = true;
  #again = false;
  /** Up to here an answer to `follow` went; what was pushed meanwhile may repeat it. */
  #answeredTo = 0;

  /**
   * @param {number} after number of the last event held at the start
   * @param {(event: any) => void} take each event once, in order
   * @param {(after: number) => void} ask for what follows
   */
  constructor(after, take, ask) {
    this.seen = after;
    this.take = take;
    this.ask = ask;
  }

  /** The connection stands (again): ask for what was missed. */
  connected() {
    this.#asking = true;
    this.ask(this.seen);
  }

  /** @param {any} frame pushed by the server */
  push(frame) {
    if (frame.from > this.seen + 1) {
      if (!this.#asking) this.reordered += 1;
      this.#askAgain();
      return;
    }
    this.#apply(frame, this.#asking || frame.from <= this.#answeredTo ? 'repeated' : 'duplicated');
  }

  /** @param {any} answer to `follow`; gives false when it was refused */
  answered(answer) {
    if (!answer.ok) return false;
    for (const frame of answer.frames) this.#apply(frame, 'repeated');
    this.#asking = false;
    this.#answeredTo = this.seen;
    const more = answer.more || answer.last > this.seen || this.#again;
    this.#again = false;
    if (more) this.#askAgain();
    return true;
  }

  #askAgain() {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    this.ask(this.seen);
  }

  #apply(frame, kind) {
    for (const event of frame.events) {
      if (event.seq <= this.seen) {
        this[kind] += 1;
      } else {
        this.seen = event.seq;
        this.take(event);
      }
    }
  }
}
