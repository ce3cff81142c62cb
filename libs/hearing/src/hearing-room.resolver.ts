import { Args, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Actors, Allow, CurrentCookies, CurrentCtx, OfParent, type CookieJar } from '@rapfang/access';
import { PageArgs, SubmitCommentPayloadModel, viewerOf, viewOf, type CommentModel } from '@rapfang/comment';
import { keysetQuery, connectionFrom, type Connection, type Ctx } from '@rapfang/platform';
import { HearingModel } from './hearing.model.js';
import { SendHearingCommentInput } from './hearing.input.js';
import { HearingPostConnection, HearingPostModel, HearingRoomModel } from './hearing-post.model.js';
import { hearingPermissions } from './hearing.permissions.js';
import { RoomReader } from './room-reader.js';
import { SendPostService } from './send-post.service.js';

/** The room: what was said in it, and saying something. */
@Resolver(() => HearingModel)
export class HearingRoomResolver {
  constructor(
    private readonly reader: RoomReader,
    private readonly sending: SendPostService,
    private readonly actors: Actors,
  ) {}

  @ResolveField(() => HearingRoomModel)
  @OfParent('The public state of a hearing that is seen.')
  room(@CurrentCtx() ctx: Ctx, @Parent() hearing: HearingModel): Promise<HearingRoomModel> {
    return this.reader.room(ctx, hearing.id);
  }

  @ResolveField(() => HearingPostConnection, {
    description: 'What was said, the newest first: published comments, and placeholders of what was.',
  })
  @OfParent('Comments as the caller may see them.')
  async posts(
    @CurrentCtx() ctx: Ctx,
    @Parent() { id }: HearingModel,
    @Args() paging: PageArgs,
    @Args('itemId', { type: () => ID, nullable: true }) itemId: string | null,
  ): Promise<Connection<HearingPostModel>> {
    const page = await this.reader.list(ctx, id, itemId, keysetQuery(paging, ['string'], 50));
    return connectionFrom(page, () => this.reader.count(ctx, id));
  }

  @Mutation(() => SubmitCommentPayloadModel)
  @Allow(hearingPermissions.speak)
  async sendHearingComment(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args('input') input: SendHearingCommentInput,
  ): Promise<SubmitCommentPayloadModel> {
    const { receiptCode, comment } = await this.sending.send(ctx, input);
    this.actors.rememberGuest(ctx.actor, cookies);
    ctx.loaders.clear();
    return { receiptCode, comment: viewOf(comment, viewerOf(ctx, comment.planId)) as CommentModel };
  }
}
