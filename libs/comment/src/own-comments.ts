import { Injectable } from '@nestjs/common';
import { Access, type Permission } from '@rapfang/access';
import { DomainError, ErrorCode, type Ctx, type Transaction } from '@rapfang/platform';
import { CommentLimits } from './comment-limits.js';
import type { OwnFacts } from './comment.permissions.js';
import { canSee, isErased, isOwn } from './comment.rules.js';
import type { CommentRow } from './comment-sql.js';
import { CommentStore } from './comment.store.js';
import { viewerOf } from './comment-view.js';
import { PrivateStore } from './private.store.js';
import { readReceiptCode } from './receipt.rules.js';

/** A comment for those to whom it belongs: its author, or whoever holds its receipt code. */
@Injectable()
export class OwnComments {
  constructor(
    private readonly comments: CommentStore,
    private readonly secrets: PrivateStore,
    private readonly access: Access,
    private readonly limits: CommentLimits,
  ) {}

  /**
   * Charged before the transaction, so that a refused guess is counted too.
   * @throws DomainError RATE_LIMITED
   */
  async charge(ctx: Ctx, receiptCode: string | null | undefined): Promise<void> {
    await this.limits.use(ctx, 'change');
    if (receiptCode) await this.limits.use(ctx, 'receipt');
  }

  /** @throws DomainError NOT_FOUND, SIGN_IN_REQUIRED, FORBIDDEN; VALIDATION or NOT_FOUND on `receiptCode` */
  async lockOwn(
    ctx: Ctx & { tx: Transaction },
    id: string,
    receiptCode: string | null | undefined,
    permission: Permission<OwnFacts>,
  ): Promise<CommentRow> {
    const comment = await this.comments.lockById(ctx, id, 'id');
    const byReceipt = receiptCode && !isErased(comment) ? await this.opens(ctx, id, receiptCode) : false;
    const viewer = viewerOf(ctx, comment.planId, byReceipt);
    const own = isOwn(comment, viewer);
    if (receiptCode && !own) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'receiptCode' });
    if (!canSee(comment, viewer)) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
    const { planId, organisationId } = comment;
    const speaks = organisationId === null || ctx.actor.organisationIds.includes(organisationId);
    this.access.require(ctx, permission, { planId, own, speaks });
    return comment;
  }

  private async opens(ctx: Ctx, commentId: string, receiptCode: string): Promise<boolean> {
    const secret = await this.secrets.findByReceipt(ctx, readReceiptCode(receiptCode, 'receiptCode'));
    return secret?.commentId === commentId;
  }
}
