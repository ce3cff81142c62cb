import { Injectable } from '@nestjs/common';
import { authorKey } from '@rapfang/access';
import {
  connectionFrom,
  keysetQuery,
  Streams,
  type Connection,
  type Ctx,
  type KeysetQuery,
  type Page,
  type PageRequest,
} from '@rapfang/platform';
import { sectionStream } from './comment.events.js';
import type { Stance, ThreadSort } from './comment.kinds.js';
import type { CommentModel } from './comment.model.js';
import type { Viewer } from './comment.rules.js';
import type { ListedRow } from './comment-sql.js';
import { CommentStore } from './comment.store.js';
import { viewerOf, viewOf } from './comment-view.js';
import { SORT_POSITION } from './desk.sql.js';
import { ThreadStore } from './thread.store.js';

/** More replies than this below a root are not ranked but looked up. */
const WIDE_FROM = 100;
const WIDE = 'wide:';

export interface ThreadRequest extends PageRequest {
  sort?: ThreadSort | null;
  roundId?: string | null;
  stance?: Stance | null;
}

/** Where the thread hangs. */
export interface ThreadPlace {
  planId: string;
  planKey: string;
  sectionId: string;
  sectionKey: string;
}

/** Pages of comments as the caller may see them. */
@Injectable()
export class ThreadService {
  constructor(
    private readonly threads: ThreadStore,
    private readonly comments: CommentStore,
    private readonly streams: Streams,
  ) {}

  /** @throws DomainError VALIDATION on a paging argument */
  async thread(ctx: Ctx, place: ThreadPlace, request: ThreadRequest): Promise<Connection<CommentModel>> {
    const viewer = viewerOf(ctx, place.planId);
    const sort = request.sort ?? 'ANSWERED_FIRST';
    const thread = { sectionId: place.sectionId, roundId: request.roundId, stance: request.stance };
    const page = await this.threads.listRoots(
      ctx,
      thread,
      viewer,
      sort,
      keysetQuery(request, SORT_POSITION[sort]),
    );
    return connectionFrom(seen(page, viewer), () => this.threads.countRoots(ctx, thread, viewer));
  }

  /** What hangs below a comment, oldest first; one query for all comments of an answer that ask alike. */
  async replies(
    ctx: Ctx,
    comment: Pick<CommentModel, 'id' | 'rootId' | 'planId' | 'replyCount'>,
    request: PageRequest,
  ): Promise<Connection<CommentModel>> {
    const { id, planId } = comment;
    const viewer = viewerOf(ctx, planId);
    const query = keysetQuery(request, ['string']);
    const page = await ctx.loaders
      .of<string, Page<ListedRow>>(belowName(planId, query), async (keys) => {
        const ids = keys.map((key) => key.replace(WIDE, ''));
        const wide = new Set(ids.filter((_, index) => keys[index]?.startsWith(WIDE)));
        const pages = await this.threads.listBelow(ctx, ids, wide, viewer, query);
        return ids.map((one) => pages.get(one) as Page<ListedRow>);
      })
      .load(comment.rootId === id && comment.replyCount > WIDE_FROM ? WIDE + id : id);
    return connectionFrom(seen(page, viewer), () =>
      ctx.loaders
        .of<string, number>(`comment.belowTotal:${planId}`, async (ids) => {
          const totals = await this.threads.countBelow(ctx, ids, viewer);
          return ids.map((one) => totals.get(one) ?? 0);
        })
        .load(id),
    );
  }

  /** The caller's own comments, newest first. */
  async ownComments(ctx: Ctx, request: PageRequest): Promise<Connection<CommentModel>> {
    const key = authorKey(ctx.actor);
    const page = await this.comments.listOfAuthor(ctx, key, keysetQuery(request, ['string']));
    const models = page.items.map((row) => viewOf(row, viewerOf(ctx, row.planId)) as CommentModel);
    return connectionFrom({ ...page, items: models }, () => this.comments.countOfAuthor(ctx, key));
  }

  /** Number of the last live event of a section's stream. */
  lastEvent(ctx: Ctx, { planKey, sectionKey }: Pick<ThreadPlace, 'planKey' | 'sectionKey'>): Promise<number> {
    return ctx.loaders
      .of<string, number>('comment.lastEvent', async (names) => {
        const last = await this.streams.lastOf(names);
        return names.map((name) => last.get(name) ?? 0);
      })
      .load(sectionStream(planKey, sectionKey));
  }
}

function belowName(planId: string, { limit, backward, position }: KeysetQuery): string {
  return `comment.below:${planId}:${limit}:${backward}:${position?.[0] ?? ''}`;
}

/** The store gives what may be seen, no more; so no row is lost here, and cursors stay with their rows. */
function seen(page: Page<ListedRow>, viewer: Viewer): Page<CommentModel> {
  return { ...page, items: page.items.map((row) => viewOf(row, viewer) as CommentModel) };
}
