import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Actors, Allow, CurrentCookies, CurrentCtx, OfParent, type CookieJar } from '@rapfang/access';
import { CommentModel, CommentStore, isStaff, viewerOf, viewOf } from '@rapfang/comment';
import { RoundStore } from '@rapfang/consultation';
import { DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import { checkPermissions } from './check.permissions.js';
import { CommentReportsModel, DismissReportsInput, ReportCommentInput } from './report.model.js';
import { ReportService } from './report.service.js';
import { ReportStore } from './report.store.js';

const NAMED_MOST = 50;

@Resolver(() => CommentModel)
export class ReportActsResolver {
  constructor(
    private readonly service: ReportService,
    private readonly comments: CommentStore,
    private readonly actors: Actors,
  ) {}

  @Mutation(() => Boolean, { description: 'True: it is with the moderators, also when it was before.' })
  @Allow(checkPermissions.report)
  async reportComment(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args('input') input: ReportCommentInput,
  ): Promise<boolean> {
    await this.service.reportComment(ctx, input);
    this.actors.rememberGuest(ctx.actor, cookies);
    return true;
  }

  @Mutation(() => CommentModel)
  @Allow(checkPermissions.resolveReports)
  async dismissReports(
    @CurrentCtx() ctx: Ctx,
    @Args('input') { commentId, reason }: DismissReportsInput,
  ): Promise<CommentModel> {
    await this.service.dismissReports(ctx, commentId, reason);
    ctx.loaders.clear();
    const row = await this.comments.getById(ctx, commentId);
    const view = viewOf(row, viewerOf(ctx, row.planId));
    if (!view) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'commentId' });
    return view;
  }
}

@Resolver(() => CommentModel)
export class CommentReportsResolver {
  constructor(
    private readonly store: ReportStore,
    private readonly rounds: RoundStore,
  ) {}

  @ResolveField(() => CommentReportsModel, {
    nullable: true,
    description: 'Null for readers outside the desk, and where there are none.',
  })
  @OfParent('Null for readers outside the desk.')
  async reports(
    @CurrentCtx() ctx: Ctx,
    @Parent() { id, planId }: CommentModel,
  ): Promise<CommentReportsModel | null> {
    if (!isStaff(ctx.actor, planId)) return null;
    const open = await ctx.loaders
      .of('moderation.reports', async (ids: readonly string[]) => {
        const byComment = Map.groupBy(await this.store.listOpen(ctx, ids), ({ commentId }) => commentId);
        return ids.map((one) => byComment.get(one) ?? []);
      })
      .load(id);
    if (open.length === 0) return null;
    return {
      count: open.length,
      raisedAt: open.find(({ raisedAt }) => raisedAt !== null)?.raisedAt ?? null,
      reports: open
        .slice(-NAMED_MOST)
        .map(({ reason, text, signedIn, at }) => ({ reason, text, signedIn: signedIn === 1, at })),
    };
  }

  @ResolveField(() => Boolean, { description: 'The viewer can report it to the moderators.' })
  @OfParent()
  async viewerMayReport(@CurrentCtx() ctx: Ctx, @Parent() comment: CommentModel): Promise<boolean> {
    if (comment.state !== 'PUBLISHED' || comment.viewerIsAuthor) return false;
    const round = comment.roundId ? await this.rounds.findRound(ctx, comment.roundId) : null;
    return round?.reportsOpen !== 0;
  }
}
