import { Injectable } from '@nestjs/common';
import type { Ctx } from '@rapfang/platform';
import type { CommentModel } from './comment.model.js';
import { CommentStore } from './comment.store.js';
import { publicViewOf, viewerOf, viewOf, type PublicComment } from './comment-view.js';

/** Comments as they may be seen, for rooms and doors that show them. */
@Injectable()
export class CommentViews {
  constructor(private readonly comments: CommentStore) {}

  /** What everybody may see now of these comments, in the order asked; what nobody may see is left out. */
  async publicViews(ids: readonly string[]): Promise<PublicComment[]> {
    const rows = await this.comments.listByIds({}, ids);
    const byId = new Map(rows.map((row) => [row.id, publicViewOf(row)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** What the caller may see of these comments, in the order asked. */
  async views(ctx: Ctx, ids: readonly string[]): Promise<CommentModel[]> {
    const rows = await this.comments.listByIds(ctx, ids);
    const byId = new Map(rows.map((row) => [row.id, viewOf(row, viewerOf(ctx, row.planId))]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }
}
