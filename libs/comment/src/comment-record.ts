import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Events, systemContext, type Ctx, type Transaction } from '@rapfang/platform';
import type { CommentRow } from './comment-sql.js';
import type { CommentState } from './comment.kinds.js';
import { CommentEvent, payloadOf, streamOf } from './comment.events.js';

export interface Happening {
  event: (typeof CommentEvent)[keyof typeof CommentEvent];
  /** The public sees a difference: the event goes to everyone who follows the section. */
  live: boolean;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  reason?: string | null;
  /** Letters wait until then: see `EventToEmit.notBefore`. */
  notBefore?: string | undefined;
  /** Facts for the listeners, besides the ids. */
  more?: Record<string, unknown>;
}

/** Writes down what happened to a comment, in its transaction: once for the record, once for those who listen. */
@Injectable()
export class CommentRecord {
  constructor(
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  async write(ctx: Ctx & { tx: Transaction }, comment: CommentRow, happening: Happening): Promise<void> {
    const { event, before = null, after = null, reason = null } = happening;
    await this.audit.append(ctx, {
      action: event,
      subject: { type: 'comment', id: comment.id },
      planId: comment.planId,
      before,
      after,
      reason,
    });
    await this.tell(ctx, comment, happening);
  }

  /** A check holds the comment for a person: the system's act, not the author's. */
  async writeHeld(ctx: Ctx & { tx: Transaction }, comment: CommentRow, from: CommentState): Promise<void> {
    await this.write({ ...ctx, actor: systemContext().actor }, comment, {
      event: CommentEvent.HELD,
      live: comment.shown === 1,
      before: { state: from },
      after: { state: 'HELD', reasonCode: comment.reasonCode },
      reason: comment.reasonCode,
    });
  }

  /** True when a listener in the transaction may still decide otherwise. */
  isJudgedWithin(event: Happening['event']): boolean {
    return this.events.isHeardWithin(event);
  }

  /** For what is no act on the record: supports. */
  async tell(
    ctx: Ctx & { tx: Transaction },
    comment: CommentRow,
    { event, live, more, notBefore }: Pick<Happening, 'event' | 'live' | 'more' | 'notBefore'>,
  ): Promise<void> {
    await this.events.emit(ctx, {
      type: event,
      stream: live ? streamOf(comment) : null,
      payload: { ...payloadOf(comment), ...more },
      ...(notBefore && { notBefore }),
    });
  }
}
