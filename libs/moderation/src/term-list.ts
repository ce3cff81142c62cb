import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@rapfang/platform';
import type { BannedTermEntity } from './banned-term.entity.js';
import { TermMatcher } from './term-matcher.rules.js';
import { TermStore } from './term.store.js';

/** What another process changed is in force here within this time. */
const FRESH_MS = 10_000;

/** The list as this process holds it, ready to search with; read anew when it changes. */
@Injectable()
export class TermList {
  readonly #log = new Logger('TermList');
  readonly #matchers = new Map<string, TermMatcher>();
  #terms: Promise<BannedTermEntity[]> | null = null;
  #readAt = 0;

  constructor(
    private readonly store: TermStore,
    private readonly clock: Clock,
  ) {}

  /** All terms that hold on the plan: its own and those for every plan. */
  async matcherFor(planId: string): Promise<TermMatcher> {
    const terms = await this.terms();
    let matcher = this.#matchers.get(planId);
    if (!matcher) {
      matcher = new TermMatcher(terms.filter((term) => term.planId === null || term.planId === planId));
      this.#matchers.set(planId, matcher);
    }
    return matcher;
  }

  /** After the list was changed here. */
  forget(): void {
    this.#terms = null;
    this.#matchers.clear();
  }

  /** Nobody waits for a list that is a little old: it is read anew meanwhile. */
  private terms(): Promise<BannedTermEntity[]> {
    if (!this.#terms) {
      this.#terms = this.read();
      // A failed reading is no list: the next one asks again.
      this.#terms.catch(() => this.forget());
    } else if (this.clock.millis() - this.#readAt > FRESH_MS) {
      this.#readAt = this.clock.millis();
      void this.read().then(
        (terms) => {
          this.#terms = Promise.resolve(terms);
          this.#matchers.clear();
        },
        (error: unknown) => this.#log.warn(`The banned terms could not be read anew: ${String(error)}`),
      );
    }
    return this.#terms;
  }

  private async read(): Promise<BannedTermEntity[]> {
    this.#readAt = this.clock.millis();
    return this.store.listLive({});
  }
}
