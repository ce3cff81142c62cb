import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  BilingualTextModel,
  connectionOf,
  DateTime,
  Locale,
  type Instant,
  type Language,
} from '@rapfang/platform';
import {
  AgeBand,
  AuthorKind,
  Channel,
  CommentAct,
  CommentState,
  JourneyStepKind,
  ParticipantKind,
  ReasonCode,
  Stance,
  ThreadSort,
} from './comment.kinds.js';
import type { Sight } from './comment.rules.js';

registerEnumType(Stance, { name: 'Stance' });
registerEnumType(CommentState, { name: 'CommentState' });
registerEnumType(AuthorKind, { name: 'AuthorKind' });
registerEnumType(Channel, { name: 'Channel' });
registerEnumType(ThreadSort, { name: 'ThreadSort' });
registerEnumType(AgeBand, { name: 'AgeBand' });
registerEnumType(ParticipantKind, { name: 'ParticipantKind' });
registerEnumType(CommentAct, { name: 'CommentAct' });
registerEnumType(ReasonCode, { name: 'ReasonCode' });
registerEnumType(JourneyStepKind, { name: 'JourneyStepKind' });

@ObjectType('CommentAuthor')
export class CommentAuthorModel {
  @Field(() => AuthorKind) kind!: AuthorKind;
  @Field(() => String, { nullable: true }) displayName!: string | null;
  @Field(() => BilingualTextModel, { nullable: true }) organisation!: BilingualTextModel | null;
  @Field({ description: 'A provider had verified who the author is; never who that is.' }) verified!: boolean;
  @Field({ description: 'The author has had their data erased; the text stays as the round says.' })
  erased!: boolean;
}

@ObjectType('StateReason')
export class StateReasonModel {
  @Field(() => ReasonCode, { nullable: true }) code!: ReasonCode | null;
  @Field(() => String, { nullable: true }) text!: string | null;
}

@ObjectType('Attachment')
export class AttachmentModel {
  @Field(() => ID) id!: string;
  @Field() name!: string;
  @Field() mediaType!: string;
  @Field(() => Int, { description: 'Bytes.' }) size!: number;
  @Field() url!: string;
}

@ObjectType('CommentRevision')
export class CommentRevisionModel {
  @Field(() => Int) revision!: number;
  @Field(() => String, { nullable: true }) body!: string | null;
  @Field(() => Stance, { nullable: true }) stance!: Stance | null;
  @Field(() => DateTime) at!: Instant;
}

/** A comment as one viewer may see it; what the viewer may not see is not in it. Made by comment-view.ts alone. */
@ObjectType('Comment')
export class CommentModel {
  @Field(() => ID) id!: string;
  @Field() planKey!: string;
  @Field() sectionKey!: string;
  @Field(() => ID, { nullable: true }) roundId!: string | null;
  @Field(() => Int) versionNumber!: number;
  @Field(() => ID, { nullable: true }) parentId!: string | null;
  @Field(() => ID) rootId!: string;
  @Field(() => Stance, { nullable: true }) stance!: Stance | null;
  @Field(() => Locale) language!: Language;
  @Field(() => String, { nullable: true, description: 'Null when the state hides it.' }) body!: string | null;
  @Field(() => CommentState) state!: CommentState;
  @Field(() => StateReasonModel, { nullable: true }) stateReason!: StateReasonModel | null;
  @Field(() => DateTime, { nullable: true }) stateChangedAt!: Instant | null;
  @Field(() => CommentAuthorModel) author!: CommentAuthorModel;
  @Field(() => Channel) channel!: Channel;
  @Field() demonstration!: boolean;
  @Field(() => DateTime) createdAt!: Instant;
  @Field(() => DateTime, { nullable: true }) publishedAt!: Instant | null;
  @Field(() => DateTime, { nullable: true }) editedAt!: Instant | null;
  @Field(() => Int) revision!: number;
  @Field(() => Int) supportCount!: number;
  @Field(() => Int) guestSupportCount!: number;
  @Field() viewerIsAuthor!: boolean;
  @Field(() => Int) replyCount!: number;

  // What field resolvers, of this room and of higher ones, need; not in the schema.
  planId!: string;
  sectionId!: string;
  versionId!: string;
  sight!: Exclude<Sight, 'NOTHING'>;
  /** The viewer came with the receipt code of this comment. */
  byReceipt!: boolean;
  attachmentCount!: number;
  /** Whether the viewer supports it, where the row told; null where it has to be asked. */
  supported!: boolean | null;
}

const pages = connectionOf('Comment', CommentModel);
export const CommentConnection = pages.Connection;
export const CommentEdge = pages.Edge;
export type CommentConnection = InstanceType<typeof pages.Connection>;

@ObjectType('StanceCount')
export class StanceCountModel {
  @Field(() => Stance, { nullable: true }) stance!: Stance | null;
  @Field(() => Int) count!: number;
}

@ObjectType('SectionCounts')
export class SectionCountsModel {
  @Field(() => Int) comments!: number;
  @Field(() => Int) answered!: number;
  @Field(() => Int) awaiting!: number;
}

@ObjectType('ParticipantGroup')
export class ParticipantGroupModel {
  @Field() facet!: string;
  @Field() value!: string;
  @Field(() => Int) count!: number;
}

@ObjectType('JourneyStep')
export class JourneyStepModel {
  @Field(() => JourneyStepKind) kind!: JourneyStepKind;
  @Field(() => DateTime, { nullable: true }) at!: Instant | null;
  @Field() done!: boolean;
}

@ObjectType('Receipt', {
  description: 'What the holder of a receipt code sees: the comment whatever its state, and its way.',
})
export class ReceiptModel {
  @Field() code!: string;
  @Field(() => CommentModel) comment!: CommentModel;
  @Field(() => [JourneyStepModel]) journey!: JourneyStepModel[];
  @Field({ description: 'An e-mail address was left for the answer.' }) emailForAnswer!: boolean;
}

@ObjectType('SubmitCommentPayload')
export class SubmitCommentPayloadModel {
  @Field() receiptCode!: string;
  @Field(() => CommentModel) comment!: CommentModel;
}
