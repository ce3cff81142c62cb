import { Injectable } from '@nestjs/common';
import { invalid, type Ctx } from '@rapfang/platform';
import { RecoveryCodes } from './recovery-codes.js';
import { SecondFactorStore } from './second-factor.store.js';
import { SecondStep } from './second-step.js';

/** What the kinds of second factor lean on together. */
@Injectable()
export class Factors {
  constructor(
    readonly store: SecondFactorStore,
    readonly step: SecondStep,
    readonly recovery: RecoveryCodes,
  ) {}

  /**
   * After one was removed, in the same transaction: staff keep at least one.
   * @throws DomainError VALIDATION with rule `lastSecondFactor`
   */
  async requireOneLeft(ctx: Ctx, field: string): Promise<void> {
    const staff = ctx.actor.grants.length + ctx.actor.dormantGrants.length > 0;
    if (staff && !(await this.store.has(ctx.actor.id, ctx))) throw invalid(field, 'lastSecondFactor');
  }
}
