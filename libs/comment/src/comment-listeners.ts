import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, Events, systemContext, type DomainEvent } from '@rapfang/platform';
import { CommentEvent, sectionStream, type CommentEventPayload } from './comment.events.js';
import { CountsStore } from './counts.store.js';
import { SupportStore } from './support.store.js';
import { SupportTally } from './support-tally.js';

/**
 * Brings counts up to date after the commit: no writer waits for a row that all others want too. Each
 * counts anew, so running twice is no harm.
 */
@Injectable()
export class CommentListeners implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly supports: SupportStore,
    private readonly counts: CountsStore,
    private readonly tally: SupportTally,
  ) {}

  onModuleInit(): void {
    this.events.after(CommentEvent.SUPPORTED, (event) => this.recountSupports(event));
    this.events.after(
      CommentEvent.PUBLISHED,
      (event) => this.recountReplies(event),
      ({ commentId, rootId }) => commentId !== rootId,
    );
    this.events.after(
      CommentEvent.UNDONE,
      (event) => this.recountReplies(event),
      ({ commentId, rootId }) => commentId !== rootId,
    );
  }

  private async recountSupports(event: DomainEvent): Promise<void> {
    const { commentId, planKey, sectionKey } = event.payload as CommentEventPayload;
    const { supportCount, guestSupportCount } = await this.database.transaction(
      systemContext(),
      async (ctx) => {
        const counted = await this.supports.count(ctx, commentId);
        await this.supports.save(ctx, commentId, counted);
        return counted;
      },
    );
    this.tally.tell({
      stream: sectionStream(planKey, sectionKey),
      commentId,
      people: supportCount,
      guests: guestSupportCount,
    });
  }

  private async recountReplies(event: DomainEvent): Promise<void> {
    const { commentId } = event.payload as CommentEventPayload;
    await this.database.transaction(systemContext(), (ctx) => this.counts.recountAbove(ctx, commentId));
  }
}
