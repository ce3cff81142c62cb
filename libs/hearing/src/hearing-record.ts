import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import { Events, type Ctx, type Transaction } from '@rapfang/platform';
import type { HearingEntity } from './hearing.entity.js';
import { HearingEvent, hearingStream } from './hearing.events.js';

type Writing = Ctx & { tx: Transaction };
type Facts = Record<string, string | number | boolean | null>;

/** Asks the permission for an act on a hearing, and writes the act down: for the record, and for those in the room. */
@Injectable()
export class HearingRecord {
  constructor(
    readonly access: Access,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /** The set-up or the agenda changed. */
  async prepared(ctx: Writing, hearing: HearingEntity, action: string): Promise<void> {
    const { id, revision, startsAt, endsAt } = hearing;
    await this.audit.append(ctx, {
      action,
      subject: { type: 'hearing', id },
      after: { revision, startsAt, endsAt },
    });
    await this.tell(ctx, hearing, HearingEvent.PREPARED);
  }

  /** State, item or settings changed. */
  async changed(
    ctx: Writing,
    hearing: HearingEntity,
    action: string,
    before: Facts,
    after: Facts,
    reason: string | null = null,
  ): Promise<void> {
    await this.audit.append(ctx, {
      action,
      subject: { type: 'hearing', id: hearing.id },
      before,
      after,
      reason,
    });
    await this.tell(ctx, hearing, HearingEvent.CHANGED);
  }

  private async tell(ctx: Writing, hearing: HearingEntity, type: string): Promise<void> {
    await this.events.emit(ctx, {
      type,
      stream: hearingStream(hearing.id),
      payload: { hearingId: hearing.id, planId: hearing.planId },
    });
  }
}
