/** moderation: the queue, decisions about comments with their reasons, and appeals; all of it kept. */
import { Module } from '@nestjs/common';
import { CommentModule } from '@rapfang/comment';
import { ConsultationModule } from '@rapfang/consultation';
import { PlanModule } from '@rapfang/plan';
import { AddressWatch } from './address-watch.js';
import { AppealFieldsResolver, CommentAppealResolver } from './appeal-fields.resolver.js';
import { AppealJudging, AppealRecords } from './appeal-judging.js';
import { AppealRecord } from './appeal-record.js';
import { AppealResolver } from './appeal.resolver.js';
import { AppealService } from './appeal.service.js';
import { AppealStore } from './appeal.store.js';
import { ClaimService } from './claim.service.js';
import { CommentRooms, Deciding, ModerationStores } from './deciding.js';
import { CommentFindingsResolver } from './finding.resolver.js';
import { FindingStore } from './finding.store.js';
import { FourEyes } from './four-eyes.js';
import { JudgeService, JudgeSources } from './judge.service.js';
import { ModerationListeners } from './moderation-listeners.js';
import { ModerationRecord } from './moderation-record.js';
import { CommentDecisionsResolver } from './moderation.resolver.js';
import { ModerationService } from './moderation.service.js';
import { ModerationPersonalData } from './moderation-personal-data.js';
import { ModerationRetention } from './moderation-retention.js';
import { ModerationStore } from './moderation.store.js';
import { ReportListener } from './report.listener.js';
import { CommentReportsResolver, ReportActsResolver } from './report.resolver.js';
import { Reported, ReportService } from './report.service.js';
import { ReportStore } from './report.store.js';
import { RoundModerationResolver } from './round-moderation.resolver.js';
import { RoundModerationService } from './round-moderation.service.js';
import { ProposalResolver } from './proposal.resolver.js';
import { ProposalService } from './proposal.service.js';
import { QueueResolver } from './queue.resolver.js';
import { QueueStore } from './queue.store.js';
import { TermList } from './term-list.js';
import { TermResolver } from './term.resolver.js';
import { Terms, TermService } from './term.service.js';
import { TermTrialService } from './term-trial.service.js';
import { TermStore } from './term.store.js';
import { UndoService } from './undo.service.js';

@Module({
  imports: [PlanModule, ConsultationModule, CommentModule],
  providers: [
    AddressWatch,
    AppealFieldsResolver,
    AppealJudging,
    AppealRecord,
    AppealRecords,
    AppealResolver,
    AppealService,
    AppealStore,
    ClaimService,
    CommentAppealResolver,
    CommentDecisionsResolver,
    CommentFindingsResolver,
    CommentRooms,
    Deciding,
    FindingStore,
    FourEyes,
    JudgeService,
    JudgeSources,
    ModerationListeners,
    ModerationRecord,
    ModerationPersonalData,
    ModerationRetention,
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
    ModerationStores,
    ProposalResolver,
    ProposalService,
    QueueResolver,
    QueueStore,
    TermList,
    TermResolver,
    Terms,
    TermService,
    TermStore,
    TermTrialService,
    UndoService,
  ],
  exports: [AppealStore, ModerationRecord, ModerationService, ModerationStore, TermStore],
})
export class ModerationModule {}

export * from './appeal.entity.js';
export * from './appeal.rules.js';
export { AppealJudging } from './appeal-judging.js';
export { AppealService } from './appeal.service.js';
export { AppealStore } from './appeal.store.js';
export * from './banned-term.entity.js';
export * from './check.kinds.js';
export * from './check.permissions.js';
export * from './checks.rules.js';
export * from './claim.entity.js';
export * from './comment-report.entity.js';
export * from './finding.model.js';
export { raisedByReports, withOpenReports } from './report.store.js';
export { ReportService } from './report.service.js';
export { TermStore } from './term.store.js';
export * from './term-matcher.rules.js';
export { TermService } from './term.service.js';
export { foundBy } from './finding.store.js';
export * from './judge.rules.js';
export * from './moderation-decision.entity.js';
export * from './moderation-finding.entity.js';
export { ModerationRecord } from './moderation-record.js';
export * from './moderation.events.js';
export * from './moderation.model.js';
export * from './moderation.permissions.js';
export * from './moderation.rules.js';
export { ModerationService, type DecideInput } from './moderation.service.js';
export { ModerationStore } from './moderation.store.js';
export * from './proposal.entity.js';
export * from './queue.sql.js';
export { UndoService } from './undo.service.js';
