import { Injectable } from '@nestjs/common';
import { HearingPostStore, PostViews, RoomView } from '@rapfang/hearing';
import type { StreamEvent } from '@rapfang/platform';
import type { LiveEvent, LivePost, LiveRoom, LiveStart } from './live-events.js';

/** What was shown last, for who comes late. */
const START_POSTS = 50;
const ROOM = new Set(['hearing.changed', 'hearing.prepared']);

/** Turns the events of hearings into what their audience may see of them now. */
@Injectable()
export class HearingFrames {
  constructor(
    private readonly posts: PostViews,
    private readonly store: HearingPostStore,
    private readonly rooms: RoomView,
  ) {}

  /**
   * By number, for the events that are of a hearing. State is latest state: where several events of a
   * frame are about the same comment or room, only the last carries it.
   */
  async show(events: readonly StreamEvent[]): Promise<Map<number, LiveEvent>> {
    const lastOfPost = new Map<string, number>();
    const lastOfRoom = new Map<string, number>();
    const shown = new Map<number, LiveEvent>();
    for (const { seq, type, payload } of events) {
      const { hearingId, commentId } = payload as { hearingId?: string; commentId?: string };
      if (type === 'hearing.post' && commentId) lastOfPost.set(commentId, seq);
      if (ROOM.has(type) && hearingId) lastOfRoom.set(hearingId, seq);
      if (type === 'hearing.desk') shown.set(seq, { seq, type, commentId: commentId ?? null });
    }
    if (lastOfPost.size > 0) {
      // What is public no more and leaves no placeholder, as a publication that was undone, goes.
      for (const [commentId, seq] of lastOfPost) shown.set(seq, { seq, type: 'comment.removed', commentId });
      for (const post of await this.posts.publicPosts([...lastOfPost.keys()])) {
        const seq = lastOfPost.get(post.comment.id) as number;
        shown.set(seq, { seq, type: 'hearing.post', post });
      }
    }
    for (const [hearingId, seq] of lastOfRoom) {
      const room = await this.rooms.now(hearingId);
      if (room) shown.set(seq, { seq, type: 'hearing.room', room });
    }
    return shown;
  }

  async start(hearingId: string): Promise<LiveStart | null> {
    const room: LiveRoom | null = await this.rooms.now(hearingId);
    if (!room) return null;
    const page = await this.store.listShown({}, hearingId, null, {
      limit: START_POSTS + 1,
      backward: false,
      position: null,
    });
    const posts: LivePost[] = await this.posts.publicPosts(page.items.map(({ commentId }) => commentId));
    return { room, posts };
  }
}
