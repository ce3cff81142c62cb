import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CommentState } from '@rapfang/comment';
import { connectionOf, DateTime, type Instant } from '@rapfang/platform';
import type { ModerationAppealEntity } from './appeal.entity.js';
import { AppealOutcome, AppealState } from './appeal.rules.js';

registerEnumType(AppealState, { name: 'AppealState' });
registerEnumType(AppealOutcome, { name: 'AppealOutcome' });

@ObjectType('Appeal', { description: 'An author’s one appeal against the refusal or hiding of a comment.' })
export class AppealModel {
  @Field(() => ID) id!: string;
  @Field(() => ID) commentId!: string;
  @Field(() => CommentState, { description: 'What it is against.' }) against!: CommentState;
  @Field() text!: string;
  @Field(() => DateTime) at!: Instant;
  @Field(() => AppealState) state!: AppealState;
  @Field(() => DateTime, { nullable: true }) decidedAt!: Instant | null;
  /** Why it was decided so. */
  @Field(() => String, { nullable: true }) reason!: string | null;
  /** Who decided; told to staff alone. */
  @Field(() => String, { nullable: true }) byName!: string | null;

  // For field resolvers; not in the schema.
  planId!: string;
}

@ObjectType('AppealBench', { description: 'Who may decide an appeal: never those who decided before.' })
export class AppealBenchModel {
  @Field() viewerMayDecide!: boolean;
  @Field({ description: 'The viewer took part in the decision appealed against.' }) viewerDecided!: boolean;
  @Field(() => Int, { description: 'Moderators of the plan who took no part in it.' }) others!: number;
}

const pages = connectionOf('Appeal', AppealModel);
export const AppealConnection = pages.Connection;

export function appealModel(row: ModerationAppealEntity, staff: boolean): AppealModel {
  const { id, planId, commentId, against, text, at, state, decidedAt, reasonText, deciderName } = row;
  const byName = staff ? deciderName : null;
  return { id, planId, commentId, against, text, at, state, decidedAt, reason: reasonText, byName };
}
