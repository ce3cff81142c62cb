import { Injectable } from '@nestjs/common';
import { CommentViews } from '@rapfang/comment';
import { Streams, type Ctx, type KeysetQuery, type Page } from '@rapfang/platform';
import { hearingStream } from './hearing.events.js';
import type { HearingPostModel, HearingRoomModel } from './hearing-post.model.js';
import type { HearingPostEntity } from './hearing-post.entity.js';
import { HearingPostStore } from './hearing-post.store.js';

/** What was said in a room, as the caller may see it. */
@Injectable()
export class RoomReader {
  constructor(
    private readonly posts: HearingPostStore,
    private readonly comments: CommentViews,
    private readonly streams: Streams,
  ) {}

  async room(ctx: Ctx, hearingId: string): Promise<HearingRoomModel> {
    const stream = hearingStream(hearingId);
    // The number first: what happens while the rest is read comes again over the line.
    const lastEvent = await this.streams.last(stream);
    const [staged, comments] = await Promise.all([
      this.posts.listOnStage(ctx, hearingId),
      this.posts.countShown(ctx, hearingId),
    ]);
    return { lastEvent, stream, onStage: await this.models(ctx, staged), comments };
  }

  async list(
    ctx: Ctx,
    hearingId: string,
    itemId: string | null,
    query: KeysetQuery,
  ): Promise<Page<HearingPostModel>> {
    const page = await this.posts.listShown(ctx, hearingId, itemId, query);
    const rows = await this.posts.listByComments(
      ctx,
      page.items.map(({ commentId }) => commentId),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const ordered = page.items.flatMap(({ id }) => byId.get(id) ?? []);
    return { ...page, items: await this.models(ctx, ordered) };
  }

  count(ctx: Ctx, hearingId: string): Promise<number> {
    return this.posts.countShown(ctx, hearingId);
  }

  private async models(ctx: Ctx, rows: readonly HearingPostEntity[]): Promise<HearingPostModel[]> {
    const ids = rows.flatMap(({ commentId }) => commentId ?? []);
    const views = new Map((await this.comments.views(ctx, ids)).map((view) => [view.id, view]));
    return rows.flatMap(({ itemId, onStageAt, answeredAt, commentId }) => {
      const comment = commentId === null ? undefined : views.get(commentId);
      return comment ? [{ itemId, onStage: onStageAt !== null, answeredAt, comment }] : [];
    });
  }
}
