import { Injectable } from '@nestjs/common';
import { CommentViews, type PublicComment } from '@rapfang/comment';
import type { Instant } from '@rapfang/platform';
import { HearingPostStore } from './hearing-post.store.js';

/** A comment of a hearing as everybody in the room may see it now; the shape of apps/api live-events.ts. */
export interface PublicPost {
  itemId: string;
  onStage: boolean;
  answeredAt: Instant | null;
  comment: PublicComment;
}

/** What the room shows of the comments sent in it. */
@Injectable()
export class PostViews {
  constructor(
    private readonly posts: HearingPostStore,
    private readonly comments: CommentViews,
  ) {}

  /** In the order asked; what nobody may see, and what was sent elsewhere, is left out. */
  async publicPosts(commentIds: readonly string[]): Promise<PublicPost[]> {
    const [rows, views] = await Promise.all([
      this.posts.listByComments({}, commentIds),
      this.comments.publicViews(commentIds),
    ]);
    const byComment = new Map(rows.map((row) => [row.commentId, row]));
    return views.flatMap((comment) => {
      const row = byComment.get(comment.id);
      if (!row) return [];
      const { itemId, onStageAt, answeredAt } = row;
      return { itemId, onStage: onStageAt !== null, answeredAt, comment };
    });
  }
}
