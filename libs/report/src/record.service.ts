import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { PlanStore } from '@rapfang/plan';
import type { Ctx, Page } from '@rapfang/platform';
import { decodeTime } from 'ulid';
import { RecordEntryStore, type RecordRow } from './record-entry.store.js';
import type { RecordEntriesArgs, RecordEntryModel } from './record.model.js';
import { recordPermissions } from './record.permissions.js';

/** The record as staff read it: what happened, who did it, why. */
@Injectable()
export class RecordService {
  constructor(
    private readonly access: Access,
    private readonly plans: PlanStore,
    private readonly store: RecordEntryStore,
  ) {}

  /**
   * The newest first.
   * @throws DomainError NOT_FOUND for a plan that is not there, FORBIDDEN where the actor holds no such role on it
   */
  async entries(
    ctx: Ctx,
    { planKey, ...args }: RecordEntriesArgs,
  ): Promise<{ page: Page<RecordEntryModel>; count: () => Promise<number> }> {
    const planId = planKey ? (await this.plans.getPlanByKey(ctx, planKey)).id : null;
    this.access.require(ctx, planId === null ? recordPermissions.readAll : recordPermissions.read, {
      planId,
    });
    const filter = { planId, ...args };
    const page = await this.store.list(ctx, filter, args);
    return {
      page: { ...page, items: page.items.map(entryModel) },
      count: () => this.store.count(ctx, filter),
    };
  }
}

function entryModel(row: RecordRow): RecordEntryModel {
  const erased = row.actorDigest !== null && row.actorSalt === null ? row.actorId : null;
  return {
    id: row.id,
    at: row.at,
    action: row.action,
    actor: {
      kind: row.actorKind,
      name: row.actorName,
      // A pseudonym is made at the moment of the erasure; its last letters tell two of one day apart.
      pseudonym: erased && erased.slice(-4),
      erasedAt: erased && new Date(decodeTime(erased)).toISOString(),
    },
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    before: row.before,
    after: row.after,
    reason: row.reason,
    reasonErased: row.reasonDigest !== null && row.reasonSalt === null,
    seq: row.seq,
  };
}
