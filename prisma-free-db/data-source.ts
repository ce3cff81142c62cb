import {
  AuthenticatorAppEntity,
  InvitationEntity,
  OrganisationEntity,
  MembershipEntity,
  PasskeyChallengeEntity,
  PasskeyEntity,
  PersonEntity,
  PersonIdentityEntity,
  PersonNationalIdEntity,
  RecoveryCodeEntity,
  RoleGrantEntity,
  SessionEntity,
  SignInLinkEntity,
} from '@rapfang/access';
import { AuditAnchorEntity, AuditDetailEntity, AuditEntryEntity, AuditSealEntity } from '@rapfang/audit';
import {
  AttachmentEntity,
  CommentEntity,
  CommentPrivateEntity,
  CommentRevisionEntity,
  CommentSupportEntity,
} from '@rapfang/comment';
import { ReportedOpinionEntity, RoundEntity, RoundSectionEntity } from '@rapfang/consultation';
import { AgendaItemEntity, HearingEntity, HearingPostEntity } from '@rapfang/hearing';
import {
  BannedTermEntity,
  CommentReportEntity,
  ModerationAppealEntity,
  ModerationClaimEntity,
  ModerationDecisionEntity,
  ModerationFindingEntity,
  ModerationProposalEntity,
} from '@rapfang/moderation';
import { MailEntity } from '@rapfang/notification';
import {
  FocusAreaEntity,
  IndicatorEntity,
  PlanEntity,
  PlanVersionEntity,
  SectionEntity,
  SectionTextEntity,
} from '@rapfang/plan';
import { OutboxEntity, StreamEntity } from '@rapfang/platform';
import { ConsentEntity, RetentionRunEntity } from '@rapfang/privacy';
import {
  ResponseCommentEntity,
  ResponseCounterEntity,
  ResponseEntity,
  ResponseRevisionEntity,
} from '@rapfang/response';
import { CommentTagEntity, TagEntity } from '@rapfang/triage';
import { PlatformAndAccess1700000000001 } from './migrations/0001-platform-and-access.js';
import { Plan1700000000002 } from './migrations/0002-plan.js';
import { Consultation1700000000003 } from './migrations/0003-consultation.js';
import { Comment1700000000004 } from './migrations/0004-comment.js';
import { ModerationAndTriage1700000000005 } from './migrations/0005-moderation-triage.js';
import { ResponseAndNotification1700000000006 } from './migrations/0006-response-notification.js';
import { SignIn1700000000007 } from './migrations/0007-sign-in.js';
import { Checks1700000000010 } from './migrations/0010-checks.js';
import { Identity1700000000008 } from './migrations/0008-identity.js';
import { Invitation1700000000009 } from './migrations/0009-invitation.js';
import { ModerationQueue1700000000011 } from './migrations/0011-moderation-queue.js';
import { Record1700000000012 } from './migrations/0012-record.js';
import { Privacy1700000000013 } from './migrations/0013-privacy.js';
import { Hearing1700000000014 } from './migrations/0014-hearing.js';
import { Retention1700000000015 } from './migrations/0015-retention.js';

/** Every table of every room, by floor. */
export const entities: (new () => object)[] = [
  OutboxEntity,
  StreamEntity,
  AuditEntryEntity,
  AuditDetailEntity,
  AuditSealEntity,
  AuditAnchorEntity,
  OrganisationEntity,
  PersonEntity,
  MembershipEntity,
  RoleGrantEntity,
  PersonIdentityEntity,
  PersonNationalIdEntity,
  InvitationEntity,
  SignInLinkEntity,
  SessionEntity,
  PasskeyEntity,
  PasskeyChallengeEntity,
  AuthenticatorAppEntity,
  RecoveryCodeEntity,
  ConsentEntity,
  RetentionRunEntity,
  PlanEntity,
  PlanVersionEntity,
  SectionEntity,
  SectionTextEntity,
  FocusAreaEntity,
  IndicatorEntity,
  RoundEntity,
  RoundSectionEntity,
  ReportedOpinionEntity,
  CommentEntity,
  CommentPrivateEntity,
  CommentRevisionEntity,
  CommentSupportEntity,
  AttachmentEntity,
  HearingEntity,
  AgendaItemEntity,
  HearingPostEntity,
  ModerationDecisionEntity,
  ModerationFindingEntity,
  BannedTermEntity,
  CommentReportEntity,
  ModerationClaimEntity,
  ModerationProposalEntity,
  ModerationAppealEntity,
  TagEntity,
  CommentTagEntity,
  ResponseEntity,
  ResponseRevisionEntity,
  ResponseCommentEntity,
  ResponseCounterEntity,
  MailEntity,
];

/** Every migration, in the order in which they run: listed, not found, so that a forgotten file is seen in review. */
export const migrations: (new () => object)[] = [
  PlatformAndAccess1700000000001,
  Plan1700000000002,
  Consultation1700000000003,
  Comment1700000000004,
  ModerationAndTriage1700000000005,
  ResponseAndNotification1700000000006,
  SignIn1700000000007,
  Identity1700000000008,
  Checks1700000000010,
  Invitation1700000000009,
  ModerationQueue1700000000011,
  Record1700000000012,
  Privacy1700000000013,
  Hearing1700000000014,
  Retention1700000000015,
];
