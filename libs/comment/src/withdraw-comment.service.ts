import { Injectable } from '@nestjs/common';
import { Clock, Database, DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import { CommentRecord } from './comment-record.js';
import { stateColumns, type CommentRow } from './comment-sql.js';
import { CommentEvent } from './comment.events.js';
import { ownCommentPermissions } from './comment.permissions.js';
import { CommentStore } from './comment.store.js';
import { OwnComments } from './own-comments.js';

/** Takes a comment back: a dated placeholder and the replies stay, the text is no longer shown. */
@Injectable()
export class WithdrawCommentService {
  constructor(
    private readonly database: Database,
    private readonly own: OwnComments,
    private readonly comments: CommentStore,
    private readonly record: CommentRecord,
    private readonly clock: Clock,
  ) {}

  /**
   * Also after the round: what one has said stays one's own. Withdrawing again changes nothing.
   * @throws DomainError NOT_FOUND, FORBIDDEN, SIGN_IN_REQUIRED, CONFLICT with the present `state`
   */
  async withdrawComment(
    ctx: Ctx,
    { id, receiptCode }: { id: string; receiptCode?: string | null },
  ): Promise<CommentRow> {
    await this.own.charge(ctx, receiptCode);
    return this.database.transaction(ctx, async (ctx) => {
      const comment = await this.own.lockOwn(ctx, id, receiptCode, ownCommentPermissions.withdraw);
      const { state, publishedAt } = comment;
      if (state === 'WITHDRAWN') return comment;
      const change = {
        ...stateColumns('WITHDRAWN', publishedAt),
        stateChangedAt: this.clock.now(),
        reasonCode: null,
        reasonText: null,
      };
      if (!(await this.comments.change(ctx, { id, state }, change)))
        throw new DomainError(ErrorCode.CONFLICT);
      const withdrawn = { ...comment, ...change };
      await this.record.write(ctx, withdrawn, {
        event: CommentEvent.WITHDRAWN,
        live: comment.shown === 1,
        before: { state },
        after: { state: 'WITHDRAWN' },
      });
      return withdrawn;
    });
  }
}
