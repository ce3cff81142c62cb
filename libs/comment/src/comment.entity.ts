import { Entity, Index } from 'typeorm';
import {
  Flag,
  IdColumn,
  IdPrimary,
  LongText,
  TimeColumn,
  Whole,
  Words,
  type Instant,
  type Language,
} from '@rapfang/platform';
import type { AuthorKind, Channel, CommentState, ReasonCode, Stance } from './comment.kinds.js';

/**
 * One point on one section. Its id is made from the time it was said, so ids stand for time in every
 * sort. What the public page needs is on the row; what is private is in `comment_private`.
 */
@Entity('comment')
@Index('ux_comment_client', ['authorKey', 'clientId'], { unique: true })
@Index('ix_comment_author', ['authorKey', 'id'])
@Index('ix_comment_newest', ['sectionId', 'depth', 'id', 'shown'])
@Index('ix_comment_answered', ['sectionId', 'depth', 'answered', 'id', 'shown'])
@Index('ix_comment_supported', ['sectionId', 'depth', 'supportCount', 'guestSupportCount', 'id', 'shown'])
@Index('ix_comment_replies', ['rootId', 'id', 'depth', 'shown'])
@Index('ix_comment_desk', ['planId', 'state', 'id'])
@Index('ix_comment_counts', ['planId', 'state', 'sectionId', 'stance', 'answered'])
@Index('ix_comment_round', ['roundId', 'state', 'answered'])
export class CommentEntity {
  @IdPrimary() id!: string;
  @IdColumn() planId!: string;
  /** With `sectionKey` the name of the live stream and of every link: no join needed. */
  @Words(64) planKey!: string;
  @IdColumn({ nullable: true }) roundId!: string | null;
  @IdColumn() versionId!: string;
  @Whole() versionNumber!: number;
  @IdColumn() sectionId!: string;
  @Words(64) sectionKey!: string;
  @IdColumn({ nullable: true }) parentId!: string | null;
  /** The comment that began the thread; its own id for one that began one. */
  @IdColumn() rootId!: string;
  /** 0 for the root, 3 at the most. */
  @Whole() depth!: number;
  /** `person:ID` or `guest:ID`. */
  @Words(40) authorKey!: string;
  @Words(16) authorKind!: AuthorKind;
  /** As it was then; null for a guest without a name. */
  @Words(160, { nullable: true }) authorName!: string | null;
  /** 1 when a provider had verified who the author is, in the session that sent it. Never who. */
  @Flag({ default: 0 }) authorVerified!: number;
  @IdColumn({ nullable: true }) organisationId!: string | null;
  @Words(300, { nullable: true }) organisationNameTh!: string | null;
  @Words(300, { nullable: true }) organisationNameEn!: string | null;
  @Words(16, { nullable: true }) stance!: Stance | null;
  @Words(2) language!: Language;
  @LongText() body!: string;
  /** By which nearly equal texts are found; never read with the comment, so it is missing there. */
  @Words(17, { nullable: true }) fingerprint?: string | null;
  @Words(16) state!: CommentState;
  /** 1 where the public thread has a place for it: what is or once was published. */
  @Flag() shown!: number;
  @Words(24, { nullable: true }) reasonCode!: ReasonCode | null;
  @Words(1000, { nullable: true }) reasonText!: string | null;
  @TimeColumn({ nullable: true }) stateChangedAt!: Instant | null;
  @Words(16) channel!: Channel;
  @Flag() demonstration!: number;
  /** Chosen by the client: the same id sent again is the same comment. */
  @Words(64) clientId!: string;
  @Whole() revision!: number;
  @TimeColumn() createdAt!: Instant;
  @TimeColumn({ nullable: true }) publishedAt!: Instant | null;
  @TimeColumn({ nullable: true }) editedAt!: Instant | null;
  /** By signed-in people and organisations. */
  @Whole() supportCount!: number;
  @Whole() guestSupportCount!: number;
  /** All below it that the public thread has a place for. */
  @Whole() replyCount!: number;
  @Whole() attachmentCount!: number;
  /** 1 when `answeredAt` is set: indexed, as times sort but do not group. */
  @Flag() answered!: number;
  @TimeColumn({ nullable: true }) answeredAt!: Instant | null;
}
