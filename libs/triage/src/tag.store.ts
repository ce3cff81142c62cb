import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { CommentEntity } from '@rapfang/comment';
import { Database, newId, selectRows, type Ctx, type Instant, type Transaction } from '@rapfang/platform';
import { CommentTagEntity, TagEntity } from './tag.entity.js';
import type { StandingTag, TagDraft } from './tag.rules.js';

/** SQLite takes 32,766 parameters a statement; a tag row has ten. */
const ROWS_A_STATEMENT = 500;
type Writing = Ctx & { tx: Transaction };
type Reading = Pick<Ctx, 'tx'>;

@Injectable()
export class TagStore {
  constructor(private readonly database: Database) {}

  /** The plan's headings in force, in their order. */
  listOfPlan(ctx: Reading, planId: string): Promise<TagEntity[]> {
    return this.database
      .manager(ctx)
      .find(TagEntity, { where: { planId, retiredAt: IsNull() }, order: { position: 'ASC', id: 'ASC' } });
  }

  /** Those retired as well. */
  listAllOfPlan(ctx: Reading, planId: string): Promise<TagEntity[]> {
    return this.database.manager(ctx).find(TagEntity, { where: { planId } });
  }

  listByIds(ctx: Reading, ids: readonly string[]): Promise<TagEntity[]> {
    return ids.length === 0
      ? Promise.resolve([])
      : this.database.manager(ctx).findBy(TagEntity, { id: In([...ids]) });
  }

  async insertTag(ctx: Writing, planId: string, draft: TagDraft): Promise<void> {
    await this.database
      .writing(ctx)
      .insert(TagEntity, { id: newId(), planId, retiredAt: null, ...columnsOf(draft) });
  }

  async updateTag(ctx: Writing, id: string, draft: TagDraft): Promise<void> {
    await this.database.writing(ctx).update(TagEntity, { id }, { ...columnsOf(draft), retiredAt: null });
  }

  async retireTags(ctx: Writing, ids: readonly string[], at: Instant): Promise<void> {
    if (ids.length)
      await this.database
        .writing(ctx)
        .update(TagEntity, { id: In([...ids]), retiredAt: IsNull() }, { retiredAt: at });
  }

  /**
   * Makes others who tag the same comments wait for our commit, so that what stands is known and each
   * change is told once. To be called before anything is read: MariaDB shows a transaction the state
   * of its first read. On SQLite writers wait for each other anyway.
   */
  async lockComments(ctx: Writing, commentIds: readonly string[]): Promise<void> {
    if (this.database.kind === 'sqlite') return;
    await this.database.writing(ctx).find(CommentEntity, {
      select: { id: true },
      where: { id: In([...commentIds]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Tags that stand on these comments. */
  listStanding(ctx: Reading, commentIds: readonly string[]): Promise<StandingTag[]> {
    return this.database.manager(ctx).find(CommentTagEntity, {
      select: { id: true, commentId: true, tagId: true },
      where: { commentId: In([...commentIds]), active: 1 },
    });
  }

  async insertCommentTags(
    ctx: Writing,
    rows: readonly Omit<CommentTagEntity, 'id' | 'active' | 'removedAt' | 'removedBy'>[],
  ): Promise<void> {
    for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
      const values = rows
        .slice(from, from + ROWS_A_STATEMENT)
        .map((row) => ({ id: newId(), active: 1, removedAt: null, removedBy: null, ...row }));
      // Somebody may put the same tag on at the same moment: the one that stands first is kept.
      await this.database
        .writing(ctx)
        .createQueryBuilder()
        .insert()
        .into(CommentTagEntity)
        .values(values)
        .orIgnore()
        .execute();
    }
  }

  async removeCommentTags(ctx: Writing, ids: readonly string[], by: string, at: Instant): Promise<void> {
    for (let from = 0; from < ids.length; from += ROWS_A_STATEMENT) {
      const slice = ids.slice(from, from + ROWS_A_STATEMENT);
      await this.database
        .writing(ctx)
        .update(
          CommentTagEntity,
          { id: In(slice), active: 1 },
          { active: null, removedAt: at, removedBy: by },
        );
    }
  }

  /** Standing tags with their headings, in the headings' order: one statement however many comments. */
  async listShown(ctx: Reading, commentIds: readonly string[]): Promise<ShownTag[]> {
    return selectRows<ShownTag>(
      this.database,
      ctx,
      `SELECT ct.comment_id AS commentId, ct.source AS source, ct.by_name AS byName, ct.at AS at,
              t.id AS id, t.kind AS kind, t.\`key\` AS \`key\`, t.code AS code,
              t.label_th AS labelTh, t.label_en AS labelEn, t.strategy_number AS strategyNumber
         FROM comment_tag ct JOIN tag t ON t.id = ct.tag_id
        WHERE ct.comment_id IN (${commentIds.map(() => '?').join(', ')}) AND ct.active = 1
        ORDER BY t.position, ct.id`,
      commentIds,
    );
  }

  /** When each comment was first tagged with what still stands; comments without a tag are missing. */
  async firstTaggedAt(ctx: Reading, commentIds: readonly string[]): Promise<Map<string, Instant>> {
    const rows = await this.database.manager(ctx).query<{ commentId: string; at: Instant }[]>(
      `SELECT comment_id AS commentId, MIN(at) AS at FROM comment_tag
        WHERE comment_id IN (${commentIds.map(() => '?').join(', ')}) AND active = 1 GROUP BY comment_id`,
      [...commentIds],
    );
    return new Map(rows.map((row) => [row.commentId, row.at]));
  }
}

export interface ShownTag extends Pick<
  TagEntity,
  'id' | 'kind' | 'key' | 'code' | 'labelTh' | 'labelEn' | 'strategyNumber'
> {
  commentId: string;
  source: CommentTagEntity['source'];
  byName: string | null;
  at: Instant;
}

function columnsOf(draft: TagDraft) {
  const { label, ...columns } = draft;
  return { ...columns, labelTh: label.th, labelEn: label.en };
}
