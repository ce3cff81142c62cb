import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  DomainError,
  ErrorCode,
  invalid,
  type Ctx,
  type Instant,
  type Transaction,
} from '@rapfang/platform';
import { CommentRecord } from './comment-record.js';
import { stateColumns, type CommentRow } from './comment-sql.js';
import { CommentEvent } from './comment.events.js';
import type { CommentState, ReasonCode } from './comment.kinds.js';
import { mayBecome } from './comment.rules.js';
import { CommentStore } from './comment.store.js';

export interface StateChange {
  commentId: string;
  /** The state that was decided on: another one means that somebody else was first. */
  expectedState: CommentState;
  to: CommentState;
  reasonCode?: ReasonCode | null;
  reasonText?: string | null;
  /** The author is told then and not earlier, as the decision may still be taken back. */
  tellAt?: Instant;
}

/** What a change replaced, to be put back when it is taken back. */
export type Replaced = Pick<
  CommentRow,
  'state' | 'reasonCode' | 'reasonText' | 'stateChangedAt' | 'publishedAt'
>;

export function replacedBy({
  state,
  reasonCode,
  reasonText,
  stateChangedAt,
  publishedAt,
}: CommentRow): Replaced {
  return { state, reasonCode, reasonText, stateChangedAt, publishedAt };
}

const EVENTS = {
  PUBLISHED: CommentEvent.PUBLISHED,
  HIDDEN: CommentEvent.HIDDEN,
  HELD: CommentEvent.HELD,
  REFUSED: CommentEvent.REFUSED,
} as const satisfies Partial<Record<CommentState, string>>;

/** Changes of a comment's state that are decided in higher rooms, which ask the permission. */
@Injectable()
export class CommentStateService {
  constructor(
    private readonly database: Database,
    private readonly comments: CommentStore,
    private readonly record: CommentRecord,
    private readonly clock: Clock,
  ) {}

  /**
   * Publishes, holds, refuses or hides, as comment.rules.ts allows. The reason of an earlier decision
   * goes with its state; the record keeps both.
   * @throws DomainError NOT_FOUND; CONFLICT with the present `state`; VALIDATION on `decision` for a way that is not open
   */
  changeState(ctx: Ctx, change: StateChange): Promise<CommentRow> {
    const { commentId: id, expectedState, to, reasonCode = null, reasonText = null, tellAt } = change;
    return this.database.transaction(ctx, async (ctx) => {
      const comment = await this.comments.lockById(ctx, id, 'commentId');
      const from = comment.state;
      if (from !== expectedState) throw new DomainError(ErrorCode.CONFLICT, { params: { state: from } });
      if (!mayBecome(from, to)) throw invalid('decision', 'transition', { from, to });
      const at = this.clock.now();
      const columns = {
        ...stateColumns(to, to === 'PUBLISHED' ? (comment.publishedAt ?? at) : comment.publishedAt),
        stateChangedAt: at,
        // Why something was published after all is on the record; beside a published text it would accuse it.
        reasonCode: to === 'PUBLISHED' ? null : reasonCode,
        reasonText: to === 'PUBLISHED' ? null : reasonText,
      };
      if (!(await this.comments.change(ctx, { id, state: from }, columns))) {
        throw new DomainError(ErrorCode.CONFLICT);
      }
      const changed = { ...comment, ...columns };
      await this.record.write(ctx, changed, {
        event: EVENTS[to as keyof typeof EVENTS],
        live: comment.shown === 1 || changed.shown === 1,
        before: { state: from },
        after: { state: to, reasonCode },
        reason: reasonText ?? reasonCode,
        more: { changedAt: at },
        notBefore: tellAt,
      });
      return changed;
    });
  }

  /**
   * Holds a published comment that enough readers have reported, where its round says so: its place stays,
   * and a moderator publishes or refuses it. Nothing is done when it is not public any longer.
   */
  async holdReported(ctx: Ctx & { tx: Transaction }, comment: CommentRow): Promise<void> {
    const change = {
      ...stateColumns('HELD', comment.publishedAt),
      stateChangedAt: this.clock.now(),
      reasonCode: 'OTHER' as const,
      reasonText: null,
    };
    if (await this.comments.change(ctx, { id: comment.id, state: 'PUBLISHED' }, change))
      await this.record.writeHeld(ctx, { ...comment, ...change }, 'PUBLISHED');
  }

  /**
   * Takes the last change back: the comment is as it was, and a publication leaves no place behind.
   * @param change the state it left and when it was made: another one means that somebody acted since
   * @throws DomainError NOT_FOUND; CONFLICT with the present `state`
   */
  takeBack(
    ctx: Ctx,
    change: { commentId: string; state: CommentState; at: Instant; replaced: Replaced },
  ): Promise<CommentRow> {
    const { commentId: id, state, at, replaced } = change;
    return this.database.transaction(ctx, async (ctx) => {
      const comment = await this.comments.lockById(ctx, id, 'commentId');
      const moved = comment.state !== state || comment.stateChangedAt !== at;
      // Who has answered a published comment in the meantime must not lose what they answered.
      const answered = replaced.publishedAt === null && (await this.comments.hasReplies(ctx, comment));
      if (moved || answered) throw new DomainError(ErrorCode.CONFLICT, { params: { state: comment.state } });
      const columns = { ...replaced, ...stateColumns(replaced.state, replaced.publishedAt) };
      if (!(await this.comments.change(ctx, { id, state }, columns)))
        throw new DomainError(ErrorCode.CONFLICT);
      const back = { ...comment, ...columns };
      await this.record.write(ctx, back, {
        event: CommentEvent.UNDONE,
        live: comment.shown === 1 || back.shown === 1,
        before: { state },
        after: { state: back.state, reasonCode: back.reasonCode },
      });
      return back;
    });
  }

  /**
   * Notes when comments were first answered publicly; `null` takes it back. Part of the answer's own
   * transaction, whose record it shares.
   */
  async markAnswered(
    ctx: Ctx & { tx: Transaction },
    commentIds: readonly string[],
    at: Instant | null,
  ): Promise<void> {
    for (const comment of await this.comments.listByIds(ctx, commentIds)) {
      if ((comment.answeredAt === null) === (at === null)) continue;
      await this.comments.change(ctx, { id: comment.id }, { answeredAt: at, answered: Number(at !== null) });
    }
  }
}
