import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Journey } from '@rapfang/comment';
import { TagStore } from './tag.store.js';

/** Tells the receipt page when a comment was first put under a heading. */
@Injectable()
export class TagJourney implements OnModuleInit {
  constructor(
    private readonly journey: Journey,
    private readonly store: TagStore,
  ) {}

  onModuleInit(): void {
    this.journey.register(
      'TAGGED',
      async (ctx, id) => (await this.store.firstTaggedAt(ctx, [id])).get(id) ?? null,
    );
  }
}
