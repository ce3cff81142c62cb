import { Injectable } from '@nestjs/common';
import { authorKey } from '@rapfang/access';
import {
  Database,
  DomainError,
  ErrorCode,
  invalid,
  isDuplicate,
  newId,
  type Ctx,
  type Transaction,
} from '@rapfang/platform';
import { AttachmentStore } from './attachment.store.js';
import { CommentRecord } from './comment-record.js';
import { stateColumns, type CommentRow } from './comment-sql.js';
import { cleanClientId } from './comment-text.rules.js';
import { CommentEvent } from './comment.events.js';
import { canSee, placeBelow, type Place } from './comment.rules.js';
import { CommentStore } from './comment.store.js';
import { viewerOf } from './comment-view.js';
import type { Draft, Submission } from './intake.js';
import { newReceiptCode } from './receipt.rules.js';
import { Reception, type Received } from './reception.js';
import { UPLOADS_MOST } from './upload.rules.js';

export interface Submitted {
  receiptCode: string;
  comment: CommentRow;
}

const ATTEMPTS = 4;

const published = (at: string) => stateColumns('PUBLISHED', at);

/** Takes a comment in: receive first, judge second. */
@Injectable()
export class SubmitCommentService {
  constructor(
    private readonly database: Database,
    private readonly reception: Reception,
    private readonly comments: CommentStore,
    private readonly attachments: AttachmentStore,
    private readonly record: CommentRecord,
  ) {}

  /**
   * Saves and receipts a comment, and publishes it where the round judges afterwards. The same
   * author's same `clientId` gives the first comment again, whatever else was sent.
   * @throws DomainError VALIDATION, NOT_FOUND, ROUND_CLOSED, SIGN_IN_REQUIRED, VERIFIED_IDENTITY_REQUIRED, FORBIDDEN, RATE_LIMITED
   */
  async submitComment(ctx: Ctx, input: Submission): Promise<Submitted> {
    const clientId = cleanClientId(input.clientId);
    for (let attempt = 1; ; attempt += 1) {
      const sent = await this.comments.findSent(ctx, authorKey(ctx.actor), clientId);
      if (sent) return sent;
      const received = await this.reception.receive(ctx, input);
      try {
        return await this.database.transaction(ctx, (ctx) =>
          this.receive(ctx, { ...input, clientId }, received),
        );
      } catch (error) {
        // The same submission twice at once, or (one in 2⁴⁰) a receipt code twice: look again, draw again.
        if (ctx.tx || attempt >= ATTEMPTS || !isDuplicate(error)) throw error;
      }
    }
  }

  private async receive(
    ctx: Ctx & { tx: Transaction },
    input: Submission,
    draft: Received,
  ): Promise<Submitted> {
    const id = newId();
    const receiptCode = newReceiptCode(draft.at);
    const uploadIds = [...new Set(input.uploadIds ?? [])];
    if (uploadIds.length > UPLOADS_MOST) throw invalid('uploadIds', 'maxLength', { limit: UPLOADS_MOST });
    const { hold, needsPerson, keep, fingerprint } = draft.verdict;
    const waits = draft.judgedFirst || needsPerson || hold !== null;
    // Published at once unless a person, or a listener in this transaction, is to judge first.
    const atOnce = !waits && !this.record.isJudgedWithin(CommentEvent.SUBMITTED);
    const comment: CommentRow = {
      ...draft.place,
      ...draft.author,
      ...draft.text,
      ...(await this.placeOf(ctx, id, input.parentId, draft)),
      ...(atOnce ? published(draft.at) : stateColumns(hold ? 'HELD' : 'PENDING', null)),
      id,
      clientId: input.clientId,
      channel: input.origin?.channel ?? 'ONLINE',
      demonstration: 0,
      revision: 1,
      reasonCode: hold,
      reasonText: null,
      stateChangedAt: atOnce || hold ? draft.at : null,
      createdAt: draft.at,
      editedAt: null,
      supportCount: 0,
      guestSupportCount: 0,
      replyCount: 0,
      attachmentCount: uploadIds.length,
      answered: 0,
      answeredAt: null,
    };
    await this.comments.insert(
      ctx,
      { ...comment, fingerprint },
      { commentId: id, receiptCode, ...draft.secret },
    );
    await input.origin?.keep(ctx, comment);
    this.reception.noteConsents(ctx, comment, draft.secret);
    const claimed = await this.attachments.claim(ctx, uploadIds, draft.author.authorKey, id);
    if (claimed !== uploadIds.length) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'uploadIds' });
    const { sectionKey, roundId } = comment;
    await this.record.write(ctx, comment, {
      event: CommentEvent.SUBMITTED,
      live: false,
      after: { state: 'PENDING', sectionKey, roundId },
      more: { hasEmail: draft.secret.email !== null },
    });
    await keep?.(ctx, id, comment.revision);
    if (hold) await this.record.writeHeld(ctx, comment, 'PENDING');
    if (atOnce) await this.recordPublished(ctx, comment);
    if (atOnce || waits) return { receiptCode, comment };
    return { receiptCode, comment: await this.publish(ctx, comment) };
  }

  /** Publishes unless a listener of `comment.submitted` has already decided otherwise. */
  private async publish(ctx: Ctx & { tx: Transaction }, comment: CommentRow): Promise<CommentRow> {
    const change = { ...published(comment.createdAt), stateChangedAt: comment.createdAt };
    if (!(await this.comments.change(ctx, { id: comment.id, state: 'PENDING' }, change))) {
      return this.comments.getById(ctx, comment.id);
    }
    await this.recordPublished(ctx, { ...comment, ...change });
    return { ...comment, ...change };
  }

  private async recordPublished(ctx: Ctx & { tx: Transaction }, comment: CommentRow): Promise<void> {
    await this.record.write(ctx, comment, {
      event: CommentEvent.PUBLISHED,
      live: true,
      before: { state: 'PENDING' },
      after: { state: 'PUBLISHED' },
    });
  }

  private async placeOf(
    ctx: Ctx & { tx: Transaction },
    id: string,
    parentId: string | null | undefined,
    draft: Draft,
  ): Promise<Place> {
    if (!parentId) return { parentId: null, rootId: id, depth: 0 };
    const parent = await this.comments.findById(ctx, parentId);
    if (
      !parent ||
      parent.sectionId !== draft.place.sectionId ||
      !canSee(parent, viewerOf(ctx, parent.planId))
    ) {
      throw new DomainError(ErrorCode.NOT_FOUND, { field: 'parentId' });
    }
    if (parent.state !== 'PUBLISHED') throw invalid('parentId', 'published');
    return placeBelow(parent);
  }
}
