import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CommentState, StateReasonModel } from '@rapfang/comment';
import { DateTime, type Instant } from '@rapfang/platform';
import type { ModerationDecisionEntity } from './moderation-decision.entity.js';
import { Decision } from './moderation.rules.js';

registerEnumType(Decision, { name: 'Decision' });

@ObjectType('ModerationDecision', { description: 'Who decided what about a comment, when and why.' })
export class ModerationDecisionModel {
  @Field(() => ID) id!: string;
  @Field(() => DateTime) at!: Instant;
  /** As it was then; null for a person without a name. */
  @Field(() => String, { nullable: true }) byName!: string | null;
  @Field(() => Decision) decision!: Decision;
  @Field(() => CommentState) fromState!: CommentState;
  @Field(() => CommentState) toState!: CommentState;
  /** Null for a publication without one. */
  @Field(() => StateReasonModel, { nullable: true }) reason!: StateReasonModel | null;
}

export function decisionModel(row: ModerationDecisionEntity): ModerationDecisionModel {
  const { id, at, decision, fromState, toState, reasonCode, reasonText } = row;
  return {
    id,
    at,
    byName: row.actorName,
    decision,
    fromState,
    toState,
    reason: reasonCode || reasonText ? { code: reasonCode, text: reasonText } : null,
  };
}
