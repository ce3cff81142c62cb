import { Injectable } from '@nestjs/common';
import { Clock, Database, newId, type Ctx, type Transaction } from '@rapfang/platform';
import { AuditEntryEntity } from './audit-entry.entity.js';

export interface AuditRecord {
  action: string;
  subject: { type: string; id: string };
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  reason?: string | null;
}

/** The append-only record of who did what, when and why. */
@Injectable()
export class Audit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Appends one entry in the caller's transaction: the act and its trace stand or fall together. */
  async append(ctx: Ctx & { tx: Transaction }, record: AuditRecord): Promise<void> {
    this.database.insertAtCommit(ctx, AuditEntryEntity, {
      id: newId(),
      at: this.clock.now(),
      actorKind: ctx.actor.kind,
      actorId: ctx.actor.id,
      action: record.action,
      subjectType: record.subject.type,
      subjectId: record.subject.id,
      before: record.before ?? null,
      after: record.after ?? null,
      reason: record.reason ?? null,
      requestId: ctx.requestId,
    });
  }
}
