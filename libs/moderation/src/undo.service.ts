import { Injectable } from '@nestjs/common';
import type { CommentRow } from '@rapfang/comment';
import { Database, DomainError, ErrorCode, invalid, type Ctx, type Transaction } from '@rapfang/platform';
import { CommentRooms, ModerationStores, type Decided } from './deciding.js';
import { undoUntil } from './judge.rules.js';
import { ModerationRecord } from './moderation-record.js';
import type { ModerationDecisionEntity } from './moderation-decision.entity.js';

type Writing = Ctx & { tx: Transaction };

/** Taking back a decision within its seconds. Both acts stay on record; letters have waited. */
@Injectable()
export class UndoService {
  constructor(
    private readonly database: Database,
    private readonly comments: CommentRooms,
    private readonly stores: ModerationStores,
    private readonly record: ModerationRecord,
  ) {}

  /**
   * Takes back all that was decided in one go; what somebody has acted on since stays and is named.
   * @param actId of a batch, or the entry of a comment decided alone
   * @throws DomainError NOT_FOUND, FORBIDDEN for someone else's, VALIDATION with rule `undoOver`
   */
  undo(ctx: Ctx, actId: string): Promise<Decided[]> {
    return this.database.transaction(ctx, async (ctx) => {
      const entries = await this.stores.log.listAct(ctx, actId);
      const at = entries.at(-1)?.at;
      if (!at) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'actId' });
      if (entries.some(({ actorId }) => actorId !== ctx.actor.id))
        throw new DomainError(ErrorCode.FORBIDDEN, { params: { rule: 'ownDecision' } });
      if (this.stores.clock.now() > undoUntil(at)) throw invalid('actId', 'undoOver');
      const ids = entries.map(({ commentId }) => commentId);
      const rows = new Map((await this.comments.store.lockByIds(ctx, ids)).map((row) => [row.id, row]));
      const appealed = new Set(
        (await this.stores.appeals.listOf(ctx, ids)).map(({ commentId }) => commentId),
      );
      const results: Decided[] = [];
      for (const entry of entries) {
        const comment = rows.get(entry.commentId) as CommentRow;
        const done =
          !appealed.has(comment.id) &&
          (entry.act === 'PROPOSE'
            ? await this.dropProposal(ctx, comment, entry)
            : await this.takeBack(ctx, comment, entry));
        results.push(await this.resultOf(ctx, entry, done));
      }
      return results;
    });
  }

  private async takeBack(
    ctx: Writing,
    comment: CommentRow,
    entry: ModerationDecisionEntity,
  ): Promise<boolean> {
    const { replaced, toState: state, at } = entry;
    // The author may have changed the text since: then it is no longer what was decided on.
    if (!replaced || comment.revision !== entry.revision) return false;
    try {
      await this.comments.service.takeBack(ctx, { commentId: comment.id, state, at, replaced });
    } catch (error) {
      if (error instanceof DomainError && error.code === ErrorCode.CONFLICT) return false;
      throw error;
    }
    if (entry.act === 'CONFIRM') await this.proposeAgain(ctx, comment);
    await this.write(ctx, comment, entry);
    return true;
  }

  private async dropProposal(
    ctx: Writing,
    comment: CommentRow,
    entry: ModerationDecisionEntity,
  ): Promise<boolean> {
    const [proposal] = await this.stores.queue.proposalsOf(ctx, [comment.id]);
    if (proposal?.decisionId !== entry.id) return false;
    await this.stores.queue.dropProposal(ctx, comment.id);
    await this.write(ctx, comment, entry);
    return true;
  }

  /** A confirmation taken back leaves the proposal waiting as before. */
  private async proposeAgain(ctx: Writing, comment: CommentRow): Promise<void> {
    const log = await this.stores.log.listOf(ctx, [comment.id]);
    const last = log.findLast(({ act }) => act === 'PROPOSE');
    if (!last?.reasonCode) return;
    const { id, planId, commentId, actorId, actorName, reasonCode, reasonText, at } = last;
    const revision = last.revision ?? comment.revision;
    await this.stores.queue.putProposal(ctx, {
      commentId,
      planId,
      decisionId: id,
      actorId,
      actorName,
      reasonCode,
      reasonText,
      revision,
      at,
    });
  }

  private async write(ctx: Writing, comment: CommentRow, entry: ModerationDecisionEntity): Promise<void> {
    await this.record.write(ctx, comment, {
      act: 'UNDO',
      decision: entry.decision,
      fromState: entry.toState,
      toState: entry.fromState,
      reasonCode: null,
      reasonText: null,
      undoesId: entry.id,
    });
  }

  private async resultOf(ctx: Writing, entry: ModerationDecisionEntity, done: boolean): Promise<Decided> {
    const { commentId } = entry;
    const { state, revision } = await this.comments.store.getById(ctx, commentId);
    const last = done ? null : await this.stores.log.findLast(ctx, commentId);
    return {
      commentId,
      outcome: done ? 'DONE' : 'CONFLICT',
      rule: done ? null : 'state',
      state,
      revision,
      byName: last && last.actorId !== ctx.actor.id ? last.actorName : null,
      entryId: null,
    };
  }
}
