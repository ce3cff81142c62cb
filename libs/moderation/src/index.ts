/** moderation: decisions about comments, each with its reason, all kept. */
import { Module } from '@nestjs/common';
import { CommentModule } from '@rapfang/comment';
import { AddressWatch } from './address-watch.js';
import { CommentFindingsResolver } from './finding.resolver.js';
import { FindingStore } from './finding.store.js';
import { JudgeService, JudgeSources } from './judge.service.js';
import { CommentRooms, ModerationService } from './moderation.service.js';
import { CommentDecisionsResolver } from './moderation.resolver.js';
import { ModerationStore } from './moderation.store.js';
import { TermList } from './term-list.js';
import { TermStore } from './term.store.js';

@Module({
  imports: [CommentModule],
  providers: [
    AddressWatch,
    CommentDecisionsResolver,
    CommentFindingsResolver,
    CommentRooms,
    FindingStore,
    JudgeService,
    JudgeSources,
    ModerationService,
    ModerationStore,
    TermList,
    TermStore,
  ],
  exports: [ModerationService, ModerationStore],
})
export class ModerationModule {}

export * from './banned-term.entity.js';
export * from './check.kinds.js';
export * from './checks.rules.js';
export * from './comment-report.entity.js';
export * from './finding.model.js';
export { foundBy } from './finding.store.js';
export * from './moderation-decision.entity.js';
export * from './moderation-finding.entity.js';
export * from './moderation.model.js';
export * from './moderation.permissions.js';
export * from './moderation.rules.js';
export { ModerationService, type DecideInput } from './moderation.service.js';
export { ModerationStore } from './moderation.store.js';
