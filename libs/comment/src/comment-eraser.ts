import { Injectable } from '@nestjs/common';
import type { DataSubject, ErasurePlan } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import { Clock, Database, Events, type Ctx, type Transaction } from '@rapfang/platform';
import { isIn } from './comment-sql.js';
import { CommentEvent, payloadOf, streamOf } from './comment.events.js';
import { SubjectCommentStore, type SubjectComment } from './subject-comment.store.js';

type Writing = Ctx & { tx: Transaction };

/** Ids in one statement: far below what either database takes. */
const CHUNK = 500;

/**
 * Takes a person out of what they said. A published text stays without a name where its round keeps
 * texts; every other text goes, with what it said before, and leaves a dated placeholder where the
 * public has seen it, so that replies keep their place. Files always go: they carry names inside.
 */
@Injectable()
export class CommentEraser {
  constructor(
    private readonly database: Database,
    private readonly store: SubjectCommentStore,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  async erase(ctx: Writing, subject: DataSubject, plan: ErasurePlan): Promise<void> {
    const comments = await this.store.listForErasure(ctx, subject);
    for (let from = 0; from < comments.length; from += CHUNK) {
      const some = comments.slice(from, from + CHUNK);
      await this.takeFiles(ctx, isIn('comment_id', idsOf(some)), plan);
      await this.clearTexts(ctx, some.filter(goes));
      await this.unlink(ctx, idsOf(some));
      // A moderator's words about a text may repeat it.
      await this.audit.eraseReasons(ctx, { type: 'comment', ids: idsOf(some) });
      for (const comment of some) {
        if (subject.kind === 'RECEIPT') await this.unnameOnRecord(ctx, comment, plan);
        await this.tell(ctx, comment);
      }
    }
    if (!subject.authorKey) return;
    const own = { text: 'author_key = ?', values: [subject.authorKey] };
    await this.takeFiles(ctx, own, plan);
    await this.store.unlinkSupports(ctx, subject.authorKey);
    // An address that the person has proved to be theirs is theirs wherever it was left.
    if (subject.email) {
      await this.database
        .writing(ctx)
        .query('UPDATE comment_private SET email = NULL WHERE email = ?', [subject.email]);
    }
  }

  private async takeFiles(
    ctx: Writing,
    where: { text: string; values: (string | number | null)[] },
    plan: ErasurePlan,
  ): Promise<void> {
    const manager = this.database.writing(ctx);
    const rows: { sha256: string }[] = await manager.query(
      `SELECT DISTINCT sha256 FROM attachment WHERE ${where.text}`,
      where.values,
    );
    for (const { sha256 } of rows) plan.files.add(sha256);
    if (rows.length > 0) await manager.query(`DELETE FROM attachment WHERE ${where.text}`, where.values);
  }

  private async clearTexts(ctx: Writing, comments: readonly SubjectComment[]): Promise<void> {
    if (comments.length === 0) return;
    const among = isIn('id', idsOf(comments));
    await this.database.writing(ctx).query(
      `UPDATE comment SET body = '', fingerprint = NULL, stance = NULL, reason_code = NULL, reason_text = NULL,
         state_changed_at = CASE WHEN state = 'WITHDRAWN' THEN state_changed_at ELSE ? END,
         state = 'WITHDRAWN', shown = CASE WHEN published_at IS NULL THEN 0 ELSE 1 END
       WHERE ${among.text}`,
      [this.clock.now(), ...among.values],
    );
  }

  /** Each comment stands alone from now on: what one person said can no longer be put together. */
  private async unlink(ctx: Writing, ids: readonly string[]): Promise<void> {
    const manager = this.database.writing(ctx);
    const among = isIn('id', ids);
    await manager.query(
      `UPDATE comment SET author_key = CONCAT('erased:', id), client_id = id, author_name = NULL, author_verified = 0,
         attachment_count = 0, reason_text = NULL WHERE ${among.text}`,
      among.values,
    );
    const theirs = isIn('comment_id', ids);
    await manager.query(`DELETE FROM comment_revision WHERE ${theirs.text}`, theirs.values);
    await manager.query(
      `UPDATE comment_private SET email = NULL, province = NULL, age_band = NULL, participant_kind = NULL,
         disability = NULL, consent_version = NULL, consent_at = NULL WHERE ${theirs.text}`,
      theirs.values,
    );
  }

  /** A receipt proves who wrote this one comment; the author's other acts stay under their name. */
  private async unnameOnRecord(ctx: Writing, { id, authorKey }: SubjectComment, plan: ErasurePlan) {
    const authorId = authorKey.split(':')[1];
    if (!authorId) return;
    await this.audit.pseudonymiseOn(ctx, { type: 'comment', id }, authorId, plan.pseudonym);
  }

  private async tell(ctx: Writing, comment: SubjectComment): Promise<void> {
    await this.audit.append(ctx, {
      action: CommentEvent.ERASED,
      subject: { type: 'comment', id: comment.id },
      planId: comment.planId,
      before: { state: comment.state },
      after: { state: goes(comment) ? 'WITHDRAWN' : comment.state, textKept: !goes(comment) },
    });
    // The public sees a difference only in what stood there with its text.
    if (comment.state !== 'PUBLISHED') return;
    await this.events.emit(ctx, {
      type: CommentEvent.ERASED,
      stream: streamOf(comment),
      payload: payloadOf(comment),
    });
  }
}

function goes({ state, rule }: SubjectComment): boolean {
  return state !== 'PUBLISHED' || rule === 'REMOVE_TEXT';
}

function idsOf(comments: readonly SubjectComment[]): string[] {
  return comments.map(({ id }) => id);
}
