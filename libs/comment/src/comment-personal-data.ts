import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, type DataSubject, type ExportedRow } from '@rapfang/access';
import { Database, type Ctx } from '@rapfang/platform';
import { CommentEraser } from './comment-eraser.js';
import { CommentLimits } from './comment-limits.js';
import { isErased } from './comment.rules.js';
import { CommentStore } from './comment.store.js';
import { PrivateStore } from './private.store.js';
import { readReceiptCode } from './receipt.rules.js';
import { subjectComments, SubjectCommentStore } from './subject-comment.store.js';

/** The stores from which a person's own comments are read. */
@Injectable()
export class OwnCommentStores {
  constructor(
    readonly subjects: SubjectCommentStore,
    readonly secrets: PrivateStore,
    readonly comments: CommentStore,
  ) {}
}

/** What this room holds on a person: what they said, supported, sent up and told about themselves. */
@Injectable()
export class CommentPersonalData implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly database: Database,
    private readonly stores: OwnCommentStores,
    private readonly eraser: CommentEraser,
    private readonly limits: CommentLimits,
  ) {}

  onModuleInit(): void {
    this.personalData.register({
      room: 'comment',
      floor: 5,
      export: (ctx, subject) => this.export(ctx, subject),
      erase: (ctx, subject, plan) => this.eraser.erase(ctx, subject, plan),
      withdrawConsent: (ctx, subject, purpose) => this.stores.subjects.withdrawConsent(ctx, subject, purpose),
      effects: (ctx, subject) => this.stores.subjects.listEffects(ctx, subject),
      subjectOfReceipt: (ctx, code) => this.subjectOfReceipt(ctx, code),
    });
  }

  async *export(ctx: Ctx, subject: DataSubject): AsyncGenerator<ExportedRow> {
    for await (const row of this.stores.subjects.comments(ctx, subject)) {
      yield {
        set: 'comments',
        row: {
          id: row.id,
          receiptCode: row.receiptCode,
          planKey: row.planKey,
          sectionKey: row.sectionKey,
          inReplyTo: row.parentId,
          displayName: row.authorName,
          organisation: row.organisationNameTh ?? row.organisationNameEn,
          stance: row.stance,
          language: row.language,
          text: row.body,
          state: row.state,
          reason: row.reasonText ?? row.reasonCode,
          channel: row.channel,
          sentAt: row.createdAt,
          publishedAt: row.publishedAt,
          editedAt: row.editedAt,
          emailForAnswer: row.email,
          province: row.province,
          ageBand: row.ageBand,
          participantKind: row.participantKind,
          disability: row.disability === null ? null : row.disability === 1,
          consentVersion: row.consentVersion,
          consentAt: row.consentAt,
        },
      };
    }
    yield* this.belongings(ctx, subject);
  }

  private async *belongings(ctx: Ctx, subject: DataSubject): AsyncGenerator<ExportedRow> {
    const manager = this.database.manager(ctx);
    const own = subjectComments(subject);
    const sets: [string, string, unknown[]][] = [
      [
        'earlierTexts',
        `SELECT comment_id AS commentId, revision, body AS text, stance, at AS saidAt FROM comment_revision
          WHERE comment_id IN (${own.text}) ORDER BY comment_id, revision`,
        own.values,
      ],
      [
        'files',
        `SELECT id, comment_id AS commentId, name, media_type AS mediaType, size AS bytes, sha256, created_at AS sentAt
           FROM attachment WHERE comment_id IN (${own.text}) OR author_key = ? ORDER BY id`,
        [...own.values, subject.authorKey ?? ''],
      ],
      [
        'supports',
        'SELECT comment_id AS commentId, at FROM comment_support WHERE supporter_key = ? ORDER BY comment_id',
        [subject.authorKey ?? ''],
      ],
    ];
    for (const [set, sql, values] of sets)
      for (const row of (await manager.query(sql, values)) as Record<string, unknown>[]) yield { set, row };
  }

  /** After an erasure a receipt shows that the comment is there, and opens nothing any more. */
  private async subjectOfReceipt(ctx: Ctx, typed: string): Promise<DataSubject | null> {
    const code = readReceiptCode(typed, 'receiptCode');
    await this.limits.use(ctx, 'receipt');
    const secret = await this.stores.secrets.findByReceipt(ctx, code);
    const comment = secret && (await this.stores.comments.findById(ctx, secret.commentId));
    if (!comment || isErased(comment)) return null;
    return { kind: 'RECEIPT', personId: null, authorKey: null, commentId: comment.id, email: null };
  }
}
