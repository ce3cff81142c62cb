import { Injectable } from '@nestjs/common';
import { DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import { may, type Permission, type PlanFacts } from './permission.js';

/** Asks the permissions; the only place that refuses. */
@Injectable()
export class Access {
  may<F extends PlanFacts>(ctx: Pick<Ctx, 'actor'>, permission: Permission<F>, facts: F): boolean {
    return may(ctx.actor, permission, facts);
  }

  /** @throws DomainError SIGN_IN_REQUIRED for guests, FORBIDDEN for people */
  require<F extends PlanFacts>(ctx: Pick<Ctx, 'actor'>, permission: Permission<F>, facts: F): void {
    if (may(ctx.actor, permission, facts)) return;
    throw new DomainError(ctx.actor.kind === 'guest' ? ErrorCode.SIGN_IN_REQUIRED : ErrorCode.FORBIDDEN, {
      params: { permission: permission.name },
    });
  }
}
