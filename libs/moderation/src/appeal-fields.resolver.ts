import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, CurrentCtx, OfParent } from '@rapfang/access';
import { CommentModel, CommentViews } from '@rapfang/comment';
import type { Ctx } from '@rapfang/platform';
import { AppealBenchModel, AppealModel, appealModel } from './appeal.model.js';
import type { ModerationAppealEntity } from './appeal.entity.js';
import { mayAppeal } from './appeal.rules.js';
import { AppealStore } from './appeal.store.js';
import { decidersOf } from './judge.rules.js';
import type { ModerationDecisionEntity } from './moderation-decision.entity.js';
import { deskPermissions } from './moderation.permissions.js';
import { ModerationStore } from './moderation.store.js';

/** Appeals as fields of comments, and comments as fields of appeals; each batched over the request. */
@Resolver(() => CommentModel)
export class CommentAppealResolver {
  constructor(
    private readonly access: Access,
    private readonly store: AppealStore,
  ) {}

  @ResolveField(() => AppealModel, { nullable: true, description: 'For its author and for moderators.' })
  @OfParent('Null for everybody but its author and those who read appeals.')
  async appeal(@CurrentCtx() ctx: Ctx, @Parent() comment: CommentModel): Promise<AppealModel | null> {
    const staff = this.access.may(ctx, deskPermissions.readAppeals, { planId: comment.planId });
    if (!staff && !isOwn(comment)) return null;
    const row = await this.load(ctx, comment.id);
    return row && appealModel(row, staff);
  }

  @ResolveField(() => Boolean, { description: 'The viewer is its author and has not appealed yet.' })
  @OfParent('False for everybody but its author.')
  async viewerMayAppeal(@CurrentCtx() ctx: Ctx, @Parent() comment: CommentModel): Promise<boolean> {
    if (!isOwn(comment) || !mayAppeal(comment.state, false)) return false;
    return mayAppeal(comment.state, (await this.load(ctx, comment.id)) !== null);
  }

  private load(ctx: Ctx, commentId: string): Promise<ModerationAppealEntity | null> {
    return ctx.loaders
      .of<string, ModerationAppealEntity | null>('moderation.appeal', async (ids) => {
        const found = new Map((await this.store.listOf(ctx, ids)).map((row) => [row.commentId, row]));
        return ids.map((one) => found.get(one) ?? null);
      })
      .load(commentId);
  }
}

@Resolver(() => AppealModel)
export class AppealFieldsResolver {
  constructor(
    private readonly access: Access,
    private readonly store: AppealStore,
    private readonly log: ModerationStore,
    private readonly comments: CommentViews,
  ) {}

  /** Null where the viewer may not see it any more. */
  @ResolveField(() => CommentModel, { nullable: true })
  @OfParent()
  comment(@CurrentCtx() ctx: Ctx, @Parent() { commentId }: AppealModel): Promise<CommentModel | null> {
    return ctx.loaders
      .of<string, CommentModel | null>('moderation.appealed', async (ids) => {
        const found = new Map((await this.comments.views(ctx, ids)).map((view) => [view.id, view]));
        return ids.map((one) => found.get(one) ?? null);
      })
      .load(commentId);
  }

  @ResolveField(() => AppealBenchModel, { nullable: true, description: 'For those who read appeals.' })
  @OfParent('Null for those who do not read appeals.')
  async bench(@CurrentCtx() ctx: Ctx, @Parent() appeal: AppealModel): Promise<AppealBenchModel | null> {
    const { planId, commentId, against, state } = appeal;
    if (!this.access.may(ctx, deskPermissions.readAppeals, { planId })) return null;
    const [log, moderators] = await Promise.all([
      ctx.loaders
        .of<string, ModerationDecisionEntity[]>('moderation.decisions', async (ids) => {
          const rows = Map.groupBy(await this.log.listOf(ctx, ids), (row) => row.commentId);
          return ids.map((one) => rows.get(one) ?? []);
        })
        .load(commentId),
      ctx.loaders
        .of<string, string[]>('moderation.moderators', (ids) => this.store.listModerators(ctx, ids))
        .load(planId),
    ]);
    const deciders = decidersOf(log, against);
    const viewerDecided = deciders.includes(ctx.actor.id);
    const may = this.access.may(ctx, deskPermissions.decideAppeal, { planId });
    return {
      viewerMayDecide: may && !viewerDecided && state === 'OPEN',
      viewerDecided,
      others: moderators.filter((id) => !deciders.includes(id)).length,
    };
  }
}

const isOwn = ({ viewerIsAuthor, byReceipt }: CommentModel): boolean => viewerIsAuthor || byReceipt;
