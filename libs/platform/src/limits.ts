import { Inject, Injectable } from '@nestjs/common';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  type RateLimiterAbstract,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { ENVIRONMENT, type Environment } from './environment.js';
import { DomainError, ErrorCode } from './errors.js';
import { Wire } from './wire.js';

export interface Limit {
  /** Name of what is limited: `comment.submit`. */
  name: string;
  /** How many in `seconds`. */
  points: number;
  seconds: number;
}

/** Rate limits, shared over Redis when there is one, in memory otherwise and while Redis is away. */
@Injectable()
export class Limits {
  readonly #limiters = new Map<string, RateLimiterAbstract>();

  constructor(
    private readonly wire: Wire,
    @Inject(ENVIRONMENT) private readonly environment: Pick<Environment, 'rateLimits'>,
  ) {}

  /**
   * Counts one use.
   * @param key whom it counts against (guest, person, address)
   * @throws DomainError RATE_LIMITED with `seconds` until the next use is allowed
   */
  async use(limit: Limit, key: string): Promise<void> {
    if (!this.environment.rateLimits) return;
    try {
      await this.limiter(limit).consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new DomainError(ErrorCode.RATE_LIMITED, {
        params: { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) },
      });
    }
  }

  private limiter(limit: Limit): RateLimiterAbstract {
    let limiter = this.#limiters.get(limit.name);
    if (!limiter) {
      const options = { keyPrefix: `limit:${limit.name}`, points: limit.points, duration: limit.seconds };
      const memory = new RateLimiterMemory(options);
      limiter = this.wire.client
        ? new RateLimiterRedis({
            ...options,
            storeClient: this.wire.client,
            useRedisPackage: true,
            rejectIfRedisNotReady: true,
            insuranceLimiter: memory,
          })
        : memory;
      this.#limiters.set(limit.name, limiter);
    }
    return limiter;
  }
}
