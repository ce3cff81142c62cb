import { Injectable } from '@nestjs/common';
import type { Instant } from '@rapfang/platform';
import { HearingPostStore } from './hearing-post.store.js';
import { publicState, type HearingState } from './hearing.rules.js';
import { HearingStore } from './hearing.store.js';

/** The room as everybody in it may see it now; the shape of apps/api live-events.ts. */
export interface RoomState {
  hearingId: string;
  state: HearingState;
  currentItemId: string | null;
  items: { id: string; startedAt: Instant | null; endedAt: Instant | null }[];
  slowSeconds: number;
  guestsMay: boolean;
  /** Comments on the stage, the newest first. */
  onStage: string[];
  /** Counts changes of the agenda: who holds another one asks for it anew. */
  revision: number;
}

/** The latest state of rooms, for those who follow them. */
@Injectable()
export class RoomView {
  constructor(
    private readonly hearings: HearingStore,
    private readonly posts: HearingPostStore,
  ) {}

  /** Null for a hearing that does not exist. */
  async now(hearingId: string): Promise<RoomState | null> {
    const [row, items, stage] = await Promise.all([
      this.hearings.findById({}, hearingId),
      this.hearings.listItems({}, [hearingId]),
      this.posts.listOnStage({}, hearingId),
    ]);
    if (!row) return null;
    const hidden = row.openedAt === null;
    return {
      hearingId,
      state: publicState(row.state),
      currentItemId: hidden ? null : row.currentItemId,
      items: items.map(({ id, startedAt, endedAt }) => ({
        id,
        startedAt: hidden ? null : startedAt,
        endedAt: hidden ? null : endedAt,
      })),
      slowSeconds: row.slowSeconds,
      guestsMay: row.guestsMay === 1,
      onStage: stage.flatMap(({ commentId }) => commentId ?? []),
      revision: row.revision,
    };
  }
}
