import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CommentState, StateReasonModel } from '@rapfang/comment';
import { DateTime, type Instant } from '@rapfang/platform';
import type { ModerationClaimEntity } from './claim.entity.js';
import { BulkOutcome, type Rule } from './deciding.js';
import type { ModerationProposalEntity } from './proposal.entity.js';

registerEnumType(BulkOutcome, { name: 'BulkOutcome' });

@ObjectType('ModerationClaim', { description: 'Who is looking at a comment now.' })
export class ClaimModel {
  @Field(() => ID) commentId!: string;
  @Field(() => String, { nullable: true }) byName!: string | null;
  @Field() byViewer!: boolean;
  @Field(() => DateTime) expiresAt!: Instant;
}

@ObjectType('ProposedRefusal', { description: 'A refusal that waits for a second moderator.' })
export class ProposalModel {
  @Field(() => String, { nullable: true }) byName!: string | null;
  @Field() byViewer!: boolean;
  @Field(() => DateTime) at!: Instant;
  @Field(() => StateReasonModel) reason!: StateReasonModel;
}

@ObjectType('DecidedComment', { description: 'What became of one comment among many.' })
export class DecidedModel {
  @Field(() => ID) commentId!: string;
  @Field(() => BulkOutcome) outcome!: BulkOutcome;
  @Field(() => String, {
    nullable: true,
    description:
      'Why not: `state`, `revision`, `claimed`, `decision`, `appealOpen`, `proposalOpen`, `ownProposal`, `permission`, `reason`.',
  })
  rule!: Rule | null;
  /** As it is now; null for a comment that the caller may not know of. */
  @Field(() => CommentState, { nullable: true }) state!: CommentState | null;
  /** Who was first, or who is looking at it. */
  @Field(() => String, { nullable: true }) byName!: string | null;
}

@ObjectType('DecideCommentsPayload')
export class DecideCommentsPayloadModel {
  @Field(() => ID, { description: 'What `undoDecision` takes.' }) actId!: string;
  @Field(() => DateTime) undoUntil!: Instant;
  @Field(() => [DecidedModel]) results!: DecidedModel[];
}

export function claimModel(row: ModerationClaimEntity, viewerId: string): ClaimModel {
  const { commentId, actorName, actorId, expiresAt } = row;
  return { commentId, byName: actorName, byViewer: actorId === viewerId, expiresAt };
}

export function proposalModel(row: ModerationProposalEntity, viewerId: string): ProposalModel {
  const { actorName, actorId, at, reasonCode, reasonText } = row;
  return {
    byName: actorName,
    byViewer: actorId === viewerId,
    at,
    reason: { code: reasonCode, text: reasonText },
  };
}
