import { Injectable } from '@nestjs/common';
import { CommentStateService, CommentStore, sectionStream, type CommentRow } from '@rapfang/comment';
import { Events, type Ctx, type Instant, type Transaction } from '@rapfang/platform';
import type { ResponseEntity } from './response.entity.js';
import { COMMENT_IDS_AN_EVENT, ResponseEvent, type ResponsePublishedPayload } from './response.events.js';

/** What follows when an answer reaches comments: they are answered, and whoever follows them hears it. */
@Injectable()
export class ResponsePublication {
  constructor(
    private readonly comments: CommentStateService,
    private readonly store: CommentStore,
    private readonly events: Events,
  ) {}

  /** @param commentIds those newly answered, or all of them for a corrected text */
  async announce(
    ctx: Ctx & { tx: Transaction },
    response: Pick<ResponseEntity, 'id' | 'planId' | 'planKey'>,
    commentIds: readonly string[],
    at: Instant,
  ): Promise<void> {
    await this.comments.markAnswered(ctx, commentIds, at);
    for (const [sectionKey, ids] of bySection(await this.store.listByIds(ctx, commentIds))) {
      for (let from = 0; from < ids.length; from += COMMENT_IDS_AN_EVENT) {
        const payload: ResponsePublishedPayload = {
          responseId: response.id,
          planId: response.planId,
          planKey: response.planKey,
          sectionKey,
          commentIds: ids.slice(from, from + COMMENT_IDS_AN_EVENT),
        };
        await this.events.emit(ctx, {
          type: ResponseEvent.PUBLISHED,
          stream: sectionStream(response.planKey, sectionKey),
          payload,
        });
      }
    }
  }
}

function bySection(comments: readonly CommentRow[]): Map<string, string[]> {
  const sections = new Map<string, string[]>();
  for (const { sectionKey, id } of [...comments].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const ids = sections.get(sectionKey);
    if (ids) ids.push(id);
    else sections.set(sectionKey, [id]);
  }
  return sections;
}
