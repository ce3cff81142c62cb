import { Injectable } from '@nestjs/common';
import { Access, type ErasureRule } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import { RoundStore, type RoundEntity } from '@rapfang/consultation';
import { PlanStore } from '@rapfang/plan';
import { Database, DomainError, ErrorCode, invalid, type Ctx, type Transaction } from '@rapfang/platform';
import { commentPermissions } from './comment.permissions.js';

export interface SetRoundErasureRule {
  planKey: string;
  roundKey: string;
  erasureRule: ErasureRule;
  reason: string;
}

/**
 * What becomes of published texts when their author's data is erased. People comment trusting the rule that
 * was stated, so once there are comments it changes in favour of their authors only.
 */
@Injectable()
export class ErasureRuleService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly plans: PlanStore,
    private readonly rounds: RoundStore,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError NOT_FOUND, FORBIDDEN, ERASURE_RULE_PROMISED; VALIDATION on `reason` */
  async setRoundErasureRule(ctx: Ctx, input: SetRoundErasureRule): Promise<RoundEntity> {
    const plan = await this.plans.getPlanByKey(ctx, input.planKey);
    this.access.require(ctx, commentPermissions.setErasureRule, { planId: plan.id });
    const reason = input.reason.trim();
    if (!reason) throw invalid('reason', 'required');
    const { erasureRule } = input;
    return this.database.transaction(ctx, async (ctx) => {
      const round = await this.rounds.findRoundByKey(ctx, plan.id, input.roundKey);
      if (!round) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'roundKey' });
      if (round.erasureRule === erasureRule) return round;
      if (erasureRule === 'KEEP_PUBLIC_TEXT' && (await this.hasComments(ctx, round.id)))
        throw new DomainError(ErrorCode.ERASURE_RULE_PROMISED, { field: 'erasureRule' });
      await this.rounds.setErasureRule(ctx, round.id, erasureRule);
      await this.audit.append(ctx, {
        action: 'round.erasureRuleSet',
        subject: { type: 'round', id: round.id },
        planId: plan.id,
        before: { erasureRule: round.erasureRule },
        after: { erasureRule },
        reason,
      });
      return { ...round, erasureRule };
    });
  }

  private async hasComments(ctx: Ctx & { tx: Transaction }, roundId: string): Promise<boolean> {
    const rows: unknown[] = await this.database
      .writing(ctx)
      .query('SELECT 1 AS one FROM comment WHERE round_id = ? LIMIT 1', [roundId]);
    return rows.length > 0;
  }
}
