import { Injectable } from '@nestjs/common';
import { authorKey } from '@rapfang/access';
import { Database, DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import { CommentLimits } from './comment-limits.js';
import { CommentRecord } from './comment-record.js';
import type { CommentRow } from './comment-sql.js';
import { CommentEvent } from './comment.events.js';
import { canSee, isOwn } from './comment.rules.js';
import { CommentStore } from './comment.store.js';
import { viewerOf } from './comment-view.js';
import { SupportStore } from './support.store.js';

/** Supports a comment, or no longer. */
@Injectable()
export class SupportService {
  constructor(
    private readonly database: Database,
    private readonly comments: CommentStore,
    private readonly supports: SupportStore,
    private readonly record: CommentRecord,
    private readonly limits: CommentLimits,
  ) {}

  /**
   * Saying the same again changes nothing. The counts on the comment follow within a second, so that a
   * hearing's supporters never wait for one row; the answer already has the new ones.
   * @throws DomainError NOT_FOUND; FORBIDDEN (own comment); CONFLICT with the present `state`; RATE_LIMITED
   */
  async setSupport(
    ctx: Ctx,
    { commentId, supported }: { commentId: string; supported: boolean },
  ): Promise<CommentRow> {
    await this.limits.use(ctx, 'support');
    return this.database.transaction(ctx, async (ctx) => {
      const comment = await this.comments.getById(ctx, commentId, 'commentId');
      const viewer = viewerOf(ctx, comment.planId);
      if (!canSee(comment, viewer)) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'commentId' });
      if (isOwn(comment, viewer))
        throw new DomainError(ErrorCode.FORBIDDEN, { field: 'commentId', params: { rule: 'ownComment' } });
      if (comment.state !== 'PUBLISHED')
        throw new DomainError(ErrorCode.CONFLICT, { params: { state: comment.state } });
      const support = { commentId, supporterKey: authorKey(ctx.actor), guest: ctx.actor.kind === 'guest' };
      if (await this.supports.put(ctx, support, supported)) {
        await this.record.tell(ctx, comment, { event: CommentEvent.SUPPORTED, live: false });
      }
      return { ...comment, ...(await this.supports.count(ctx, commentId)) };
    });
  }
}
