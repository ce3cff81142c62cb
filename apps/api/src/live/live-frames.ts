import { Injectable } from '@nestjs/common';
import { CommentViews } from '@rapfang/comment';
import { Streams, type StreamEvent } from '@rapfang/platform';
import { ResponseViews } from '@rapfang/response';
import type { LiveEvent, LiveFrame } from './live-events.js';

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
  'comment.tagged': 'comment.tagged',
};

/**
 * Turns numbered events into what the public may see of them now. The stored event holds ids only,
 * so the replay of an old "published" shows today's placeholder if the text has since been hidden.
 */
@Injectable()
export class LiveFrames {
  constructor(
    private readonly streams: Streams,
    private readonly comments: CommentViews,
    private readonly responses: ResponseViews,
  ) {}

  /** What follows `after` in the stream, one frame at most; null when there is nothing. */
  async following(stream: string, after: number): Promise<LiveFrame | null> {
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
    const comments = new Map(
      (await this.comments.publicViews([...commentIds])).map((view) => [view.id, view]),
    );
    const responses = new Map(
      (await this.responses.liveViews([...responseIds])).map((view) => [view.id, view]),
    );
    return events.map(({ seq, type, payload }): LiveEvent => {
      const response = responses.get(payload['responseId'] as string);
      if (type === 'response.published' && response) {
        return { seq, type, response, commentIds: (payload['commentIds'] as string[] | undefined) ?? [] };
      }
      const shown = SHOWN_AS[type];
      const comment = comments.get(payload['commentId'] as string);
      return shown && comment ? { seq, type: shown, comment } : { seq, type: 'void' };
    });
  }
}

function idsOf(payload: Record<string, unknown>): string[] {
  return typeof payload['commentId'] === 'string' ? [payload['commentId']] : [];
}
