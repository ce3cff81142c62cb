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
import { HearingPostStore } from './hearing-post.store.js';
import { HearingRoomResolver } from './hearing-room.resolver.js';
import { HearingStore } from './hearing.store.js';
import { PostListeners } from './post-listeners.js';
import { PostViews } from './post-views.js';
import { HearingGround, PrepareHearingService } from './prepare-hearing.service.js';
import { RoomReader } from './room-reader.js';
import { RoomView } from './room-view.js';
import { RunHearingService } from './run-hearing.service.js';
import { PostGround, SendPostService } from './send-post.service.js';
import { StageRooms, StageService } from './stage.service.js';
import { StreamHosts } from './stream-hosts.js';

const OPEN_TO_OTHERS = [
  HearingPostStore,
  PostViews,
  RoomReader,
  RoomView,
  SendPostService,
  StageService,
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
    HearingRoomResolver,
    PostGround,
    PostListeners,
    StageRooms,
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
export { HearingPostStore } from './hearing-post.store.js';
export { HearingStore } from './hearing.store.js';
export { HearingView } from './hearing-view.js';
export { PrepareHearingService } from './prepare-hearing.service.js';
export { PostViews, type PublicPost } from './post-views.js';
export { RoomReader } from './room-reader.js';
export { RoomView, type RoomState } from './room-view.js';
export { RunHearingService } from './run-hearing.service.js';
export { SendPostService, type SendPost } from './send-post.service.js';
export { StageService } from './stage.service.js';
