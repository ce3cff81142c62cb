import { Module } from '@nestjs/common';
import { ConsultationModule } from '@rapfang/consultation';
import { PlanModule } from '@rapfang/plan';
import { AttachmentService } from './attachment.service.js';
import { AttachmentStore } from './attachment.store.js';
import { AuthorStore } from './author.store.js';
import { CommentActsResolver } from './comment-acts.resolver.js';
import { CommentEraser } from './comment-eraser.js';
import { CommentPersonalData, OwnCommentStores } from './comment-personal-data.js';
import { ErasureRuleResolver } from './erasure-rule.resolver.js';
import { ErasureRuleService } from './erasure-rule.service.js';
import { CommentRetention } from './comment-retention.js';
import { CommentContacts } from './comment-contacts.js';
import { CommentFieldsResolver } from './comment-fields.resolver.js';
import { CommentLimits } from './comment-limits.js';
import { CommentListeners } from './comment-listeners.js';
import { CommentRecord } from './comment-record.js';
import { CommentStateService } from './comment-state.service.js';
import { CommentViewerResolver } from './comment-viewer.resolver.js';
import { CommentViews } from './comment-views.js';
import { CommentResolver } from './comment.resolver.js';
import { CommentStore } from './comment.store.js';
import { CountsService } from './counts.service.js';
import { CountsStore } from './counts.store.js';
import { EditCommentService } from './edit-comment.service.js';
import { EditGate } from './edit-gate.js';
import { ErasedFiles } from './erased-files.js';
import { ImportCommentService } from './import-comment.service.js';
import { Intake } from './intake.js';
import { Journey } from './journey.js';
import { Judges } from './judges.js';
import { OwnComments } from './own-comments.js';
import { PrivateStore } from './private.store.js';
import { ReceiptService } from './receipt.service.js';
import { Reception } from './reception.js';
import { RecentStore } from './recent.store.js';
import { RoundGate } from './round-gate.js';
import {
  PlanCommentsResolver,
  RoundCommentsResolver,
  SectionCommentsResolver,
} from './section-comments.resolver.js';
import { SubjectCommentStore } from './subject-comment.store.js';
import { SubmitCommentService } from './submit-comment.service.js';
import { SupportTally } from './support-tally.js';
import { SupportService } from './support.service.js';
import { SupportStore } from './support.store.js';
import { ThreadService } from './thread.service.js';
import { ThreadStore } from './thread.store.js';
import { UploadService } from './upload.service.js';
import { WithdrawCommentService } from './withdraw-comment.service.js';

const OPEN_TO_OTHERS = [
  AttachmentService,
  CommentContacts,
  CommentStateService,
  CommentStore,
  CommentViews,
  CountsService,
  EditCommentService,
  ImportCommentService,
  Journey,
  Judges,
  OwnComments,
  ReceiptService,
  RecentStore,
  SubjectCommentStore,
  SubmitCommentService,
  SupportService,
  SupportTally,
  ThreadService,
  UploadService,
  WithdrawCommentService,
];

@Module({
  imports: [PlanModule, ConsultationModule],
  providers: [
    ...OPEN_TO_OTHERS,
    AttachmentStore,
    AuthorStore,
    CommentEraser,
    CommentLimits,
    CommentListeners,
    CommentPersonalData,
    CommentRetention,
    ErasureRuleResolver,
    ErasureRuleService,
    CommentRecord,
    CountsStore,
    EditGate,
    ErasedFiles,
    Intake,
    OwnCommentStores,
    PrivateStore,
    Reception,
    RoundGate,
    SupportStore,
    ThreadStore,
    CommentActsResolver,
    CommentFieldsResolver,
    CommentResolver,
    CommentViewerResolver,
    PlanCommentsResolver,
    RoundCommentsResolver,
    SectionCommentsResolver,
  ],
  exports: OPEN_TO_OTHERS,
})
export class CommentModule {}
