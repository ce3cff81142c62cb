import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { Database, DomainError, ErrorCode, invalid, newId, type Ctx } from '@rapfang/platform';
import { Deciding, type Choice, type Decided, type Judging } from './deciding.js';
import { moderationPermissions } from './moderation.permissions.js';
import { checkedReason } from './moderation.rules.js';

export type DecideInput = Choice & Judging;

/** Most comments decided in one go. */
export const BULK_MOST = 200;
/** Decided in one transaction: short enough that nobody waits for it. */
const CHUNK = 50;

/** Decisions about comments. Each is on record with its reason, and two moderators never collide. */
@Injectable()
export class ModerationService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly deciding: Deciding,
  ) {}

  /**
   * Publishes, holds, refuses or hides a comment; in a round with the four-eyes rule a refusal is first
   * proposed and then, by another, confirmed.
   * @returns the entry's id, by which the decision can be taken back
   * @throws DomainError CONFLICT with `{ rule, state, revision, byName }` when somebody was faster or works
   *   on it, VALIDATION when the decision does not fit or lacks its reason, FORBIDDEN, NOT_FOUND
   */
  async decide(ctx: Ctx, input: DecideInput): Promise<string> {
    // Judged before the throw leaves the transaction: what the loser hears is what the winner left.
    return this.database.transaction(ctx, async (ctx) => {
      const [decided] = await this.deciding.decide(ctx, [input], input, null);
      return this.entryOf(ctx, decided as Decided, input);
    });
  }

  /**
   * One decision and one reason for many; each is judged by itself and none is half done. What was said
   * twice counts once.
   * @param choices up to 200
   * @returns the act, by which all of it can be taken back, and what became of each
   * @throws DomainError VALIDATION on `comments` or the reason: then nothing is done
   */
  async decideMany(
    ctx: Ctx,
    choices: readonly Choice[],
    judging: Judging,
  ): Promise<{ actId: string; results: Decided[] }> {
    const once = [...new Map(choices.map((choice) => [choice.commentId, choice])).values()];
    if (once.length === 0) throw invalid('comments', 'required');
    if (once.length > BULK_MOST) throw invalid('comments', 'maxItems', { limit: BULK_MOST });
    // A confirmation may do without; whatever else owes a reason owes it before anything is done.
    const { decision, reasonCode, reasonText } = judging;
    if (reasonCode || (decision !== 'PUBLISH' && decision !== 'REFUSE'))
      checkedReason(decision, reasonCode, reasonText);
    const actId = newId();
    const results: Decided[] = [];
    for (let from = 0; from < once.length; from += CHUNK) {
      const some = once.slice(from, from + CHUNK);
      results.push(
        ...(await this.database.transaction(ctx, (ctx) => this.deciding.decide(ctx, some, judging, actId))),
      );
    }
    return { actId, results };
  }

  private entryOf(ctx: Ctx, decided: Decided, { decision }: DecideInput): string {
    const { outcome, entryId, rule, state, revision, byName } = decided;
    if (outcome === 'DONE' && entryId) return entryId;
    if (outcome === 'NOT_FOUND') throw new DomainError(ErrorCode.NOT_FOUND, { field: 'commentId' });
    if (outcome === 'CONFLICT')
      throw new DomainError(ErrorCode.CONFLICT, {
        field: 'commentId',
        params: {
          rule: rule as string,
          ...(state && { state }),
          ...(revision && { revision }),
          ...(byName && { byName }),
        },
      });
    if (rule === 'permission') {
      // On which plan it is not held does not matter for the wording: guests are asked to sign in.
      this.access.require(ctx, moderationPermissions.decide, { planId: null, decision });
      throw new DomainError(ErrorCode.FORBIDDEN, {
        params: { permission: moderationPermissions.decide.name },
      });
    }
    if (rule === 'ownProposal') throw new DomainError(ErrorCode.FORBIDDEN, { params: { rule } });
    throw invalid('decision', rule === 'decision' ? 'state' : (rule as string), { ...(state && { state }) });
  }
}
