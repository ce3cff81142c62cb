import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { Database, DomainError, ErrorCode, invalid, type Ctx } from '@rapfang/platform';
import type { ModerationAppealEntity } from './appeal.entity.js';
import { AppealRecord } from './appeal-record.js';
import type { AppealOutcome } from './appeal.rules.js';
import { CommentRooms, ModerationStores } from './deciding.js';
import { decidersOf } from './judge.rules.js';
import { ModerationRecord } from './moderation-record.js';
import { deskPermissions } from './moderation.permissions.js';
import { cleanReason } from './moderation.rules.js';

export interface DecideAppeal {
  appealId: string;
  outcome: AppealOutcome;
  reasonText: string;
}

/** The two records of an appeal's outcome: the comment's log, and the appeal itself. */
@Injectable()
export class AppealRecords {
  constructor(
    readonly log: ModerationRecord,
    readonly appeal: AppealRecord,
  ) {}
}

/** Decides appeals; never whoever decided what is appealed against. */
@Injectable()
export class AppealJudging {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly comments: CommentRooms,
    private readonly stores: ModerationStores,
    private readonly records: AppealRecords,
  ) {}

  /**
   * Upholds the decision, or overturns it, which publishes the comment.
   * @throws DomainError FORBIDDEN with rule `ownDecision`; CONFLICT with `{ state, byName }` when it is
   *   decided already; VALIDATION on `reasonText`; NOT_FOUND
   */
  async decide(ctx: Ctx, { appealId, outcome, reasonText }: DecideAppeal): Promise<ModerationAppealEntity> {
    const reason = cleanReason(reasonText);
    if (!reason) throw invalid('reasonText', 'required');
    return this.database.transaction(ctx, async (ctx) => {
      const { commentId, state: appealState } = await this.stores.appeals.getById(ctx, appealId);
      const comment = await this.comments.store.lockById(ctx, commentId, 'appealId');
      const { planId, state } = comment;
      if (!this.access.may(ctx, deskPermissions.readAppeals, { planId }))
        throw new DomainError(ErrorCode.NOT_FOUND, { field: 'appealId' });
      this.access.require(ctx, deskPermissions.decideAppeal, { planId });
      if (appealState !== 'OPEN') throw await this.conflict(appealId);
      const deciders = decidersOf(await this.stores.log.listOf(ctx, [commentId]), state);
      if (deciders.includes(ctx.actor.id))
        throw new DomainError(ErrorCode.FORBIDDEN, { params: { rule: 'ownDecision' } });
      const settled = {
        state: outcome,
        deciderId: ctx.actor.id,
        deciderName: ctx.actor.displayName,
        reasonText: reason,
        decidedAt: this.stores.clock.now(),
      };
      if (!(await this.stores.appeals.settle(ctx, appealId, settled))) throw await this.conflict(appealId);
      const overturned = outcome === 'OVERTURNED';
      const changed = overturned
        ? await this.comments.service.changeState(ctx, {
            commentId,
            expectedState: state,
            to: 'PUBLISHED',
            reasonText: reason,
          })
        : comment;
      await this.records.log.write(ctx, comment, {
        act: overturned ? 'OVERTURN' : 'UPHOLD',
        decision: overturned ? 'PUBLISH' : state === 'HIDDEN' ? 'HIDE' : 'REFUSE',
        fromState: state,
        toState: changed.state,
        reasonCode: null,
        reasonText: reason,
      });
      await this.stores.queue.dropClaims(ctx, [commentId]);
      const appeal = { ...(await this.stores.appeals.getById(ctx, appealId)), ...settled };
      await this.records.appeal.decided(ctx, appeal);
      return appeal;
    });
  }

  /** Read outside the failed transaction, whose snapshot may be older than what won. */
  private async conflict(appealId: string): Promise<DomainError> {
    const { state, deciderName } = await this.stores.appeals.getById({}, appealId);
    return new DomainError(ErrorCode.CONFLICT, {
      field: 'appealId',
      params: { state, ...(deciderName && { byName: deciderName }) },
    });
  }
}
