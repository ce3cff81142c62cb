import { Injectable } from '@nestjs/common';
import { CommentStore } from '@rapfang/comment';
import { Clock, Database, DomainError, ErrorCode, Events, invalid, type Ctx } from '@rapfang/platform';
import { deskStream, HearingEvent, hearingStream } from './hearing.events.js';
import { HearingPostStore } from './hearing-post.store.js';
import { HearingRecord } from './hearing-record.js';
import { hearingPermissions } from './hearing.permissions.js';
import { HearingStore } from './hearing.store.js';
import type { HearingPostEntity } from './hearing-post.entity.js';
import type { HearingEntity } from './hearing.entity.js';

/** What the stage needs of posts and comments. */
@Injectable()
export class StageRooms {
  constructor(
    readonly posts: HearingPostStore,
    readonly comments: CommentStore,
    readonly events: Events,
  ) {}
}

/** What stands on the stage screen: only what a moderator put there, and only what is public. */
@Injectable()
export class StageService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly hearings: HearingStore,
    private readonly rooms: StageRooms,
    private readonly record: HearingRecord,
  ) {}

  /**
   * Puts a published comment on the stage, in the place of what stood there; `null` clears the stage.
   * @throws DomainError NOT_FOUND, FORBIDDEN; VALIDATION on `commentId` for one that is not public
   */
  async show(ctx: Ctx, hearingId: string, commentId: string | null): Promise<HearingEntity> {
    return this.database.transaction(ctx, async (ctx) => {
      const hearing = await this.hearings.lockById(ctx, hearingId);
      this.record.access.require(ctx, hearingPermissions.run, { planId: hearing.planId });
      if (hearing.state === 'CLOSED' || hearing.state === 'PREPARED') throw invalid('state', 'underWay');
      const post = commentId === null ? null : await this.postOf(ctx, hearingId, commentId);
      const before = await this.rooms.posts.clearStage(ctx, hearingId);
      if (post) await this.rooms.posts.update(ctx, post.id, { onStageAt: this.clock.now() });
      await this.record.changed(
        ctx,
        hearing,
        'hearing.stage',
        { commentId: before[0] ?? null },
        { commentId },
      );
      return hearing;
    });
  }

  /** Marks a comment as answered in the room, or takes the mark back. @throws as `show` */
  async markAnswered(
    ctx: Ctx,
    hearingId: string,
    commentId: string,
    answered: boolean,
  ): Promise<HearingEntity> {
    return this.database.transaction(ctx, async (ctx) => {
      const hearing = await this.hearings.lockById(ctx, hearingId);
      this.record.access.require(ctx, hearingPermissions.run, { planId: hearing.planId });
      const post = await this.postOf(ctx, hearingId, commentId);
      if ((post.answeredAt !== null) === answered) return hearing;
      await this.rooms.posts.update(ctx, post.id, { answeredAt: answered ? this.clock.now() : null });
      await this.record.changed(
        ctx,
        hearing,
        'hearing.answered',
        { commentId, answered: !answered },
        { commentId, answered },
      );
      const payload = { hearingId, commentId };
      await this.rooms.events.emit(ctx, {
        type: HearingEvent.POST,
        stream: hearingStream(hearingId),
        payload,
      });
      await this.rooms.events.emit(ctx, { type: HearingEvent.DESK, stream: deskStream(hearingId), payload });
      return hearing;
    });
  }

  private async postOf(ctx: Ctx, hearingId: string, commentId: string): Promise<HearingPostEntity> {
    const post = await this.rooms.posts.findByComment(ctx, commentId);
    if (!post || post.hearingId !== hearingId) {
      throw new DomainError(ErrorCode.NOT_FOUND, { field: 'commentId' });
    }
    const comment = await this.rooms.comments.getById(ctx, commentId, 'commentId');
    if (comment.state !== 'PUBLISHED') throw invalid('commentId', 'published');
    return post;
  }
}
