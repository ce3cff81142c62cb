import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import type { CommentRow } from '@rapfang/comment';
import { Clock, type Ctx, type Instant, type Transaction } from '@rapfang/platform';
import type { DecisionAct } from './judge.rules.js';
import type { ModerationDecisionEntity } from './moderation-decision.entity.js';
import type { Decision } from './moderation.rules.js';
import { ModerationStore } from './moderation.store.js';

/** What an entry of the log says besides who, where and when. */
export type Entry = Pick<ModerationDecisionEntity, 'fromState' | 'toState' | 'reasonCode' | 'reasonText'> &
  Partial<Pick<ModerationDecisionEntity, 'undoesId' | 'batchId' | 'replaced'>> & {
    act: DecisionAct;
    decision: Decision;
    at?: Instant;
  };

/**
 * Writes acts of moderators down. A change of state is in the audit already, by the comment room, in the
 * same transaction; what leaves the state as it is gets its own entry here.
 */
@Injectable()
export class ModerationRecord {
  constructor(
    private readonly store: ModerationStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @returns the entry's id */
  async write(
    ctx: Ctx & { tx: Transaction },
    { id, planId, revision }: Pick<CommentRow, 'id' | 'planId' | 'revision'>,
    { at = this.clock.now(), undoesId = null, batchId = null, replaced = null, ...entry }: Entry,
  ): Promise<string> {
    const { act, fromState, toState, decision, reasonCode, reasonText } = entry;
    if (fromState === toState) {
      await this.audit.append(ctx, {
        action: `moderation.${VERBS[act]}`,
        subject: { type: 'comment', id },
        planId,
        before: { state: fromState },
        after: { state: toState, decision, reasonCode },
        reason: reasonText ?? reasonCode,
      });
    }
    return this.store.append(ctx, {
      planId,
      commentId: id,
      ...entry,
      undoesId,
      batchId,
      replaced,
      revision,
      actorId: ctx.actor.id,
      actorName: ctx.actor.displayName,
      at,
    });
  }
}

const VERBS: Record<DecisionAct, string> = {
  DECIDE: 'decided',
  REVERSE: 'reversed',
  PROPOSE: 'proposed',
  CONFIRM: 'confirmed',
  RETURN: 'returned',
  LAPSE: 'lapsed',
  UNDO: 'undone',
  UPHOLD: 'appealUpheld',
  OVERTURN: 'appealOverturned',
};
