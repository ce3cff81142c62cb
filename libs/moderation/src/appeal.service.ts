import { Injectable } from '@nestjs/common';
import { cleanText, OwnComments } from '@rapfang/comment';
import { Database, DomainError, ErrorCode, newId, type Ctx } from '@rapfang/platform';
import type { ModerationAppealEntity } from './appeal.entity.js';
import { APPEAL_MOST, mayAppeal } from './appeal.rules.js';
import { ModerationStores } from './deciding.js';
import { AppealRecord } from './appeal-record.js';
import { appealPermissions } from './moderation.permissions.js';

export interface Appealing {
  commentId: string;
  text: string;
  receiptCode?: string | null;
}

/** An author asks for another look at what was refused or hidden. */
@Injectable()
export class AppealService {
  constructor(
    private readonly database: Database,
    private readonly own: OwnComments,
    private readonly stores: ModerationStores,
    private readonly record: AppealRecord,
  ) {}

  /**
   * @throws DomainError VALIDATION on `text`, or with rule `appealed` or `state`; NOT_FOUND, FORBIDDEN,
   *   SIGN_IN_REQUIRED, RATE_LIMITED
   */
  async appeal(ctx: Ctx, { commentId, text, receiptCode }: Appealing): Promise<ModerationAppealEntity> {
    const clean = cleanText(text, 'text', APPEAL_MOST);
    await this.own.charge(ctx, receiptCode);
    return this.database.transaction(ctx, async (ctx) => {
      const comment = await this.own.lockOwn(ctx, commentId, receiptCode, appealPermissions.appeal);
      const { planId, state } = comment;
      const [earlier] = await this.stores.appeals.listOf(ctx, [commentId]);
      if (earlier)
        throw new DomainError(ErrorCode.VALIDATION, { field: 'commentId', params: { rule: 'appealed' } });
      if (!mayAppeal(state, false))
        throw new DomainError(ErrorCode.VALIDATION, { field: 'commentId', params: { rule: 'state', state } });
      const appeal: ModerationAppealEntity = {
        id: newId(),
        planId,
        commentId,
        against: state,
        text: clean,
        at: this.stores.clock.now(),
        state: 'OPEN',
        deciderId: null,
        deciderName: null,
        reasonText: null,
        decidedAt: null,
      };
      await this.stores.appeals.insert(ctx, appeal);
      await this.record.appealed(ctx, appeal);
      return appeal;
    });
  }
}
