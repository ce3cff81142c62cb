import { Injectable } from '@nestjs/common';
import { Database, type Ctx } from '@rapfang/platform';
import { CommentPrivateEntity } from './comment-private.entity.js';
import type { ParticipantGroup } from './participant.rules.js';

type Reading = Pick<Ctx, 'tx'>;

const FACETS = {
  province: 'p.province',
  ageBand: 'p.age_band',
  kind: 'p.participant_kind',
  disability: 'p.disability',
} as const;

/** The private part of comments: receipts, addresses, participants. Only services of this room read it. */
@Injectable()
export class PrivateStore {
  constructor(private readonly database: Database) {}

  findByReceipt(ctx: Reading, receiptCode: string): Promise<CommentPrivateEntity | null> {
    return this.database.manager(ctx).findOne(CommentPrivateEntity, { where: { receiptCode } });
  }

  findByComment(ctx: Reading, commentId: string): Promise<CommentPrivateEntity | null> {
    return this.database.manager(ctx).findOne(CommentPrivateEntity, { where: { commentId } });
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
    const rows: { facet: string; value: string; total: number }[] = await this.database.manager(ctx).query(
      selects.join(' UNION ALL '),
      selects.map(() => roundId),
    );
    return rows.map(({ facet, value, total }) => ({
      facet,
      value: facet === 'disability' ? (value === '1' ? 'YES' : 'NO') : value,
      count: Number(total),
    }));
  }
}
