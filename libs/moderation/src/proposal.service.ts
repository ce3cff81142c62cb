import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { Database, DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import { CommentRooms, ModerationStores, readable } from './deciding.js';
import { ModerationRecord } from './moderation-record.js';
import { moderationPermissions } from './moderation.permissions.js';
import { cleanReason } from './moderation.rules.js';

/** What becomes of a proposed refusal besides its confirmation, which is a decision like any other. */
@Injectable()
export class ProposalService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly comments: CommentRooms,
    private readonly stores: ModerationStores,
    private readonly record: ModerationRecord,
  ) {}

  /**
   * Sends a proposed refusal back to the queue: by a second moderator who does not agree, or by the
   * first, who thought better of it.
   * @throws DomainError CONFLICT when it is no longer proposed; NOT_FOUND, FORBIDDEN; VALIDATION on `reasonText`
   */
  returnProposal(ctx: Ctx, input: { commentId: string; reasonText?: string | null }): Promise<void> {
    const reasonText = cleanReason(input.reasonText);
    return this.database.transaction(ctx, async (ctx) => {
      const comment = await this.comments.store.lockById(ctx, input.commentId, 'commentId');
      const { id, planId, state } = comment;
      if (!readable(ctx, comment)) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'commentId' });
      this.access.require(ctx, moderationPermissions.decide, { planId, decision: 'REFUSE' });
      const [proposal] = await this.stores.queue.proposalsOf(ctx, [id]);
      if (!proposal) throw new DomainError(ErrorCode.CONFLICT, { field: 'commentId', params: { state } });
      await this.stores.queue.dropProposal(ctx, id);
      await this.stores.queue.dropClaims(ctx, [id]);
      await this.record.write(ctx, comment, {
        act: 'RETURN',
        decision: 'REFUSE',
        fromState: state,
        toState: state,
        reasonCode: null,
        reasonText,
      });
    });
  }
}
