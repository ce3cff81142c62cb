import { Injectable } from '@nestjs/common';
import { Database, type Ctx, type Transaction } from '@rapfang/platform';
import { CommentPrivateEntity } from './comment-private.entity.js';
import type { ParticipantGroup } from './participant.rules.js';

type Reading = Pick<Ctx, 'tx'>;

const FACETS = { province: 'p.province', ageBand: 'p.age_band', kind: 'p.participant_kind', disability: 'p.disability' } as const;

/** The private part of comments: receipts, addresses, participants. Read by services of this room and by notices alone. */
@Injectable()
export class PrivateStore {
  constructor(private readonly database: Database) {}

  findByReceipt(ctx: Reading, receiptCode: string): Promise<CommentPrivateEntity | null> {
    return this.database.manager(ctx).findOne(CommentPrivateEntity, { where: { receiptCode } });
  }

  findByComment(ctx: Reading, commentId: string): Promise<CommentPrivateEntity | null> {
    return this.database.manager(ctx).findOne(CommentPrivateEntity, { where: { commentId } });
  }

  /** For the notice of an answer: where the author of each wants it sent; those without an address are left out. */
  async listEmails(ctx: Reading, commentIds: readonly string[]): Promise<{ commentId: string; email: string; receiptCode: string }[]> {
    if (commentIds.length === 0) return [];
    const rows = await this.database
      .manager(ctx)
      .createQueryBuilder(CommentPrivateEntity, 'p')
      .select(['p.commentId', 'p.email', 'p.receiptCode'])
      .where('p.commentId IN (:...ids) AND p.email IS NOT NULL', { ids: [...commentIds] })
      .getMany();
    return rows.map(({ commentId, email, receiptCode }) => ({ commentId, email: email as string, receiptCode }));
  }

  /** Forgets an address once the comment is withdrawn: there will be no answer to send. */
  async forgetEmail(ctx: Ctx & { tx: Transaction }, commentId: string): Promise<void> {
    await this.database.writing(ctx).update(CommentPrivateEntity, { commentId }, { email: null });
  }

  /**
   * Distinct authors of published comments of a round by what they said of themselves, with consent.
   * Raw: nothing of it may be shown before participant.rules.ts.
   */
  async countGroups(ctx: Reading, roundId: string): Promise<ParticipantGroup[]> {
    const selects = Object.entries(FACETS).map(
      ([facet, column]) =>
        `SELECT '${facet}' AS facet, CAST(${column} AS CHAR(64)) AS value, COUNT(DISTINCT c.author_key) AS total
         FROM comment c JOIN comment_private p ON p.comment_id = c.id
         WHERE c.round_id = ? AND c.state = 'PUBLISHED' AND p.consent_version IS NOT NULL AND ${column} IS NOT NULL
         GROUP BY ${column}`,
    );
    const rows: { facet: string; value: string; total: number }[] = await this.database
      .manager(ctx)
      .query(selects.join(' UNION ALL '), selects.map(() => roundId));
    return rows.map(({ facet, value, total }) => ({
      facet,
      value: facet === 'disability' ? (value === '1' ? 'YES' : 'NO') : value,
      count: Number(total),
    }));
  }
}
