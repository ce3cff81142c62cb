import { Injectable } from '@nestjs/common';
import { authorKey } from '@rapfang/access';
import {
  cleanClientId,
  CommentStore,
  SubmitCommentService,
  type Submission,
  type Submitted,
} from '@rapfang/comment';
import { Clock, DomainError, ErrorCode, Events, invalid, type Ctx } from '@rapfang/platform';
import { deskStream, HearingEvent } from './hearing.events.js';
import type { AgendaItemEntity, HearingEntity } from './hearing.entity.js';
import { HearingPostStore } from './hearing-post.store.js';
import { HearingStore } from './hearing.store.js';

export interface SendPost extends Omit<
  Submission,
  'planKey' | 'sectionKey' | 'parentId' | 'uploadIds' | 'origin'
> {
  hearingId: string;
  /** The item that was current for who wrote it; it is taken under the one that is current now. */
  itemId?: string | null;
}

/** Where comments of a hearing come from and go to. */
@Injectable()
export class PostGround {
  constructor(
    readonly submitting: SubmitCommentService,
    readonly comments: CommentStore,
    readonly events: Events,
  ) {}
}

/** Taking comments in while a hearing goes on: they are comments like all others, with a place in the room. */
@Injectable()
export class SendPostService {
  constructor(
    private readonly clock: Clock,
    private readonly hearings: HearingStore,
    private readonly posts: HearingPostStore,
    private readonly ground: PostGround,
  ) {}

  /**
   * Saves and receipts a comment on the item that the room is at. The same author's same `clientId`
   * gives the first comment again, also when the hearing has been paused or closed since.
   * @throws DomainError NOT_FOUND, NOT_LIVE with `state`, SIGN_IN_REQUIRED (closed to guests), RATE_LIMITED
   *   with `seconds` (slow mode), VALIDATION on `itemId`, and what submitting a comment throws
   */
  async send(ctx: Ctx, input: SendPost): Promise<Submitted> {
    const clientId = cleanClientId(input.clientId);
    const sent = await this.ground.comments.findSent(ctx, authorKey(ctx.actor), clientId);
    if (sent) return sent;
    const hearing = await this.hearings.getById(ctx, input.hearingId, 'hearingId');
    this.checkOpen(ctx, hearing);
    const item = await this.itemFor(ctx, hearing, input.itemId);
    await this.checkPace(ctx, hearing);
    const { hearingId } = input;
    return this.ground.submitting.submitComment(ctx, {
      ...input,
      clientId,
      planKey: hearing.planKey,
      sectionKey: item.sectionKey as string,
      origin: {
        channel: 'HEARING',
        roundId: hearing.roundId,
        keep: async (ctx, { id: commentId, createdAt }) => {
          await this.posts.insert(ctx, { hearingId, itemId: item.id, commentId, createdAt });
          await this.ground.events.emit(ctx, {
            type: HearingEvent.DESK,
            stream: deskStream(hearingId),
            payload: { hearingId, commentId },
          });
        },
      },
    });
  }

  private checkOpen(ctx: Ctx, hearing: HearingEntity): void {
    const { state } = hearing;
    if (state !== 'LIVE') {
      throw new DomainError(ErrorCode.NOT_LIVE, {
        field: 'hearingId',
        params: { state: state === 'REHEARSAL' ? 'PREPARED' : state },
      });
    }
    if (hearing.guestsMay === 0 && ctx.actor.kind === 'guest') {
      throw new DomainError(ErrorCode.SIGN_IN_REQUIRED, { field: 'hearingId' });
    }
  }

  /** An item that ended a moment ago still takes what was written for it. */
  private async itemFor(
    ctx: Ctx,
    hearing: HearingEntity,
    asked: string | null | undefined,
  ): Promise<AgendaItemEntity> {
    const items = await this.hearings.listItems(ctx, [hearing.id]);
    const item = items.find(({ id }) => id === (asked ?? hearing.currentItemId));
    if (!item) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'itemId' });
    if (!item.startedAt) throw invalid('itemId', 'notBegun');
    if (!item.sectionKey) throw invalid('itemId', 'takesNoComments');
    return item;
  }

  /** Slow mode by the rows themselves: exact on every node, and nothing to lose with a counter. */
  private async checkPace(ctx: Ctx, hearing: HearingEntity): Promise<void> {
    if (hearing.slowSeconds === 0) return;
    const last = await this.posts.lastSent(ctx, hearing.id, authorKey(ctx.actor));
    if (last === null) return;
    const wait = Date.parse(last) + hearing.slowSeconds * 1000 - this.clock.millis();
    if (wait > 0)
      throw new DomainError(ErrorCode.RATE_LIMITED, { params: { seconds: Math.ceil(wait / 1000) } });
  }
}
