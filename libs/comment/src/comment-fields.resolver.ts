import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { authorKey, CurrentCtx, OfParent, type OperationContext } from '@rapfang/access';
import { PlanStore, sectionRef, SectionRefModel } from '@rapfang/plan';
import type { Connection, Ctx } from '@rapfang/platform';
import { attachmentModel } from './attachment.service.js';
import { AttachmentStore } from './attachment.store.js';
import { PageArgs } from './comment.input.js';
import { AttachmentModel, CommentConnection, CommentModel } from './comment.model.js';
import { SupportStore } from './support.store.js';
import { ThreadService } from './thread.service.js';

/**
 * Fields of a comment that are read apart; each costs one query for a whole page of comments. Those
 * without arguments are bare resolvers: without parameter decorators Nest calls them directly, and not
 * through its pipes, which counts where a page has a hundred of them.
 */
@Resolver(() => CommentModel)
export class CommentFieldsResolver {
  constructor(
    private readonly threads: ThreadService,
    private readonly supports: SupportStore,
    private readonly attachmentRows: AttachmentStore,
    private readonly plans: PlanStore,
  ) {}

  @ResolveField(() => SectionRefModel)
  @OfParent()
  async section(
    @CurrentCtx() ctx: Ctx,
    @Parent() { sectionId, sectionKey }: CommentModel,
  ): Promise<SectionRefModel> {
    const row = await this.plans.findSectionById(ctx, sectionId);
    // No published version has it any more: the comment still stands on its key.
    return row
      ? sectionRef(row)
      : { key: sectionKey, kind: 'TEXT', code: '', title: { th: null, en: null }, strategyNumber: null };
  }

  @ResolveField(() => CommentConnection, {
    description: 'All that follow below this comment, oldest first; `parentId` gives the nesting.',
  })
  @OfParent()
  replies(
    @CurrentCtx() ctx: Ctx,
    @Parent() comment: CommentModel,
    @Args() page: PageArgs,
  ): Promise<Connection<CommentModel>> {
    return this.threads.replies(ctx, comment, page);
  }

  @ResolveField(() => Boolean)
  @OfParent()
  viewerSupports(
    { id, supported }: CommentModel,
    _: unknown,
    { ctx }: OperationContext,
  ): boolean | Promise<boolean> {
    if (supported !== null) return supported;
    return ctx.loaders
      .of<string, boolean>('comment.viewerSupports', async (ids) => {
        const supported = await this.supports.listSupported(ctx, authorKey(ctx.actor), ids);
        return ids.map((one) => supported.has(one));
      })
      .load(id);
  }

  @ResolveField(() => [AttachmentModel])
  @OfParent()
  attachments(
    { id, sight, attachmentCount }: CommentModel,
    _: unknown,
    { ctx }: OperationContext,
  ): AttachmentModel[] | Promise<AttachmentModel[]> {
    if (attachmentCount === 0 || sight !== 'WHOLE') return [];
    return ctx.loaders
      .of<string, AttachmentModel[]>('comment.attachments', async (ids) => {
        const found = Map.groupBy(await this.attachmentRows.listOf(ctx, ids), ({ commentId }) => commentId);
        return ids.map((one) => (found.get(one) ?? []).map(attachmentModel));
      })
      .load(id);
  }
}
