import { Injectable } from '@nestjs/common';
import { DomainError, ErrorCode, Limits, type Ctx } from '@rapfang/platform';
import { FLOOD_SECONDS } from './repeat.rules.js';

/** Comments of guests behind one address in ten minutes; a hall of a hearing writes fewer. */
const GUESTS_MOST = 120;

/** Counts the comments of guests by address, as a guest with ever new cookies is seen by nothing else. */
@Injectable()
export class AddressWatch {
  constructor(private readonly limits: Limits) {}

  /** Counts one comment, and says whether there were too many; refuses nobody. */
  async isBusy({ actor, address }: Ctx): Promise<boolean> {
    if (actor.kind !== 'guest') return false;
    try {
      await this.limits.use(
        { name: 'moderation.address', points: GUESTS_MOST, seconds: FLOOD_SECONDS },
        address,
      );
      return false;
    } catch (refusal) {
      if (refusal instanceof DomainError && refusal.code === ErrorCode.RATE_LIMITED) return true;
      throw refusal;
    }
  }
}
