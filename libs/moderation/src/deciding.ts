import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import {
  CommentStateService,
  CommentStore,
  isStaff,
  replacedBy,
  type CommentRow,
  type CommentState,
  type ReasonCode,
} from '@rapfang/comment';
import { Clock, DomainError, type Ctx, type Transaction } from '@rapfang/platform';
import { AppealStore } from './appeal.store.js';
import { FourEyes } from './four-eyes.js';
import { isConflict, judge, LETTER_SECONDS, reverses, type Refusal, type Standing } from './judge.rules.js';
import { ModerationRecord } from './moderation-record.js';
import { moderationPermissions } from './moderation.permissions.js';
import { checkedReason, type Decision, type Reason } from './moderation.rules.js';
import { ModerationStore } from './moderation.store.js';
import type { ModerationProposalEntity } from './proposal.entity.js';
import { QueueStore } from './queue.store.js';

type Writing = Ctx & { tx: Transaction };

/** A comment to be decided on, as the moderator saw it. */
export interface Choice {
  commentId: string;
  /** When the comment is in another state by now, nothing is done. */
  expectedState: CommentState;
  /** The text that the moderator read. */
  expectedRevision: number;
}

export interface Judging {
  decision: Decision;
  reasonCode?: ReasonCode | null;
  reasonText?: string | null;
}

export const BulkOutcome = {
  DONE: 'DONE',
  /** Somebody was first, or works on it now. */
  CONFLICT: 'CONFLICT',
  NOT_ALLOWED: 'NOT_ALLOWED',
  NOT_FOUND: 'NOT_FOUND',
} as const;
export type BulkOutcome = keyof typeof BulkOutcome;

/** Why nothing was done: `reason` is one that this comment owes and that was not given. */
export type Rule = Refusal | 'permission' | 'reason';

/** What became of one comment. */
export interface Decided {
  commentId: string;
  outcome: BulkOutcome;
  rule: Rule | null;
  state: CommentState | null;
  revision: number | null;
  /** Who was first, or who works on it. */
  byName: string | null;
  /** Its entry in the log. */
  entryId: string | null;
}

/** What deciding needs of the comment room. */
@Injectable()
export class CommentRooms {
  constructor(
    readonly service: CommentStateService,
    readonly store: CommentStore,
  ) {}
}

/** The tables of this room. */
@Injectable()
export class ModerationStores {
  constructor(
    readonly log: ModerationStore,
    readonly queue: QueueStore,
    readonly appeals: AppealStore,
    readonly fourEyes: FourEyes,
    readonly clock: Clock,
  ) {}
}

/** Judges and applies one decision to many comments, each by itself. The one way by which a moderator changes a state. */
@Injectable()
export class Deciding {
  constructor(
    private readonly access: Access,
    private readonly comments: CommentRooms,
    private readonly stores: ModerationStores,
    private readonly record: ModerationRecord,
  ) {}

  /**
   * Must be the first that its transaction does: whoever comes second waits for the comments' locks and
   * then reads what the first one left.
   * @param batchId shared by their entries in the log; null for one decided alone
   * @returns one for each choice, in their order
   * @throws DomainError VALIDATION when one decided alone lacks its reason
   */
  async decide(
    ctx: Writing,
    choices: readonly Choice[],
    judging: Judging,
    batchId: string | null,
  ): Promise<Decided[]> {
    const rows = await this.comments.store.lockByIds(
      ctx,
      choices.map(({ commentId }) => commentId),
    );
    const found = new Map(rows.filter((row) => readable(ctx, row)).map((row) => [row.id, row]));
    const standings = await this.standings(ctx, [...found.values()]);
    const results: Decided[] = [];
    for (const choice of choices) {
      const comment = found.get(choice.commentId);
      const standing = standings.get(choice.commentId);
      results.push(
        comment && standing
          ? await this.one(ctx, comment, standing, choice, judging, batchId)
          : notFound(choice.commentId),
      );
    }
    const done = results.filter(({ outcome }) => outcome === 'DONE').map(({ commentId }) => commentId);
    await this.stores.queue.dropClaims(ctx, done);
    return this.nameWinners(ctx, results);
  }

  private async one(
    ctx: Writing,
    comment: CommentRow,
    { proposed, claimedBy, ...standing }: Found,
    choice: Choice,
    judging: Judging,
    batchId: string | null,
  ): Promise<Decided> {
    const { id: commentId, planId, state, revision } = comment;
    const { decision } = judging;
    const refused = (rule: Rule): Decided => ({
      commentId,
      outcome: isConflict(rule) ? 'CONFLICT' : 'NOT_ALLOWED',
      rule,
      state,
      revision,
      byName: rule === 'claimed' ? claimedBy : null,
      entryId: null,
    });
    if (!this.access.may(ctx, moderationPermissions.decide, { planId, decision }))
      return refused('permission');
    const judged = judge(standing, { actorId: ctx.actor.id, ...choice, decision });
    if ('refused' in judged) return refused(judged.refused);
    const { act, to } = judged;
    const reason = reasonOf(judging, act === 'CONFIRM' ? proposed : null, comment);
    if (reason instanceof DomainError) {
      if (batchId === null) throw reason;
      return refused('reason');
    }
    const entry = {
      act,
      decision,
      fromState: state,
      toState: to,
      reasonCode: reason.code,
      reasonText: reason.text,
      batchId,
    };
    const entryId =
      act === 'PROPOSE'
        ? await this.propose(ctx, comment, entry)
        : await this.change(ctx, comment, entry, proposed);
    return { commentId, outcome: 'DONE', rule: null, state: to, revision, byName: null, entryId };
  }

