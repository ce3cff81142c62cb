import { DomainError, ErrorCode, type Ctx } from '@rapfang/platform';

/**
 * Whose roles still wait for a second factor changes no way in: somebody who reads the mail of a member
 * of staff could otherwise add a provider of their own that vouches for one.
 * @throws DomainError SECOND_FACTOR_REQUIRED
 */
export function requireWholeSession({ actor }: Pick<Ctx, 'actor'>): void {
  if (actor.dormantGrants.length > 0) throw new DomainError(ErrorCode.SECOND_FACTOR_REQUIRED);
}
