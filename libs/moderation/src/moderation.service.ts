import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import {
  CommentStateService,
  CommentStore,
  isStaff,
  type CommentRow,
  type CommentState,
  type ReasonCode,
} from '@rapfang/comment';
import { Clock, Database, DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import { moderationPermissions } from './moderation.permissions.js';
import { checkedReason, nextState, type Decision } from './moderation.rules.js';
import { ModerationStore } from './moderation.store.js';

export interface DecideInput {
  commentId: string;
  decision: Decision;
  /** The state that the moderator saw: when it is another by now, nothing is done. */
  expectedState: CommentState;
  reasonCode?: ReasonCode | null;
  reasonText?: string | null;
}

/** What deciding needs of the comment room. */
@Injectable()
export class CommentRooms {
  constructor(
    readonly service: CommentStateService,
    readonly store: CommentStore,
  ) {}
}

/** Decisions about comments. Each is on record with its reason, and two moderators never collide. */
@Injectable()
export class ModerationService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly comments: CommentRooms,
    private readonly store: ModerationStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Publishes, holds, refuses or hides a comment.
   * @throws DomainError CONFLICT with `{ state, byName }` when somebody was faster, VALIDATION when the
   *   decision does not fit the state or lacks its reason, NOT_FOUND
   */
  async decide(ctx: Ctx, input: DecideInput): Promise<void> {
    try {
      await this.database.transaction(ctx, async (ctx) => {
        const comment = await this.readable(ctx, input.commentId);
        const { planId } = comment;
        this.access.require(ctx, moderationPermissions.decide, { planId, decision: input.decision });
        const { code: reasonCode, text: reasonText } = checkedReason(
          input.decision,
          input.reasonCode,
          input.reasonText,
        );
        const { expectedState } = input;
        const to = nextState(expectedState, input.decision);
        if (!to)
          throw new DomainError(ErrorCode.VALIDATION, {
            field: 'decision',
            params: { rule: 'state', state: expectedState },
          });
        // The row changes only if it is still as expected: of two who decide at once, one wins.
        await this.comments.service.changeState(ctx, {
          commentId: comment.id,
          expectedState,
          to,
          reasonCode,
          reasonText,
        });
        await this.store.append(ctx, {
          planId,
          commentId: comment.id,
          fromState: expectedState,
          toState: to,
          decision: input.decision,
          reasonCode,
          reasonText,
          actorId: ctx.actor.id,
          actorName: ctx.actor.displayName,
          at: this.clock.now(),
        });
      });
    } catch (error) {
      throw error instanceof DomainError && error.code === ErrorCode.CONFLICT
        ? await this.conflict(input.commentId)
        : error;
    }
  }

  /** What may not be read looks like what does not exist. */
  private async readable(ctx: Ctx, commentId: string): Promise<CommentRow> {
    const comment = await this.comments.store.getById(ctx, commentId, 'commentId');
    if (comment.state !== 'PUBLISHED' && ctx.actor.kind !== 'system' && !isStaff(ctx.actor, comment.planId)) {
      throw new DomainError(ErrorCode.NOT_FOUND, { field: 'commentId' });
    }
    return comment;
  }

  /** Read outside the failed transaction, whose snapshot may be older than what won. */
  private async conflict(commentId: string): Promise<DomainError> {
    const [comment, last] = await Promise.all([
      this.comments.store.getById({}, commentId),
      this.store.findLast({}, commentId),
    ]);
    const byName = last?.toState === comment.state ? last.actorName : null;
    return new DomainError(ErrorCode.CONFLICT, {
      field: 'commentId',
      params: { state: comment.state, ...(byName && { byName }) },
    });
  }
}
