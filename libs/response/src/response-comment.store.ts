import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import {
  Database,
  keysetPage,
  keysetQuery,
  type Ctx,
  type Instant,
  type Page,
  type PageRequest,
  type Transaction,
} from '@rapfang/platform';
import { ResponseCommentEntity, type ResponseEntity } from './response.entity.js';

const ROWS_A_STATEMENT = 500;
/** All columns of `response r`, under the names of the entity: read raw, as it is part of every page of comments. */
const RESPONSE_COLUMNS = [
  'id',
  'planId',
  'planKey',
  'number',
  'code',
  'disposition',
  'bodyTh',
  'bodyEn',
  'reasonTh',
  'reasonEn',
  'changedSectionKey',
  'changedVersion',
  'state',
  'revision',
  'authorId',
  'authorName',
  'publishedBy',
  'publishedByName',
  'createdAt',
  'publishedAt',
]
  .map((name) => `r.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS ${name}`)
  .join(', ');

type Writing = Ctx & { tx: Transaction };
type Reading = Pick<Ctx, 'tx'>;

export interface AnsweredComment {
  commentId: string;
  strategyNumber: number | null;
}

/** Which response answers which comments. */
@Injectable()
export class ResponseCommentStore {
  constructor(private readonly database: Database) {}

  async add(
    ctx: Writing,
    responseId: string,
    comments: readonly AnsweredComment[],
    at: Instant,
  ): Promise<void> {
    const manager = this.database.writing(ctx);
    for (let from = 0; from < comments.length; from += ROWS_A_STATEMENT) {
      const rows = comments
        .slice(from, from + ROWS_A_STATEMENT)
        .map((comment) => ({ responseId, ...comment, at }));
      await manager.insert(ResponseCommentEntity, rows);
    }
  }

  async remove(ctx: Writing, responseId: string, commentIds: readonly string[]): Promise<void> {
    const manager = this.database.writing(ctx);
    for (let from = 0; from < commentIds.length; from += ROWS_A_STATEMENT) {
      await manager.delete(ResponseCommentEntity, {
        responseId,
        commentId: In(commentIds.slice(from, from + ROWS_A_STATEMENT)),
      });
    }
  }

  /** All of them, in the comments' order: 5,000 at most. */
  async listIds(ctx: Reading, responseId: string): Promise<string[]> {
    const rows = await this.database.manager(ctx).find(ResponseCommentEntity, {
      select: { commentId: true },
      where: { responseId },
      order: { commentId: 'ASC' },
    });
    return rows.map((row) => row.commentId);
  }

  async counts(ctx: Reading, responseIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.database
      .manager(ctx)
      .query<{ id: string; total: number }[]>(
        `SELECT response_id AS id, COUNT(*) AS total FROM response_comment WHERE response_id IN (${marks(responseIds)}) GROUP BY response_id`,
        [...responseIds],
      );
    return new Map(rows.map((row) => [row.id, Number(row.total)]));
  }

  /** A page of the comments of one response, oldest first. */
  async page(ctx: Reading, responseId: string, request: PageRequest): Promise<Page<string>> {
    const query = keysetQuery(request, ['string']);
    const builder = this.database
      .manager(ctx)
      .createQueryBuilder(ResponseCommentEntity, 'rc')
      .where('rc.responseId = :responseId', { responseId })
      .orderBy('rc.commentId', query.backward ? 'DESC' : 'ASC')
      .take(query.limit);
    if (query.position) {
      builder.andWhere(`rc.commentId ${query.backward ? '<' : '>'} :at`, { at: query.position[0] });
    }
    const rows = await builder.getMany();
    return keysetPage(
      rows.map((row) => row.commentId),
      query,
      (id) => [id],
    );
  }

  /** The first `limit` comments of each response, oldest first: one statement for a whole page of responses. */
  async firstOf(ctx: Reading, responseIds: readonly string[], limit: number): Promise<Map<string, string[]>> {
    const rows = await this.database.manager(ctx).query<{ responseId: string; commentId: string }[]>(
      `SELECT ranked.response_id AS responseId, ranked.comment_id AS commentId
         FROM (SELECT response_id, comment_id, ROW_NUMBER() OVER (PARTITION BY response_id ORDER BY comment_id) AS place
                 FROM response_comment WHERE response_id IN (${marks(responseIds)})) ranked
        WHERE ranked.place <= ? ORDER BY ranked.response_id, ranked.comment_id`,
      [...responseIds, limit],
    );
    const result = new Map<string, string[]>();
    for (const row of rows)
      result.set(row.responseId, [...(result.get(row.responseId) ?? []), row.commentId]);
    return result;
  }

  /** The published responses of each comment, oldest first, in one statement. */
  async publishedOf(
    ctx: Reading,
    commentIds: readonly string[],
  ): Promise<(ResponseEntity & { commentId: string })[]> {
    return this.database.manager(ctx).query<(ResponseEntity & { commentId: string })[]>(
      `SELECT rc.comment_id AS commentId, ${RESPONSE_COLUMNS}
         FROM response_comment rc JOIN response r ON r.id = rc.response_id
        WHERE rc.comment_id IN (${marks(commentIds)}) AND r.state = 'PUBLISHED'
        ORDER BY r.number`,
      [...commentIds],
    );
  }
}

function marks(list: readonly unknown[]): string {
  return list.map(() => '?').join(', ');
}
