import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Database, type Ctx, type Instant, type Language, type Transaction } from '@rapfang/platform';
import { ulid } from 'ulid';
import { stateColumns, type CommentRow } from './comment-sql.js';
import { cleanBody, cleanName } from './comment-text.rules.js';
import type { AuthorKind, Channel, CommentState, ReasonCode, Stance } from './comment.kinds.js';
import { placeBelow } from './comment.rules.js';
import { CommentStore } from './comment.store.js';
import { CountsStore } from './counts.store.js';
import { readParticipant, type Participant } from './intake.js';
import { newReceiptCode } from './receipt.rules.js';
import { SupportStore } from './support.store.js';

/** A comment that was made elsewhere: on paper, by telephone, or for a demonstration. */
export interface ImportedComment {
  /** Unique within what is imported; the same key again is the same comment. 64 characters at most. */
  key: string;
  place: Pick<
    CommentRow,
    'planId' | 'planKey' | 'roundId' | 'versionId' | 'versionNumber' | 'sectionId' | 'sectionKey'
  >;
  /** Id of the comment it replies to. */
  parentId?: string | null;
  author: {
    kind: AuthorKind;
    name: string | null;
    /** `person:ID` where the author is one of ours. */
    key?: string;
    organisation?: { id: string; nameTh: string | null; nameEn: string | null } | null;
  };
  stance: Stance | null;
  language: Language;
  body: string;
  state: CommentState;
  reason?: { code: ReasonCode | null; text: string | null } | null;
  channel: Channel;
  demonstration: boolean;
  createdAt: Instant;
  /** Null for what was never published. */
  publishedAt: Instant | null;
  participant?: Participant | null;
  email?: string | null;
  supports?: { people: number; guests: number };
}

/** Brings in comments with their own times, in the caller's transaction. Nothing goes out live. */
@Injectable()
export class ImportCommentService {
  constructor(
    private readonly database: Database,
    private readonly comments: CommentStore,
    private readonly supports: SupportStore,
    private readonly counts: CountsStore,
    private readonly audit: Audit,
  ) {}

  /** Permission is the caller's to ask. @throws DomainError VALIDATION, NOT_FOUND (parentId) */
  insertForImport(ctx: Ctx, input: ImportedComment): Promise<CommentRow> {
    return this.database.transaction(ctx, async (ctx) => {
      const authorKey = input.author.key ?? `import:${input.key}`.slice(0, 40);
      const sent = await this.comments.findSent(ctx, authorKey, input.key);
      if (sent) return sent.comment;
      const comment = await this.rowOf(ctx, input, authorKey);
      await this.comments.insert(ctx, comment, {
        commentId: comment.id,
        receiptCode: newReceiptCode(input.createdAt),
        email: input.email ?? null,
        ...readParticipant(input.participant, input.createdAt),
      });
      const support = { commentId: comment.id, at: input.createdAt };
      await this.supports.insertMany(ctx, [
        ...Array.from({ length: comment.supportCount }, (_, n) => ({
          ...support,
          supporterKey: `import:person:${n}`,
          guest: 0,
        })),
        ...Array.from({ length: comment.guestSupportCount }, (_, n) => ({
          ...support,
          supporterKey: `import:guest:${n}`,
          guest: 1,
        })),
      ]);
      if (comment.depth > 0) await this.counts.recountAbove(ctx, comment.id);
      const { state, sectionKey, channel } = comment;
      await this.audit.append(ctx, {
        action: 'comment.imported',
        subject: { type: 'comment', id: comment.id },
        planId: comment.planId,
        after: { state, sectionKey, channel, createdAt: input.createdAt },
      });
      return comment;
    });
  }

  private async rowOf(
    ctx: Ctx & { tx: Transaction },
    input: ImportedComment,
    authorKey: string,
  ): Promise<CommentRow> {
    // Ids stand for time in every sort, so an imported one is made from the time it was said.
    const id = ulid(Date.parse(input.createdAt));
    const parent = input.parentId ? await this.comments.getById(ctx, input.parentId, 'parentId') : null;
    const organisation = input.author.organisation ?? null;
    return {
      ...input.place,
      ...(parent ? placeBelow(parent) : { parentId: null, rootId: id, depth: 0 }),
      ...stateColumns(input.state, input.publishedAt),
      id,
      authorKey,
      authorKind: input.author.kind,
      authorName: cleanName(input.author.name),
      authorVerified: 0,
      organisationId: organisation?.id ?? null,
      organisationNameTh: organisation?.nameTh ?? null,
      organisationNameEn: organisation?.nameEn ?? null,
      stance: input.stance,
      language: input.language,
      body: cleanBody(input.body),
      reasonCode: input.reason?.code ?? null,
      reasonText: input.reason?.text ?? null,
      stateChangedAt: input.state === 'PENDING' ? null : (input.publishedAt ?? input.createdAt),
      channel: input.channel,
      demonstration: Number(input.demonstration),
      clientId: input.key,
      revision: 1,
      createdAt: input.createdAt,
      editedAt: null,
      supportCount: input.supports?.people ?? 0,
      guestSupportCount: input.supports?.guests ?? 0,
      replyCount: 0,
      attachmentCount: 0,
      answered: 0,
      answeredAt: null,
    };
  }
}
