import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Actors, Allow, CurrentCookies, CurrentCtx, type CookieJar } from '@rapfang/access';
import type { Ctx } from '@rapfang/platform';
import {
  EditCommentInput,
  SetSupportInput,
  SubmitCommentInput,
  WithdrawCommentInput,
} from './comment.input.js';
import { CommentModel, SubmitCommentPayloadModel } from './comment.model.js';
import { commentPermissions, ownCommentPermissions } from './comment.permissions.js';
import type { CommentRow } from './comment-sql.js';
import { viewerOf, viewOf } from './comment-view.js';
import { EditCommentService } from './edit-comment.service.js';
import { SubmitCommentService } from './submit-comment.service.js';
import { SupportService } from './support.service.js';
import { WithdrawCommentService } from './withdraw-comment.service.js';

@Resolver(() => CommentModel)
export class CommentActsResolver {
  constructor(
    private readonly submitting: SubmitCommentService,
    private readonly editing: EditCommentService,
    private readonly withdrawing: WithdrawCommentService,
    private readonly supporting: SupportService,
    private readonly actors: Actors,
  ) {}

  @Mutation(() => SubmitCommentPayloadModel)
  @Allow(commentPermissions.submit)
  async submitComment(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args('input') input: SubmitCommentInput,
  ): Promise<SubmitCommentPayloadModel> {
    const { receiptCode, comment } = await this.submitting.submitComment(ctx, input);
    this.actors.rememberGuest(ctx.actor, cookies);
    return { receiptCode, comment: answer(ctx, comment) };
  }

  @Mutation(() => CommentModel)
  @Allow(ownCommentPermissions.edit)
  async editComment(@CurrentCtx() ctx: Ctx, @Args('input') input: EditCommentInput): Promise<CommentModel> {
    return answer(ctx, await this.editing.editComment(ctx, input), Boolean(input.receiptCode));
  }

  @Mutation(() => CommentModel)
  @Allow(ownCommentPermissions.withdraw)
  async withdrawComment(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: WithdrawCommentInput,
  ): Promise<CommentModel> {
    return answer(ctx, await this.withdrawing.withdrawComment(ctx, input), Boolean(input.receiptCode));
  }

  @Mutation(() => CommentModel)
  @Allow(commentPermissions.support)
  async setSupport(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args('input') input: SetSupportInput,
  ): Promise<CommentModel> {
    const comment = await this.supporting.setSupport(ctx, input);
    this.actors.rememberGuest(ctx.actor, cookies);
    return answer(ctx, comment);
  }
}

/** The comment after the act, as whoever acted may see it. */
function answer(ctx: Ctx, comment: CommentRow, receipt = false): CommentModel {
  ctx.loaders.clear();
  // Whoever may act on a comment may see it: the services made sure.
  return viewOf(comment, viewerOf(ctx, comment.planId, receipt)) as CommentModel;
}
