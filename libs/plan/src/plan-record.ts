import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Events, type Ctx, type Transaction } from '@rapfang/platform';
import type { PlanVersionEvent } from './plan.events.js';

/** Keeps the trace of an act on a version: audit entry and event, in the act's transaction. */
@Injectable()
export class PlanRecord {
  constructor(
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  async keep(ctx: Ctx & { tx: Transaction }, type: string, payload: PlanVersionEvent): Promise<void> {
    await this.audit.append(ctx, {
      action: type,
      subject: { type: 'planVersion', id: payload.versionId },
      planId: payload.planId,
      after: payload,
    });
    await this.events.emit(ctx, { type, stream: null, payload });
  }
}
