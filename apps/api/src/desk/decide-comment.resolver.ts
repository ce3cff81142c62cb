import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx } from '@rapfang/access';
import { CommentModel, CommentStore, viewerOf, viewOf } from '@rapfang/comment';
import { moderationPermissions, ModerationService } from '@rapfang/moderation';
import { Database, DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import { TagService } from '@rapfang/triage';
import { DecideCommentInput } from './desk.input.js';

/** The moderator's gesture: decide, and tag at once. Two rooms of one floor meet here, in one transaction. */
@Resolver(() => CommentModel)
export class DecideCommentResolver {
  constructor(
    private readonly database: Database,
    private readonly moderation: ModerationService,
    private readonly tags: TagService,
    private readonly comments: CommentStore,
  ) {}

  @Mutation(() => CommentModel)
  @Allow(moderationPermissions.decide)
  async decideComment(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: DecideCommentInput,
  ): Promise<CommentModel> {
    await this.database.transaction(ctx, async (ctx) => {
      await this.moderation.decide(ctx, input);
      if (input.tagIds?.length)
        await this.tags.tag(ctx, { commentIds: [input.commentId], add: input.tagIds });
    });
    ctx.loaders.clear();
    const comment = await this.comments.getById(ctx, input.commentId);
    const view = viewOf(comment, viewerOf(ctx, comment.planId));
    if (!view) throw new DomainError(ErrorCode.NOT_FOUND);
    return view;
  }
}
