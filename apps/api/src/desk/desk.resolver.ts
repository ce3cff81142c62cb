import { Args, Query, Resolver } from '@nestjs/graphql';
import { Access, Allow, CurrentCtx } from '@rapfang/access';
import {
  CommentConnection,
  commentPermissions,
  CommentState,
  CommentStore,
  SORT_POSITION,
  ThreadSort,
  viewerOf,
  viewOf,
  type CommentModel,
  type DeskQuery,
  type Sql,
} from '@rapfang/comment';
import { decidedBy, foundBy, proposed, raisedByReports, withOpenReports } from '@rapfang/moderation';
import { PlanStore } from '@rapfang/plan';
import { connectionFrom, keysetQuery, type Connection, type Ctx } from '@rapfang/platform';
import { tagged, underTag } from '@rapfang/triage';
import { DeskArgs, type DeskFilter } from './desk.input.js';
import { DeskCountModel } from './desk.model.js';

/** What the desks list: comments of a plan in every state, by what comment and triage know of them. */
@Resolver(() => DeskCountModel)
export class DeskResolver {
  constructor(
    private readonly access: Access,
    private readonly plans: PlanStore,
    private readonly comments: CommentStore,
  ) {}

  @Query(() => CommentConnection)
  @Allow(commentPermissions.readUnpublished)
  async deskComments(
    @CurrentCtx() ctx: Ctx,
    @Args() { filter, sort, ...page }: DeskArgs,
  ): Promise<Connection<CommentModel>> {
    const query = await this.queryOf(ctx, filter);
    const order = sort ?? ThreadSort.OLDEST;
    const found = await this.comments.listForDesk(ctx, query, order, keysetQuery(page, SORT_POSITION[order]));
    const viewer = viewerOf(ctx, query.planId);
    const items = found.items.map((row) => viewOf(row, viewer)).filter((view) => view !== null);
    return connectionFrom({ ...found, items }, () => this.comments.countForDesk(ctx, query));
  }

  /** Every state, those without any comment too. */
  @Query(() => [DeskCountModel])
  @Allow(commentPermissions.readUnpublished)
  async deskCounts(@CurrentCtx() ctx: Ctx, @Args('planKey') planKey: string): Promise<DeskCountModel[]> {
    const plan = await this.plans.getPlanByKey(ctx, planKey);
    this.access.require(ctx, commentPermissions.readUnpublished, { planId: plan.id });
    const counts = await this.comments.countByState(ctx, plan.id);
    return Object.values(CommentState).map((state) => ({ state, count: counts.get(state) ?? 0 }));
  }

  private async queryOf(ctx: Ctx, filter: DeskFilter): Promise<DeskQuery> {
    const plan = await this.plans.getPlanByKey(ctx, filter.planKey);
    this.access.require(ctx, commentPermissions.readUnpublished, { planId: plan.id });
    const also: Sql[] = [];
    if (filter.tagId) also.push(underTag(filter.tagId));
    if (typeof filter.tagged === 'boolean') also.push(tagged(filter.tagged));
    if (filter.check) also.push(foundBy(filter.check));
    if (typeof filter.reported === 'boolean') also.push(filter.reported ? raisedByReports : withOpenReports);
    if (typeof filter.proposed === 'boolean') also.push(proposed(filter.proposed));
    if (filter.mine) also.push(decidedBy(ctx.actor.id));
    const { states, answered, stance, search } = filter;
    return {
      planId: plan.id,
      states,
      sectionIds: await this.sectionIds(ctx, plan.id, filter),
      answered,
      stance,
      search,
      also,
    };
  }

  /** A strategy and a section given together both have to hold. Null: all sections. */
  private async sectionIds(
    ctx: Ctx,
    planId: string,
    { strategyKey, sectionKey }: DeskFilter,
  ): Promise<string[] | null> {
    const keys = [strategyKey, sectionKey].filter((key): key is string => Boolean(key));
    if (keys.length === 0) return null;
    const version = await this.plans.findCurrentVersion(ctx, planId);
    if (!version) return [];
    const [first = [], second] = await Promise.all(
      keys.map((key) => this.plans.descendantSectionIds(ctx, version.id, key)),
    );
    return second ? first.filter((id) => second.includes(id)) : first;
  }
}
