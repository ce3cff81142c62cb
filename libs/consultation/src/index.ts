/** consultation: rounds of a consultation on a plan, and the opinions that its documents report. */
import { Module } from '@nestjs/common';
import { PlanModule } from '@rapfang/plan';
import { ReportedOpinionStore } from './reported-opinion.store.js';
import { RoundParticipationResolver } from './round-participation.resolver.js';
import { RoundParticipationService } from './round-participation.service.js';
import {
  PlanRoundResolver,
  ReportedOpinionResolver,
  RoundResolver,
  SectionRoundResolver,
} from './round.resolver.js';
import { RoundStore } from './round.store.js';

@Module({
  imports: [PlanModule],
  providers: [
    PlanRoundResolver,
    ReportedOpinionResolver,
    ReportedOpinionStore,
    RoundParticipationResolver,
    RoundParticipationService,
    RoundResolver,
    RoundStore,
    SectionRoundResolver,
  ],
  exports: [ReportedOpinionStore, RoundStore],
})
export class ConsultationModule {}

export * from './consultation.permissions.js';
export * from './reported-opinion.entity.js';
export * from './reported-opinion.model.js';
export * from './reported-opinion.store.js';
export * from './round.entity.js';
export * from './round.model.js';
export * from './round.rules.js';
export * from './round.store.js';
