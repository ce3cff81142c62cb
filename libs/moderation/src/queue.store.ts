import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { Database, type Ctx, type Instant, type Transaction } from '@rapfang/platform';
import { ModerationClaimEntity } from './claim.entity.js';
import { ModerationProposalEntity } from './proposal.entity.js';

type Reading = Pick<Ctx, 'tx'>;
type Writing = Ctx & { tx: Transaction };

/** What stands at the desk now: claims and proposed refusals. Both are written under the lock of their comment. */
@Injectable()
export class QueueStore {
  constructor(private readonly database: Database) {}

  /** Claims of these comments that hold at `now`. */
  claimsOf(ctx: Reading, commentIds: readonly string[], now: Instant): Promise<ModerationClaimEntity[]> {
    return this.database
      .manager(ctx)
      .findBy(ModerationClaimEntity, { commentId: In([...commentIds]), expiresAt: MoreThan(now) });
  }

  /** All claims of a plan that hold at `now`; there are as many as moderators at work. */
  listClaims(ctx: Reading, planId: string, now: Instant): Promise<ModerationClaimEntity[]> {
    return this.database.manager(ctx).find(ModerationClaimEntity, {
      where: { planId, expiresAt: MoreThan(now) },
      order: { commentId: 'ASC' },
      take: 500,
    });
  }

  /** The comment's only claim from now on. */
  async putClaim(ctx: Writing, claim: ModerationClaimEntity): Promise<void> {
    const { commentId, ...rest } = claim;
    const changed = await this.database.writing(ctx).update(ModerationClaimEntity, { commentId }, rest);
    if (!changed.affected) await this.database.writing(ctx).insert(ModerationClaimEntity, claim);
  }

  /** @returns false when the actor had none */
  async dropClaim(ctx: Writing, commentId: string, actorId: string): Promise<boolean> {
    const done = await this.database.writing(ctx).delete(ModerationClaimEntity, { commentId, actorId });
    return Boolean(done.affected);
  }

  async dropClaims(ctx: Writing, commentIds: readonly string[]): Promise<void> {
    if (commentIds.length === 0) return;
    await this.database.writing(ctx).delete(ModerationClaimEntity, { commentId: In([...commentIds]) });
  }

  proposalsOf(ctx: Reading, commentIds: readonly string[]): Promise<ModerationProposalEntity[]> {
    return this.database.manager(ctx).findBy(ModerationProposalEntity, { commentId: In([...commentIds]) });
  }

  async putProposal(ctx: Writing, proposal: ModerationProposalEntity): Promise<void> {
    await this.database.writing(ctx).insert(ModerationProposalEntity, proposal);
  }

  async dropProposal(ctx: Writing, commentId: string): Promise<void> {
    await this.database.writing(ctx).delete(ModerationProposalEntity, { commentId });
  }
}
