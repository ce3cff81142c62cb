import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommentEvent, CommentStore, type CommentEventPayload } from '@rapfang/comment';
import { Events, type Ctx, type Transaction } from '@rapfang/platform';
import { ModerationStores } from './deciding.js';
import { ModerationRecord } from './moderation-record.js';

/** What the desk had open for a comment ends when its author changes or withdraws it, in the same transaction. */
@Injectable()
export class ModerationListeners implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly comments: CommentStore,
    private readonly stores: ModerationStores,
    private readonly record: ModerationRecord,
  ) {}

  onModuleInit(): void {
    for (const type of [CommentEvent.EDITED, CommentEvent.WITHDRAWN]) {
      this.events.within(type, async (ctx, { payload }) => {
        const { commentId } = payload as CommentEventPayload;
        await this.lapseProposal(ctx, commentId);
        if (type === CommentEvent.WITHDRAWN) await this.lapseAppeal(ctx, commentId);
      });
    }
  }

  private async lapseProposal(ctx: Ctx & { tx: Transaction }, commentId: string): Promise<void> {
    const [proposal] = await this.stores.queue.proposalsOf(ctx, [commentId]);
    if (!proposal) return;
    await this.stores.queue.dropProposal(ctx, commentId);
    const comment = await this.comments.getById(ctx, commentId);
    await this.record.write(ctx, comment, {
      act: 'LAPSE',
      decision: 'REFUSE',
      fromState: comment.state,
      toState: comment.state,
      reasonCode: null,
      reasonText: null,
    });
  }

  private async lapseAppeal(ctx: Ctx & { tx: Transaction }, commentId: string): Promise<void> {
    const [appeal] = await this.stores.appeals.listOf(ctx, [commentId]);
    if (appeal?.state !== 'OPEN') return;
    await this.stores.appeals.settle(ctx, appeal.id, { state: 'LAPSED', decidedAt: this.stores.clock.now() });
  }
}
