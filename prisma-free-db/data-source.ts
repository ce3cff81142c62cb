import { OrganisationEntity, MembershipEntity, PersonEntity, RoleGrantEntity, SessionEntity, SignInLinkEntity } from '@rapfang/access';
import { AuditEntryEntity } from '@rapfang/audit';
import { ReportedOpinionEntity, RoundEntity, RoundSectionEntity } from '@rapfang/consultation';
import { FocusAreaEntity, IndicatorEntity, PlanEntity, PlanVersionEntity, SectionEntity, SectionTextEntity } from '@rapfang/plan';
import { OutboxEntity, StreamEntity } from '@rapfang/platform';
import { PlatformAndAccess1700000000001 } from './migrations/0001-platform-and-access.js';
import { Plan1700000000002 } from './migrations/0002-plan.js';
import { Consultation1700000000003 } from './migrations/0003-consultation.js';

/** Every table of every room, by floor. */
export const entities: (new () => object)[] = [
  OutboxEntity, StreamEntity,
  AuditEntryEntity,
  OrganisationEntity, PersonEntity, MembershipEntity, RoleGrantEntity, SignInLinkEntity, SessionEntity,
  PlanEntity, PlanVersionEntity, SectionEntity, SectionTextEntity, FocusAreaEntity, IndicatorEntity,
  RoundEntity, RoundSectionEntity, ReportedOpinionEntity,
];

/** Every migration, in the order in which they run: listed, not found, so that a forgotten file is seen in review. */
export const migrations: (new () => object)[] = [
  PlatformAndAccess1700000000001,
  Plan1700000000002,
  Consultation1700000000003,
];