  private async propose(
    ctx: Writing,
    comment: CommentRow,
    entry: Parameters<ModerationRecord['write']>[2],
  ): Promise<string> {
    const at = this.stores.clock.now();
    const decisionId = await this.record.write(ctx, comment, { ...entry, at });
    await this.stores.queue.dropProposal(ctx, comment.id);
    await this.stores.queue.putProposal(ctx, {
      commentId: comment.id,
      planId: comment.planId,
      decisionId,
      actorId: ctx.actor.id,
      actorName: ctx.actor.displayName,
      reasonCode: entry.reasonCode as ReasonCode,
      reasonText: entry.reasonText,
      revision: comment.revision,
      at,
    });
    return decisionId;
  }

  private async change(
    ctx: Writing,
    comment: CommentRow,
    entry: Parameters<ModerationRecord['write']>[2],
    proposed: ModerationProposalEntity | null,
  ): Promise<string> {
    const { fromState, toState, reasonCode, reasonText } = entry;
    const changed = await this.comments.service.changeState(ctx, {
      commentId: comment.id,
      expectedState: fromState,
      to: toState,
      reasonCode,
      reasonText,
      tellAt: this.stores.clock.in(LETTER_SECONDS),
    });
    if (proposed) await this.stores.queue.dropProposal(ctx, comment.id);
    return this.record.write(ctx, comment, {
      ...entry,
      replaced: replacedBy(comment),
      at: changed.stateChangedAt as string,
    });
  }

  /** All that judging depends on, in four statements however many there are. */
  private async standings(ctx: Writing, rows: readonly CommentRow[]): Promise<Map<string, Found>> {
    const { queue, appeals, fourEyes, clock } = this.stores;
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return new Map();
    const claims = new Map((await queue.claimsOf(ctx, ids, clock.now())).map((row) => [row.commentId, row]));
    const proposals = new Map((await queue.proposalsOf(ctx, ids)).map((row) => [row.commentId, row]));
    const appealed = new Set(
      (await appeals.listOf(ctx, ids))
        .filter(({ state }) => state === 'OPEN')
        .map(({ commentId }) => commentId),
    );
    const strict = await fourEyes.among(
      ctx,
      rows.map(({ roundId }) => roundId),
    );
    return new Map(
      rows.map((row) => {
        const claim = claims.get(row.id) ?? null;
        const proposal = proposals.get(row.id);
        // A proposal speaks of one text: of another it says nothing.
        const proposed = proposal?.revision === row.revision ? proposal : null;
        const found = {
          state: row.state,
          revision: row.revision,
          fourEyes: row.roundId !== null && strict.has(row.roundId),
          claim,
          claimedBy: claim?.actorName ?? null,
          proposal: proposed,
          proposed,
          appealOpen: appealed.has(row.id),
        };
        return [row.id, found];
      }),
    );
  }

  private async nameWinners(ctx: Writing, results: Decided[]): Promise<Decided[]> {
    const lost = results.filter(({ rule }) => rule === 'state').map(({ commentId }) => commentId);
    if (lost.length === 0) return results;
    const logs = Map.groupBy(await this.stores.log.listOf(ctx, lost), ({ commentId }) => commentId);
    return results.map((result) => {
      const last = result.rule === 'state' ? logs.get(result.commentId)?.at(-1) : null;
      return last && last.toState === result.state ? { ...result, byName: last.actorName } : result;
    });
  }
}

type Found = Standing & { proposed: ModerationProposalEntity | null; claimedBy: string | null };

/** A confirmation without words of its own stands on those of the proposal. An error where one is owed. */
function reasonOf(
  { decision, reasonCode, reasonText }: Judging,
  proposed: ModerationProposalEntity | null,
  { state }: CommentRow,
): Reason | DomainError {
  if (proposed && !reasonCode) return { code: proposed.reasonCode, text: proposed.reasonText };
  try {
    return checkedReason(decision, reasonCode, reasonText, reverses(state, decision));
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** What may not be read looks like what does not exist. */
export function readable(ctx: Ctx, { state, planId }: CommentRow): boolean {
  return state === 'PUBLISHED' || ctx.actor.kind === 'system' || isStaff(ctx.actor, planId);
}

function notFound(commentId: string): Decided {
  return {
    commentId,
    outcome: 'NOT_FOUND',
    rule: null,
    state: null,
    revision: null,
    byName: null,
    entryId: null,
  };
}
