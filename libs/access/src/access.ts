import { Injectable } from '@nestjs/common';
import { DomainError, ErrorCode, type Actor, type Ctx } from '@rapfang/platform';
import { inAudience, may, type AnyPermission, type Permission, type PlanFacts } from './permission.js';

/** Asks the permissions; the only place that refuses. */
@Injectable()
export class Access {
  may<F extends PlanFacts>(ctx: Pick<Ctx, 'actor'>, permission: Permission<F>, facts: F): boolean {
    return may(ctx.actor, permission, facts);
  }

  /** @throws DomainError SIGN_IN_REQUIRED for guests, SECOND_FACTOR_REQUIRED when the role sleeps, else FORBIDDEN */
  require<F extends PlanFacts>(ctx: Pick<Ctx, 'actor'>, permission: Permission<F>, facts: F): void {
    if (may(ctx.actor, permission, facts)) return;
    throw refusal(ctx.actor, permission, may(awake(ctx.actor), permission, facts));
  }
}

/** The actor as after the second factor, with every role in force. */
export function awake(actor: Actor): Actor {
  return { ...actor, grants: [...actor.grants, ...actor.dormantGrants], dormantGrants: [] };
}

/**
 * What somebody who may not is told.
 * @param mayAwake they could, once their session passes a second factor
 */
export function refusal(actor: Actor, permission: AnyPermission, mayAwake: boolean): DomainError {
  const person = mayAwake ? ErrorCode.SECOND_FACTOR_REQUIRED : ErrorCode.FORBIDDEN;
  return new DomainError(actor.kind === 'guest' ? ErrorCode.SIGN_IN_REQUIRED : person, {
    params: { permission: permission.name },
  });
}

/** What to throw at somebody outside the audience of a permission. */
export function refusalOf(actor: Actor, permission: AnyPermission): DomainError {
  return refusal(actor, permission, inAudience(awake(actor), permission.audience));
}
