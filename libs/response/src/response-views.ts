import { Injectable } from '@nestjs/common';
import { CommentStore, viewerOf, viewOf, type CommentModel } from '@rapfang/comment';
import type { Ctx, Page, PageRequest } from '@rapfang/platform';
import { connectionFrom, keysetQuery, PAGE_DEFAULT, writeCursor, type Connection } from '@rapfang/platform';
import { ResponseCommentStore } from './response-comment.store.js';
import type { ResponseEntity } from './response.entity.js';
import { ResponseStore } from './response.store.js';

/** A response as it travels to everybody; the shape of `LiveResponse` in apps/api live-events.ts. */
export interface PublicResponse {
  id: string;
  code: string;
  disposition: string;
  body: { th: string | null; en: string | null };
  reason: { th: string | null; en: string | null };
  publishedAt: string | null;
  changedSectionKey: string | null;
}

/** What hangs on responses and comments, read for many at a time. */
@Injectable()
export class ResponseViews {
  constructor(
    private readonly responses: ResponseStore,
    private readonly links: ResponseCommentStore,
    private readonly comments: CommentStore,
  ) {}

  /** For live pages and letters: published responses as they are now, in no order; drafts are left out. */
  async liveViews(ids: readonly string[]): Promise<PublicResponse[]> {
    const rows = await this.responses.listByIds({}, ids);
    return rows.filter((row) => row.state === 'PUBLISHED').map(publicView);
  }

  /** Published responses of a comment, oldest first; one statement for a whole page of comments. */
  ofComment(ctx: Ctx, commentId: string): Promise<ResponseEntity[]> {
    return ctx.loaders
      .of<string, ResponseEntity[]>('response.ofComment', async (ids) => {
        const byId = new Map<string, ResponseEntity[]>(ids.map((id) => [id, []]));
        for (const { commentId, ...response } of await this.links.publishedOf(ctx, ids))
          byId.get(commentId)?.push(response);
        return ids.map((id) => byId.get(id) ?? []);
      })
      .load(commentId);
  }

  commentCount(ctx: Ctx, responseId: string): Promise<number> {
    return ctx.loaders
      .of<string, number>('response.commentCount', async (ids) => {
        const counts = await this.links.counts(ctx, ids);
        return ids.map((id) => counts.get(id) ?? 0);
      })
      .load(responseId);
  }

  /** Comments that a response answers, oldest first. First pages of many responses are read together. */
  async commentsOf(
    ctx: Ctx,
    response: { id: string; planId: string },
    request: PageRequest,
  ): Promise<Connection<CommentModel>> {
    const page =
      request.after || request.before || request.last
        ? await this.links.page(ctx, response.id, request)
        : await this.firstPage(ctx, response.id, request);
    const views = await Promise.all(page.items.map((id) => this.comment(ctx, id)));
    const shown = page.items.flatMap((id, index) =>
      views[index] ? [{ view: views[index], cursor: page.cursors[index] as string }] : [],
    );
    return connectionFrom(
      { ...page, items: shown.map(({ view }) => view), cursors: shown.map(({ cursor }) => cursor) },
      () => this.commentCount(ctx, response.id),
    );
  }

  private async firstPage(ctx: Ctx, responseId: string, request: PageRequest): Promise<Page<string>> {
    const { limit } = keysetQuery({ first: request.first ?? PAGE_DEFAULT }, ['string']);
    const ids = await ctx.loaders
      .of<string, string[]>(`response.first${limit}`, async (responseIds) => {
        const firsts = await this.links.firstOf(ctx, responseIds, limit);
        return responseIds.map((id) => firsts.get(id) ?? []);
      })
      .load(responseId);
    const items = ids.slice(0, limit - 1);
    return {
      items,
      cursors: items.map((id) => writeCursor([id])),
      hasNextPage: ids.length === limit,
      hasPreviousPage: false,
    };
  }

  private comment(ctx: Ctx, id: string): Promise<CommentModel | null> {
    return ctx.loaders
      .of<string, CommentModel | null>('response.comment', async (ids) => {
        const rows = new Map((await this.comments.listByIds(ctx, ids)).map((row) => [row.id, row]));
        return ids.map((one) => {
          const row = rows.get(one);
          return row ? viewOf(row, viewerOf(ctx, row.planId)) : null;
        });
      })
      .load(id);
  }
}

function publicView(response: ResponseEntity): PublicResponse {
  const { id, code, disposition, publishedAt, changedSectionKey } = response;
  return {
    id,
    code,
    disposition,
    publishedAt,
    changedSectionKey,
    body: { th: response.bodyTh, en: response.bodyEn },
    reason: { th: response.reasonTh, en: response.reasonEn },
  };
}
