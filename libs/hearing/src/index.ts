/** hearing: live hearings with their agenda, from setting up to closing. */
import { Module } from '@nestjs/common';
import { CommentModule } from '@rapfang/comment';
import { ConsultationModule } from '@rapfang/consultation';
import { PlanModule } from '@rapfang/plan';
import { CloseHearingService } from './close-hearing.service.js';
import { HearingActsResolver } from './hearing-acts.resolver.js';
import { HearingRecord } from './hearing-record.js';
import { HearingView } from './hearing-view.js';
import {
  AgendaItemSectionResolver,
  HearingMovesResolver,
  HearingResolver,
  RoundHearingsResolver,
} from './hearing.resolver.js';
import { HearingStore } from './hearing.store.js';
import { HearingGround, PrepareHearingService } from './prepare-hearing.service.js';
import { RunHearingService } from './run-hearing.service.js';
import { StreamHosts } from './stream-hosts.js';

const OPEN_TO_OTHERS = [
  CloseHearingService,
  HearingStore,
  HearingView,
  PrepareHearingService,
  RunHearingService,
];

@Module({
  imports: [PlanModule, ConsultationModule, CommentModule],
  providers: [
    ...OPEN_TO_OTHERS,
    AgendaItemSectionResolver,
    HearingActsResolver,
    HearingGround,
    HearingMovesResolver,
    HearingRecord,
    HearingResolver,
    RoundHearingsResolver,
    StreamHosts,
  ],
  exports: OPEN_TO_OTHERS,
})
export class HearingModule {}

export * from './hearing.entity.js';
export * from './hearing-post.entity.js';
export * from './hearing.events.js';
export * from './hearing.model.js';
export * from './hearing.permissions.js';
export * from './hearing.rules.js';
export * from './stream-address.rules.js';
export { CloseHearingService } from './close-hearing.service.js';
export { HearingStore } from './hearing.store.js';
export { HearingView } from './hearing-view.js';
export { PrepareHearingService } from './prepare-hearing.service.js';
export { RunHearingService } from './run-hearing.service.js';
