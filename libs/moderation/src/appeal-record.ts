import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Events, type Ctx, type Transaction } from '@rapfang/platform';
import type { ModerationAppealEntity } from './appeal.entity.js';
import { ModerationEvent } from './moderation.events.js';

/** Writes appeals down: once for the record, once for those who listen. Texts stay in their table. */
@Injectable()
export class AppealRecord {
  constructor(
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  async appealed(ctx: Ctx & { tx: Transaction }, appeal: ModerationAppealEntity): Promise<void> {
    await this.audit.append(ctx, {
      action: ModerationEvent.APPEALED,
      subject: { type: 'comment', id: appeal.commentId },
      planId: appeal.planId,
      before: null,
      after: { appeal: appeal.id, against: appeal.against },
    });
    await this.tell(ctx, ModerationEvent.APPEALED, appeal);
  }

  /** That it was decided is on record with the decision: `moderation.appealUpheld`, or the publication. */
  async decided(ctx: Ctx & { tx: Transaction }, appeal: ModerationAppealEntity): Promise<void> {
    await this.audit.append(ctx, {
      action: ModerationEvent.APPEAL_DECIDED,
      subject: { type: 'comment', id: appeal.commentId },
      planId: appeal.planId,
      before: { appeal: appeal.id, state: 'OPEN' },
      after: { appeal: appeal.id, state: appeal.state },
      reason: appeal.reasonText,
    });
    await this.tell(ctx, ModerationEvent.APPEAL_DECIDED, appeal);
  }

  private async tell(
    ctx: Ctx & { tx: Transaction },
    type: string,
    { id, commentId, planId }: ModerationAppealEntity,
  ): Promise<void> {
    await this.events.emit(ctx, { type, stream: null, payload: { appealId: id, commentId, planId } });
  }
}
