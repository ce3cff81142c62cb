import { Module } from '@nestjs/common';
import { CommentModule } from '@rapfang/comment';
import { ModerationModule } from '@rapfang/moderation';
import { PlanModule } from '@rapfang/plan';
import { TriageModule } from '@rapfang/triage';
import { DecideCommentResolver } from './decide-comment.resolver.js';
import { DeskResolver } from './desk.resolver.js';

/** The staff desks' own operations, which need more than one room. */
@Module({
  imports: [PlanModule, CommentModule, ModerationModule, TriageModule],
  providers: [DecideCommentResolver, DeskResolver],
})
export class DeskModule {}
