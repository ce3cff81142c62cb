import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommentEvent, isStaff } from '@rapfang/comment';
import { Events, type Ctx, type DomainEvent, type Transaction } from '@rapfang/platform';
import { ReportService } from './report.service.js';

/** A decision about a comment answers its open reports, in the same transaction. */
@Injectable()
export class ReportListener implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly reports: ReportService,
  ) {}

  onModuleInit(): void {
    for (const event of [CommentEvent.HIDDEN, CommentEvent.REFUSED])
      this.events.within(event, (ctx, happened) => this.settle(ctx, happened, 'ACTED'));
    this.events.within(CommentEvent.PUBLISHED, (ctx, happened) => this.settle(ctx, happened, 'DISMISSED'));
  }

  /** Only a moderator answers reports: a comment that its author's own submission publishes has none. */
  private async settle(
    ctx: Ctx & { tx: Transaction },
    { payload }: DomainEvent,
    resolution: 'DISMISSED' | 'ACTED',
  ): Promise<void> {
    const [id, planId] = [payload['commentId'] as string, payload['planId'] as string];
    if (ctx.actor.kind !== 'person' || !isStaff(ctx.actor, planId)) return;
    await this.reports.settle(ctx, { id, planId }, resolution, null);
  }
}
