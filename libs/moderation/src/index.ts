/** moderation: decisions about comments, each with its reason, all kept. */
import { Module } from '@nestjs/common';
import { CommentModule } from '@rapfang/comment';
import { ConsultationModule } from '@rapfang/consultation';
import { PlanModule } from '@rapfang/plan';
import { AddressWatch } from './address-watch.js';
import { CommentFindingsResolver } from './finding.resolver.js';
import { FindingStore } from './finding.store.js';
import { JudgeService, JudgeSources } from './judge.service.js';
import { CommentRooms, ModerationService } from './moderation.service.js';
import { CommentDecisionsResolver } from './moderation.resolver.js';
import { ModerationStore } from './moderation.store.js';
import { ReportListener } from './report.listener.js';
import { CommentReportsResolver, ReportActsResolver } from './report.resolver.js';
import { Reported, ReportService } from './report.service.js';
import { ReportStore } from './report.store.js';
import { RoundModerationResolver } from './round-moderation.resolver.js';
import { RoundModerationService } from './round-moderation.service.js';
import { TermList } from './term-list.js';
import { TermResolver } from './term.resolver.js';
import { Terms, TermService } from './term.service.js';
import { TermTrialService } from './term-trial.service.js';
import { TermStore } from './term.store.js';

@Module({
  imports: [ConsultationModule, PlanModule, CommentModule],
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
    Reported,
    ReportActsResolver,
    CommentReportsResolver,
    ReportListener,
    ReportService,
    ReportStore,
    RoundModerationResolver,
    RoundModerationService,
    TermList,
    TermResolver,
    Terms,
    TermService,
    TermStore,
    TermTrialService,
  ],
  exports: [ModerationService, ModerationStore],
})
export class ModerationModule {}

export * from './banned-term.entity.js';
export * from './check.kinds.js';
export * from './check.permissions.js';
export * from './checks.rules.js';
export * from './comment-report.entity.js';
export * from './finding.model.js';
export { raisedByReports, withOpenReports } from './report.store.js';
export { ReportService } from './report.service.js';
export { TermService } from './term.service.js';
export { foundBy } from './finding.store.js';
export * from './moderation-decision.entity.js';
export * from './moderation-finding.entity.js';
export * from './moderation.model.js';
export * from './moderation.permissions.js';
export * from './moderation.rules.js';
export { ModerationService, type DecideInput } from './moderation.service.js';
export { ModerationStore } from './moderation.store.js';
