import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CommentViews } from '@rapfang/comment';
import { Streams, type StreamEvent } from '@rapfang/platform';
import { ResponseViews } from '@rapfang/response';
import { HearingFrames } from './hearing-frames.js';
import type { LiveEvent, LiveFrame, LiveStart } from './live-events.js';

/** Most events in one frame; who has missed more asks again. */
export const FRAME_MOST = 200;

const SHOWN_AS: Record<
  string,
  'comment.published' | 'comment.edited' | 'comment.hidden' | 'comment.withdrawn' | 'comment.tagged'
> = {
  'comment.published': 'comment.published',
  'comment.edited': 'comment.edited',
  'comment.hidden': 'comment.hidden',
  'comment.held': 'comment.hidden',
  'comment.refused': 'comment.hidden',
  'comment.withdrawn': 'comment.withdrawn',
  'comment.erased': 'comment.edited',
  'comment.tagged': 'comment.tagged',
  'comment.undone': 'comment.published',
};

/**
 * Turns numbered events into what the public may see of them now. The stored event holds ids only,
 * so the replay of an old "published" shows today's placeholder if the text has since been hidden.
 */
@Injectable()
export class LiveFrames {
  readonly #asked = new LRUCache<string, Promise<LiveFrame | null>>({ max: 200, ttl: 1000 });

  constructor(
    private readonly streams: Streams,
    private readonly comments: CommentViews,
    private readonly responses: ResponseViews,
    private readonly rooms: HearingFrames,
  ) {}

  /**
   * What follows `after` in the stream, one frame at most; null when there is nothing. Thousands who come
   * back after a cut ask for the same: one answer serves all who ask within a second.
   */
  following(stream: string, after: number): Promise<LiveFrame | null> {
    const key = `${stream} ${after}`;
    const known = this.#asked.get(key);
    if (known) return known;
    const frame = this.read(stream, after);
    this.#asked.set(key, frame);
    // What failed, and what was not there yet, is looked for again.
    frame.then(
      (found) => found ?? this.#asked.delete(key),
      () => this.#asked.delete(key),
    );
    return frame;
  }

  /** What has come to the stream since it was last read; never from what others asked. */
  fresh(stream: string, after: number): Promise<LiveFrame | null> {
    return this.read(stream, after);
  }

  /** How a hearing stands, and what was shown last; null for none. */
  start(hearingId: string): Promise<LiveStart | null> {
    return this.rooms.start(hearingId);
  }

  private async read(stream: string, after: number): Promise<LiveFrame | null> {
    const events = await this.streams.read(stream, after, FRAME_MOST);
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return null;
    return { stream, from: first.seq, to: last.seq, events: await this.show(events) };
  }

  private async show(events: StreamEvent[]): Promise<LiveEvent[]> {
    const commentIds = new Set<string>();
    const responseIds = new Set<string>();
    for (const { type, payload } of events) {
      if (type in SHOWN_AS) for (const id of idsOf(payload)) commentIds.add(id);
      if (type === 'response.published') responseIds.add(payload['responseId'] as string);
    }
    const hearing = await this.rooms.show(events);
    const comments = new Map(
      (await this.comments.publicViews([...commentIds])).map((view) => [view.id, view]),
    );
    const responses = new Map(
      (await this.responses.liveViews([...responseIds])).map((view) => [view.id, view]),
    );
    return events.map(({ seq, type, payload }): LiveEvent => {
      const shownInRoom = hearing.get(seq);
      if (shownInRoom) return shownInRoom;
      const response = responses.get(payload['responseId'] as string);
      if (type === 'response.published' && response) {
        return { seq, type, response, commentIds: (payload['commentIds'] as string[] | undefined) ?? [] };
      }
      const comment = comments.get(payload['commentId'] as string);
      const gone = type === 'comment.erased' && comment?.state !== 'PUBLISHED';
      const shown = gone ? 'comment.withdrawn' : SHOWN_AS[type];
      if (shown && comment) return { seq, type: shown, comment };
      // A publication taken back: whoever has it on the screen must lose it.
      return type === 'comment.undone'
        ? { seq, type: 'comment.removed', commentId: payload['commentId'] as string }
        : { seq, type: 'void' };
    });
  }
}

function idsOf(payload: Record<string, unknown>): string[] {
  return typeof payload['commentId'] === 'string' ? [payload['commentId']] : [];
}
