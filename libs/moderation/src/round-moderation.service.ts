import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import {
  RoundStore,
  type CheckLimit,
  type ModerationPolicy,
  type RoundChecks,
  type RoundEntity,
} from '@rapfang/consultation';
import { PlanStore } from '@rapfang/plan';
import { Database, DomainError, ErrorCode, invalid, type Ctx } from '@rapfang/platform';
import { CheckName } from './check.kinds.js';
import { limitOf } from './checks.rules.js';
import { checkPermissions } from './check.permissions.js';

export interface RoundModerationSettings {
  policy: ModerationPolicy;
  checks: readonly { check: CheckName; limit: CheckLimit }[];
  fourEyes: boolean;
  reportsOpen: boolean;
  reportThreshold: number;
  reportsHold: boolean;
}

export interface SetRoundModeration extends RoundModerationSettings {
  planKey: string;
  roundKey: string;
  reason: string;
}

export function settingsOf(round: RoundEntity): RoundModerationSettings {
  return {
    policy: round.moderationPolicy,
    checks: Object.values(CheckName).map((check) => ({ check, limit: limitOf(round.checks, check) })),
    fourEyes: round.fourEyes === 1,
    reportsOpen: round.reportsOpen === 1,
    reportThreshold: round.reportThreshold,
    reportsHold: round.reportsHold === 1,
  };
}

/** How a round is moderated; a change counts for what comes after it. */
@Injectable()
export class RoundModerationService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly plans: PlanStore,
    private readonly rounds: RoundStore,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError NOT_FOUND, FORBIDDEN; VALIDATION on `reason` */
  async setRoundModeration(ctx: Ctx, input: SetRoundModeration): Promise<RoundEntity> {
    const plan = await this.plans.getPlanByKey(ctx, input.planKey);
    this.access.require(ctx, checkPermissions.setRound, { planId: plan.id });
    const reason = input.reason.trim();
    if (!reason) throw invalid('reason', 'required');
    return this.database.transaction(ctx, async (ctx) => {
      const round = await this.rounds.findRoundByKey(ctx, plan.id, input.roundKey);
      if (!round) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'roundKey' });
      const before = settingsOf(round);
      const given = new Map(input.checks.map(({ check, limit }) => [check, limit]));
      // What is not named stays as it is.
      const checks: RoundChecks = Object.fromEntries(
        before.checks.map(({ check, limit }) => [check, given.get(check) ?? limit]),
      );
      const change = {
        moderationPolicy: input.policy,
        checks,
        fourEyes: Number(input.fourEyes),
        reportsOpen: Number(input.reportsOpen),
        reportThreshold: input.reportThreshold,
        reportsHold: Number(input.reportsHold),
      };
      await this.rounds.setModeration(ctx, round.id, change);
      const changed = { ...round, ...change };
      await this.audit.append(ctx, {
        action: 'round.moderationSet',
        subject: { type: 'round', id: round.id },
        planId: plan.id,
        before: forRecord(before),
        after: forRecord(settingsOf(changed)),
        reason,
      });
      return changed;
    });
  }
}

function forRecord({ checks, ...settings }: RoundModerationSettings): Record<string, unknown> {
  return { ...settings, ...Object.fromEntries(checks.map(({ check, limit }) => [check, limit])) };
}
