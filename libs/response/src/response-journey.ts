import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Journey } from '@rapfang/comment';
import { PlanStore } from '@rapfang/plan';
import type { Ctx, Instant } from '@rapfang/platform';
import { ResponseViews } from './response-views.js';

/** Tells the receipt page when a comment was answered, and when the draft changed because of it. */
@Injectable()
export class ResponseJourney implements OnModuleInit {
  constructor(
    private readonly journey: Journey,
    private readonly views: ResponseViews,
    private readonly plans: PlanStore,
  ) {}

  onModuleInit(): void {
    this.journey.register(
      'ANSWERED',
      async (ctx, id) => (await this.views.ofComment(ctx, id))[0]?.publishedAt ?? null,
    );
    this.journey.register('CHANGED', (ctx, id) => this.changedAt(ctx, id));
  }

  /** A promise is no change: it is done when the version that was to show it is published. */
  private async changedAt(ctx: Ctx, commentId: string): Promise<Instant | null> {
    const promised = (await this.views.ofComment(ctx, commentId)).filter(
      (response) => response.changedVersion !== null,
    );
    if (promised.length === 0) return null;
    const versions = await this.plans.listVersions(ctx, (promised[0] as { planId: string }).planId);
    const kept = promised.flatMap(({ changedVersion }) =>
      versions
        .filter(({ number, state }) => state === 'PUBLISHED' && number >= (changedVersion as number))
        .map(({ publishedAt }) => publishedAt ?? ''),
    );
    return kept.sort()[0] ?? null;
  }
}
