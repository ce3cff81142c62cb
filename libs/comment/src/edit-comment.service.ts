import { Injectable } from '@nestjs/common';
import {
  Database,
  DomainError,
  ErrorCode,
  newId,
  type Ctx,
  type Instant,
  type Transaction,
} from '@rapfang/platform';
import { CommentRecord } from './comment-record.js';
import { stateColumns, type CommentRow } from './comment-sql.js';
import { cleanBody } from './comment-text.rules.js';
import { CommentEvent } from './comment.events.js';
import type { Stance } from './comment.kinds.js';
import { ownCommentPermissions } from './comment.permissions.js';
import { mayEdit, type RoundFacts } from './comment.rules.js';
import { CommentStore } from './comment.store.js';
import { EditGate } from './edit-gate.js';
import type { Verdict } from './judges.js';
import { OwnComments } from './own-comments.js';

export interface Edit {
  id: string;
  /** The revision the author read: another one means that it was edited elsewhere since. */
  expectedRevision: number;
  body: string;
  /** Left out: stays as it is. */
  stance?: Stance | null;
  receiptCode?: string | null;
}

/** Changes what a comment says; what it said stays in its history. */
@Injectable()
export class EditCommentService {
  constructor(
    private readonly database: Database,
    private readonly own: OwnComments,
    private readonly comments: CommentStore,
    private readonly gate: EditGate,
    private readonly record: CommentRecord,
  ) {}

  /**
   * @throws DomainError VALIDATION (body), NOT_FOUND, FORBIDDEN, SIGN_IN_REQUIRED, ROUND_CLOSED,
   * CONFLICT with the present `revision` or `state`
   */
  async editComment(ctx: Ctx, edit: Edit): Promise<CommentRow> {
    const body = cleanBody(edit.body);
    await this.own.charge(ctx, edit.receiptCode);
    return this.database.transaction(ctx, async (ctx) => {
      const comment = await this.own.lockOwn(ctx, edit.id, edit.receiptCode, ownCommentPermissions.edit);
      const { id, state, revision } = comment;
      const round = await this.gate.ofOwnRound(ctx, comment);
      requireEditable(comment, round);
      const conflict = new DomainError(ErrorCode.CONFLICT, { params: { revision } });
      if (revision !== edit.expectedRevision) throw conflict;
      const stance = edit.stance === undefined ? comment.stance : edit.stance;
      if (body === comment.body && stance === comment.stance) return comment;
      const verdict = await this.gate.judge(ctx, comment, body, round.at);
      const change = {
        ...{ body, stance, revision: revision + 1, editedAt: round.at, fingerprint: verdict.fingerprint },
        ...stateAfter(comment, verdict, round),
      };
      if (!(await this.comments.change(ctx, { id, revision, state }, change))) throw conflict;
      await this.comments.insertRevision(ctx, {
        id: newId(),
        commentId: id,
        revision,
        body: comment.body,
        stance: comment.stance,
        at: comment.editedAt ?? comment.createdAt,
        wasPublic: Number(state === 'PUBLISHED'),
      });
      const edited = { ...comment, ...change };
      await this.record.write(ctx, edited, {
        event: CommentEvent.EDITED,
        live: comment.shown === 1,
        before: { revision, stance: comment.stance, state },
        after: { revision: revision + 1, stance, state: edited.state },
      });
      await verdict.keep?.(ctx, id, edited.revision);
      await this.recordState(ctx, comment, edited);
      return edited;
    });
  }

  private async recordState(
    ctx: Ctx & { tx: Transaction },
    { state: from }: CommentRow,
    edited: CommentRow,
  ): Promise<void> {
    if (edited.state === from) return;
    if (edited.state === 'HELD') await this.record.writeHeld(ctx, edited, from);
    if (edited.state !== 'PUBLISHED') return;
    await this.record.write(ctx, edited, {
      event: CommentEvent.PUBLISHED,
      live: true,
      before: { state: from },
      after: { state: edited.state },
    });
  }
}

/**
 * The state a new text puts its comment in. What a check holds is held, and a published one leaves a
 * placeholder with its replies until a person has looked; what a check alone had held is free again
 * once nothing is found any more.
 */
function stateAfter(
  comment: CommentRow,
  { hold, needsPerson, heldByChecks }: Verdict,
  round: { at: Instant; judgedFirst: boolean },
): Partial<CommentRow> {
  const to = (
    state: CommentRow['state'],
    publishedAt: Instant | null,
    reasonCode: CommentRow['reasonCode'],
  ) => ({
    ...stateColumns(state, publishedAt),
    stateChangedAt: round.at,
    reasonCode,
    reasonText: null,
  });
  // A person's own hold stands, with its reason, whatever the checks say.
  if (comment.state === 'HELD' && !heldByChecks) return {};
  if (hold) return to('HELD', comment.publishedAt, hold);
  if (needsPerson) return comment.state === 'PUBLISHED' ? to('HELD', comment.publishedAt, 'OTHER') : {};
  if (comment.state !== 'HELD') return {};
  return round.judgedFirst
    ? to('PENDING', comment.publishedAt, null)
    : to('PUBLISHED', comment.publishedAt ?? round.at, null);
}

function requireEditable({ state }: CommentRow, round: Pick<RoundFacts, 'open' | 'judgedFirst'>): void {
  if (mayEdit(state, round)) return;
  if (!mayEdit('PENDING', round)) throw new DomainError(ErrorCode.ROUND_CLOSED);
  if (state === 'PUBLISHED') throw new DomainError(ErrorCode.FORBIDDEN, { params: { rule: 'judgedFirst' } });
  throw new DomainError(ErrorCode.CONFLICT, { params: { state } });
}
