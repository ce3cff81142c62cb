import { Injectable } from '@nestjs/common';
import { AuditDetailEntity, AuditEntryEntity, AuditSealEntity, dayAfter, startOf } from '@rapfang/audit';
import { PersonEntity } from '@rapfang/access';
import {
  Database,
  keysetPage,
  keysetQuery,
  keysetSql,
  type Ctx,
  type Page,
  type PageRequest,
} from '@rapfang/platform';

export interface RecordFilter {
  /** Null: entries about no plan. */
  planId: string | null;
  subjectType?: string | null;
  subjectId?: string | null;
  /** An action, or the beginning of one that ends in a dot. */
  action?: string | null;
  day?: string | null;
}

export interface RecordRow extends Omit<AuditEntryEntity, 'planId' | 'requestId' | 'subjectDigest'> {
  actorId: string | null;
  actorSalt: string | null;
  reason: string | null;
  reasonSalt: string | null;
  seq: number | null;
  /** Of staff: whoever holds a role. */
  actorName: string | null;
}

const COLUMNS: Record<Exclude<keyof RecordRow, 'id'>, string> = {
  at: 'e.at',
  actorKind: 'e.actorKind',
  actorDigest: 'e.actorDigest',
  action: 'e.action',
  subjectType: 'e.subjectType',
  subjectId: 'e.subjectId',
  before: 'e.before',
  after: 'e.after',
  reasonDigest: 'e.reasonDigest',
  actorId: 'd.actorId',
  actorSalt: 'd.actorSalt',
  reason: 'd.reason',
  reasonSalt: 'd.reasonSalt',
  seq: 's.seq',
  actorName: 'CASE WHEN EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id) THEN p.display_name END',
};
const NEWEST = [{ sql: 'e.id', descending: true }];

/** The record as staff read it. */
@Injectable()
export class RecordEntryStore {
  constructor(private readonly database: Database) {}

  async list(ctx: Ctx, filter: RecordFilter, request: PageRequest): Promise<Page<RecordRow>> {
    const page = keysetQuery(request, ['string'], 30);
    const { where, parameters, orderBy } = keysetSql(NEWEST, page);
    const query = this.filtered(ctx, filter)
      .leftJoin(AuditDetailEntity, 'd', 'd.entry_id = e.id')
      .leftJoin(AuditSealEntity, 's', 's.entry_id = e.id')
      .leftJoin(PersonEntity, 'p', 'p.id = d.actor_id AND d.actor_salt IS NOT NULL')
      .select('e.id', 'id')
      .limit(page.limit);
    for (const [name, sql] of Object.entries(COLUMNS)) query.addSelect(sql, name);
    if (where) query.andWhere(where, parameters);
    for (const [column, direction] of orderBy) query.addOrderBy(column, direction);
    return keysetPage(await query.getRawMany<RecordRow>(), page, (row) => [row.id]);
  }

  count(ctx: Ctx, filter: RecordFilter): Promise<number> {
    return this.filtered(ctx, filter).getCount();
  }

  private filtered(ctx: Ctx, { planId, subjectType, subjectId, action, day }: RecordFilter) {
    const query = this.database.manager(ctx).createQueryBuilder(AuditEntryEntity, 'e');
    if (planId === null) query.where('e.plan_id IS NULL');
    else query.where('e.plan_id = :planId', { planId });
    if (subjectType) query.andWhere('e.subject_type = :subjectType', { subjectType });
    if (subjectId) query.andWhere('e.subject_id = :subjectId', { subjectId });
    if (action?.endsWith('.')) query.andWhere('e.action LIKE :action', { action: `${action}%` });
    else if (action) query.andWhere('e.action = :action', { action });
    if (day)
      query.andWhere('e.at >= :from AND e.at < :to', { from: startOf(day), to: startOf(dayAfter(day)) });
    return query;
  }
}
