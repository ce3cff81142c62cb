import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx } from '@rapfang/access';
import type { Connection, Ctx } from '@rapfang/platform';
import { PageArgs } from './comment.input.js';
import { CommentConnection, CommentModel, ReceiptModel } from './comment.model.js';
import { commentPermissions } from './comment.permissions.js';
import { CommentViews } from './comment-views.js';
import { ReceiptService } from './receipt.service.js';
import { ThreadService } from './thread.service.js';

@Resolver(() => CommentModel)
export class CommentResolver {
  constructor(
    private readonly views: CommentViews,
    private readonly receipts: ReceiptService,
    private readonly threads: ThreadService,
  ) {}

  @Query(() => CommentModel, { nullable: true })
  @Allow(commentPermissions.read)
  async comment(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<CommentModel | null> {
    return (await this.views.views(ctx, [id]))[0] ?? null;
  }

  @Query(() => ReceiptModel, { nullable: true })
  @Allow(commentPermissions.readReceipt)
  receipt(@CurrentCtx() ctx: Ctx, @Args('code') code: string): Promise<ReceiptModel | null> {
    return this.receipts.find(ctx, code);
  }

  @Query(() => CommentConnection)
  @Allow(commentPermissions.readOwn)
  myComments(@CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<CommentModel>> {
    return this.threads.ownComments(ctx, page);
  }
}
