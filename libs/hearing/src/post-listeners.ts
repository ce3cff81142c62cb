import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommentEvent, type CommentEventPayload } from '@rapfang/comment';
import { Events, type Ctx, type DomainEvent, type Transaction } from '@rapfang/platform';
import { deskStream, HearingEvent, hearingStream } from './hearing.events.js';
import { HearingPostStore } from './hearing-post.store.js';

/** The public sees a difference. */
const SHOWN = [
  CommentEvent.PUBLISHED,
  CommentEvent.EDITED,
  CommentEvent.HIDDEN,
  CommentEvent.WITHDRAWN,
  CommentEvent.ERASED,
  CommentEvent.UNDONE,
] as const;
/** Only the desk does. */
const DESK = [CommentEvent.HELD, CommentEvent.REFUSED] as const;

const OFF_STAGE: ReadonlySet<string> = new Set([
  CommentEvent.HIDDEN,
  CommentEvent.WITHDRAWN,
  CommentEvent.ERASED,
  CommentEvent.HELD,
  CommentEvent.REFUSED,
  CommentEvent.UNDONE,
]);

/**
 * What happens to a comment of a hearing, whoever did it and where, is told in its room: in the same
 * transaction, so that the room and the section's thread never disagree.
 */
@Injectable()
export class PostListeners implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly posts: HearingPostStore,
  ) {}

  onModuleInit(): void {
    for (const type of SHOWN) this.events.within(type, (ctx, event) => this.tell(ctx, event, true));
    for (const type of DESK) this.events.within(type, (ctx, event) => this.tell(ctx, event, false));
  }

  /** What is no longer public leaves the stage in the same moment. */
  private async clear(ctx: Ctx & { tx: Transaction }, postId: string, hearingId: string): Promise<void> {
    await this.posts.update(ctx, postId, { onStageAt: null });
    await this.events.emit(ctx, {
      type: HearingEvent.CHANGED,
      stream: hearingStream(hearingId),
      payload: { hearingId },
    });
  }

  private async tell(ctx: Ctx & { tx: Transaction }, event: DomainEvent, shown: boolean): Promise<void> {
    const { commentId, channel } = event.payload as CommentEventPayload;
    // Spares every other comment the look.
    if (channel !== 'HEARING') return;
    const post = await this.posts.findByComment(ctx, commentId);
    if (!post) return;
    const { hearingId } = post;
    if (post.onStageAt !== null && OFF_STAGE.has(event.type)) await this.clear(ctx, post.id, hearingId);
    const payload = { hearingId, commentId };
    // A held or refused one that stood in public comes with a stream of its section: the room sees it too.
    if (shown || event.stream !== null) {
      await this.events.emit(ctx, { type: HearingEvent.POST, stream: hearingStream(hearingId), payload });
    }
    await this.events.emit(ctx, { type: HearingEvent.DESK, stream: deskStream(hearingId), payload });
  }
}
