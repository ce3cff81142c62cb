/** moderation: decisions about comments, each with its reason, all kept. */
import { Module } from '@nestjs/common';
import { CommentModule } from '@rapfang/comment';
import { CommentRooms, ModerationService } from './moderation.service.js';
import { CommentDecisionsResolver } from './moderation.resolver.js';
import { ModerationStore } from './moderation.store.js';

@Module({
  imports: [CommentModule],
  providers: [CommentDecisionsResolver, CommentRooms, ModerationService, ModerationStore],
  exports: [ModerationService, ModerationStore],
})
export class ModerationModule {}

export * from './moderation-decision.entity.js';
export * from './moderation.model.js';
export * from './moderation.permissions.js';
export * from './moderation.rules.js';
export { ModerationService, type DecideInput } from './moderation.service.js';
export { ModerationStore } from './moderation.store.js';
