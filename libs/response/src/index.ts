/** response: what is made of comments and why; one answer for one or for many, drafted, published, corrected. */
import { Module } from '@nestjs/common';
import { CommentModule } from '@rapfang/comment';
import { PlanModule } from '@rapfang/plan';
import { ResponseCommentStore } from './response-comment.store.js';
import { ResponseJourney } from './response-journey.js';
import { ResponseListsResolver } from './response-lists.resolver.js';
import { ResponseNeeds } from './response-needs.js';
import { ResponseRecord } from './response-record.js';
import { ResponseServices } from './response-services.js';
import { ReviseResponseService } from './revise-response.service.js';
import { ResponsePersonalData } from './response-personal-data.js';
import { ResponsePublication } from './response-publication.js';
import { ResponseResolver } from './response.resolver.js';
import { ResponseService } from './response.service.js';
import { ResponseStore } from './response.store.js';
import { ResponseSubject } from './response-subject.js';
import { ResponseViews } from './response-views.js';

@Module({
  imports: [PlanModule, CommentModule],
  providers: [
    ResponseCommentStore,
    ResponseJourney,
    ResponseListsResolver,
    ResponseNeeds,
    ResponsePersonalData,
    ResponsePublication,
    ResponseRecord,
    ResponseServices,
    ReviseResponseService,
    ResponseResolver,
    ResponseService,
    ResponseStore,
    ResponseSubject,
    ResponseViews,
  ],
  exports: [ResponseService, ResponseStore, ResponseViews, ReviseResponseService],
})
export class ResponseModule {}

export * from './response.entity.js';
export * from './response.events.js';
export * from './response.model.js';
export * from './response.permissions.js';
export * from './response.rules.js';
export { DraftResponseInput, ReviseResponseInput } from './response.input.js';
export { ResponseService } from './response.service.js';
export { ReviseResponseService } from './revise-response.service.js';
export { ResponseStore } from './response.store.js';
export { ResponseViews, type PublicResponse } from './response-views.js';
