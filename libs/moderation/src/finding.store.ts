import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Sql } from '@rapfang/comment';
import { Database, newId, type Ctx, type Instant, type Transaction } from '@rapfang/platform';
import type { CheckName, CheckVerdict } from './check.kinds.js';
import { ModerationFindingEntity } from './moderation-finding.entity.js';

/** Comments whose present text a check found something in; a condition over `comment c`. */
export function foundBy(check: CheckName): Sql {
  return {
    text: `EXISTS (SELECT 1 FROM moderation_finding f
      WHERE f.comment_id = c.id AND f.revision = c.revision AND f.check_name = ?)`,
    values: [check],
  };
}

@Injectable()
export class FindingStore {
  constructor(private readonly database: Database) {}

  async insert(
    ctx: Ctx & { tx: Transaction },
    of: { planId: string; commentId: string; revision: number; at: Instant },
    findings: readonly CheckVerdict[],
  ): Promise<void> {
    const rows = findings.map(({ check, outcome, evidence }, position) => ({
      ...of,
      id: newId(),
      position,
      checkName: check,
      outcome: outcome as ModerationFindingEntity['outcome'],
      evidence: evidence ?? { rule: 'FOUND' as const },
    }));
    await this.database.insertRows(ctx, ModerationFindingEntity, rows);
  }

  /** All findings of these comments, in every revision, in the order in which the checks spoke. */
  listOf(ctx: Pick<Ctx, 'tx'>, commentIds: readonly string[]): Promise<ModerationFindingEntity[]> {
    return this.database.manager(ctx).find(ModerationFindingEntity, {
      where: { commentId: In([...commentIds]) },
      order: { commentId: 'ASC', revision: 'ASC', position: 'ASC' },
    });
  }

  /** Those of the comments that checks alone hold: no moderator decided, no readers' reports wait. */
  async listHeldByChecks(ctx: Pick<Ctx, 'tx'>, commentIds: readonly string[]): Promise<Set<string>> {
    if (commentIds.length === 0) return new Set();
    const rows: { id: string }[] = await this.database.manager(ctx).query(
      `SELECT c.id AS id FROM comment c
       WHERE c.id IN (${commentIds.map(() => '?').join(', ')}) AND c.state = 'HELD'
         AND EXISTS (SELECT 1 FROM moderation_finding f
           WHERE f.comment_id = c.id AND f.revision = c.revision AND (f.outcome = 'HOLD' OR f.evidence LIKE '%NOT_RUN%'))
         AND NOT EXISTS (SELECT 1 FROM moderation_decision d WHERE d.comment_id = c.id AND d.to_state = 'HELD')
         AND NOT EXISTS (SELECT 1 FROM comment_report r
           WHERE r.comment_id = c.id AND r.raised_at IS NOT NULL AND r.resolved_at IS NULL)`,
      [...commentIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
