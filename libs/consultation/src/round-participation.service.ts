import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import { PlanStore } from '@rapfang/plan';
import { Database, DomainError, ErrorCode, invalid, type Ctx } from '@rapfang/platform';
import { consultationPermissions } from './consultation.permissions.js';
import type { RoundEntity } from './round.entity.js';
import type { Participation } from './round.rules.js';
import { RoundStore } from './round.store.js';

export interface SetRoundParticipation {
  planKey: string;
  roundKey: string;
  participation: Participation;
  reason: string;
}

/** Who may take part in a round; a change counts for what is sent after it. */
@Injectable()
export class RoundParticipationService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly plans: PlanStore,
    private readonly rounds: RoundStore,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError NOT_FOUND, FORBIDDEN; VALIDATION on `reason` */
  async setRoundParticipation(ctx: Ctx, input: SetRoundParticipation): Promise<RoundEntity> {
    const plan = await this.plans.getPlanByKey(ctx, input.planKey);
    this.access.require(ctx, consultationPermissions.setParticipation, { planId: plan.id });
    const reason = input.reason.trim();
    if (!reason) throw invalid('reason', 'required');
    const { participation } = input;
    return this.database.transaction(ctx, async (ctx) => {
      const round = await this.rounds.findRoundByKey(ctx, plan.id, input.roundKey);
      if (!round) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'roundKey' });
      await this.rounds.setParticipation(ctx, round.id, participation);
      await this.audit.append(ctx, {
        action: 'round.participationSet',
        subject: { type: 'round', id: round.id },
        planId: plan.id,
        before: { participation: round.participation },
        after: { participation },
        reason,
      });
      return { ...round, participation };
    });
  }
}
