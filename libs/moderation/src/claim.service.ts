import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Access } from '@rapfang/access';
import { Database, DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import type { ModerationClaimEntity } from './claim.entity.js';
import { CommentRooms, ModerationStores, readable } from './deciding.js';
import { CLAIM_SECONDS } from './judge.rules.js';
import { deskPermissions } from './moderation.permissions.js';

/** Who works on which comment, so that two do not read the same one for nothing. */
@Injectable()
export class ClaimService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly comments: CommentRooms,
    private readonly stores: ModerationStores,
    private readonly audit: Audit,
  ) {}

  /**
   * Claims a comment for two minutes, or renews the own claim. Claims of others that hold stay, unless
   * they are taken over, which is on record.
   * @throws DomainError CONFLICT with `{ rule: 'claimed', byName }`; NOT_FOUND, FORBIDDEN
   */
  claim(ctx: Ctx, commentId: string, takeOver: boolean): Promise<ModerationClaimEntity> {
    return this.database.transaction(ctx, async (ctx) => {
      // All who claim a comment meet at its lock: the claims are read and written by one at a time.
      const comment = await this.comments.store.lockById(ctx, commentId, 'commentId');
      if (!readable(ctx, comment)) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'commentId' });
      const { planId } = comment;
      this.access.require(ctx, deskPermissions.claim, { planId });
      const { queue, clock } = this.stores;
      const [held] = await queue.claimsOf(ctx, [commentId], clock.now());
      const others = held && held.actorId !== ctx.actor.id ? held : null;
      if (others && !takeOver) {
        throw new DomainError(ErrorCode.CONFLICT, {
          field: 'commentId',
          params: { rule: 'claimed', ...(others.actorName && { byName: others.actorName }) },
        });
      }
      const claim = {
        commentId,
        planId,
        actorId: ctx.actor.id,
        actorName: ctx.actor.displayName,
        claimedAt: held && !others ? held.claimedAt : clock.now(),
        expiresAt: clock.in(CLAIM_SECONDS),
      };
      await queue.putClaim(ctx, claim);
      if (others) {
        await this.audit.append(ctx, {
          action: 'moderation.takenOver',
          subject: { type: 'comment', id: commentId },
          planId,
        });
      }
      return claim;
    });
  }

  /** Gives the own claim back; false when there was none. */
  release(ctx: Ctx, commentId: string): Promise<boolean> {
    return this.database.transaction(ctx, (ctx) => this.stores.queue.dropClaim(ctx, commentId, ctx.actor.id));
  }

  /** All claims of a plan that hold now. */
  list(ctx: Ctx, planId: string): Promise<ModerationClaimEntity[]> {
    this.access.require(ctx, deskPermissions.seeClaims, { planId });
    return this.stores.queue.listClaims(ctx, planId, this.stores.clock.now());
  }
}
