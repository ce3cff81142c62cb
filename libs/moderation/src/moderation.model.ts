import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CommentState, StateReasonModel } from '@rapfang/comment';
import { DateTime, type Instant } from '@rapfang/platform';
import type { ModerationDecisionEntity } from './moderation-decision.entity.js';
import { DecisionAct, undoUntil } from './judge.rules.js';
import { Decision } from './moderation.rules.js';

registerEnumType(Decision, { name: 'Decision' });
registerEnumType(DecisionAct, { name: 'DecisionAct' });

/** Acts that whoever did them can take back for some seconds. */
const UNDOABLE: readonly DecisionAct[] = ['DECIDE', 'REVERSE', 'PROPOSE', 'CONFIRM'];

@ObjectType('ModerationDecision', { description: 'Who decided what about a comment, when and why.' })
export class ModerationDecisionModel {
  @Field(() => ID) id!: string;
  @Field(() => DateTime) at!: Instant;
  /** As it was then; null for a person without a name. */
  @Field(() => String, { nullable: true }) byName!: string | null;
  @Field(() => Decision) decision!: Decision;
  @Field(() => DecisionAct) act!: DecisionAct;
  /** What `undoDecision` takes: shared by what was decided in one go. */
  @Field(() => ID) actId!: string;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until then the viewer may take it back; null for others and for what cannot be.',
  })
  undoUntil!: Instant | null;
  @Field(() => CommentState) fromState!: CommentState;
  @Field(() => CommentState) toState!: CommentState;
  /** Null for a publication without one. */
  @Field(() => StateReasonModel, { nullable: true }) reason!: StateReasonModel | null;
}

export function decisionModel(row: ModerationDecisionEntity, viewerId: string): ModerationDecisionModel {
  const { id, at, decision, act, batchId, actorId, fromState, toState, reasonCode, reasonText } = row;
  return {
    id,
    at,
    byName: row.actorName,
    decision,
    act,
    actId: batchId ?? id,
    undoUntil: actorId === viewerId && UNDOABLE.includes(act) ? undoUntil(at) : null,
    fromState,
    toState,
    reason: reasonCode || reasonText ? { code: reasonCode, text: reasonText } : null,
  };
}
