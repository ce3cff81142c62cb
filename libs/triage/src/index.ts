/** triage: headings made from the plan, and which comments stand under which. */
import { Module } from '@nestjs/common';
import { CommentModule } from '@rapfang/comment';
import { PlanModule } from '@rapfang/plan';
import { PlanTags } from './plan-tags.js';
import { TagJourney } from './tag-journey.js';
import { CommentTagsResolver, TagResolver } from './tag.resolver.js';
import { TagNeeds, TagService } from './tag.service.js';
import { TagStore } from './tag.store.js';
import { TriagePersonalData } from './triage-personal-data.js';

@Module({
  imports: [PlanModule, CommentModule],
  providers: [
    CommentTagsResolver,
    PlanTags,
    TagJourney,
    TagNeeds,
    TagResolver,
    TagService,
    TagStore,
    TriagePersonalData,
  ],
  exports: [PlanTags, TagService, TagStore],
})
export class TriageModule {}

export { PlanTags } from './plan-tags.js';
export * from './tag.entity.js';
export * from './tag.model.js';
export * from './tag.rules.js';
export { TagService, type TagInput, type TagManner } from './tag.service.js';
export { TagStore } from './tag.store.js';
export * from './tag.sql.js';
export * from './triage.events.js';
export * from './triage.permissions.js';
