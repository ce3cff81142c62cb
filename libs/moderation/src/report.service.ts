import { Injectable } from '@nestjs/common';
import { Access, authorKey } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import { CommentStateService, CommentStore, isStaff, type CommentRow } from '@rapfang/comment';
import { ROUND_MODERATION, RoundStore } from '@rapfang/consultation';
import {
  Clock,
  Database,
  DomainError,
  ErrorCode,
  invalid,
  Limits,
  newId,
  systemContext,
  type Ctx,
  type Transaction,
} from '@rapfang/platform';
import { checkPermissions } from './check.permissions.js';
import { checkedReportText, isCounted, isRaisedBy, type ReportReason } from './report.rules.js';
import { ReportStore } from './report.store.js';

export interface NewReport {
  commentId: string;
  reason: ReportReason;
  text?: string | null;
}

const REPORTS = { name: 'moderation.report', points: 10, seconds: 3600 };
/** A whole office sits behind one address. */
const REPORTS_OF_ADDRESS = { name: 'moderation.report.address', points: 100, seconds: 3600 };
const PAST_SECONDS = 90 * 86_400;

/** What a report is about. */
@Injectable()
export class Reported {
  constructor(
    readonly comments: CommentStore,
    readonly states: CommentStateService,
    readonly rounds: RoundStore,
    readonly reports: ReportStore,
    readonly limits: Limits,
  ) {}
}

/** Readers say that a comment should be looked at; enough of them bring it back to the desk. */
@Injectable()
export class ReportService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly about: Reported,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a report; the same reader's second one on a comment changes nothing.
   * @throws DomainError NOT_FOUND, RATE_LIMITED; VALIDATION on `text`, or on `commentId` where it cannot be
   *   reported: not published, the own one, or the round takes no reports
   */
  async reportComment(ctx: Ctx, input: NewReport): Promise<void> {
    const text = checkedReportText(input.reason, input.text);
    const reporterKey = authorKey(ctx.actor);
    await this.about.limits.use(REPORTS, reporterKey);
    await this.about.limits.use(REPORTS_OF_ADDRESS, ctx.address);
    await this.database.transaction(ctx, async (ctx) => {
      const { reports, comments } = this.about;
      // Locked, so that of two reports at once one is the one that reaches the threshold.
      const comment = await comments.lockById(ctx, input.commentId, 'commentId');
      await this.requireReportable(ctx, comment);
      if (await reports.hasReported(ctx, comment.id, reporterKey)) return;
      const at = this.clock.now();
      const signedIn = ctx.actor.kind === 'person';
      const past = signedIn
        ? await reports.pastOf(ctx, reporterKey, this.clock.in(-PAST_SECONDS))
        : { dismissed: 0, acted: 0 };
      const { reason } = input;
      await reports.insert(ctx, {
        ...{ id: newId(), planId: comment.planId, commentId: comment.id, reporterKey, reason, text, at },
        ...{ signedIn: Number(signedIn), counted: Number(isCounted(signedIn, past)) },
        ...{ raisedAt: null, resolvedAt: null, resolution: null, resolvedBy: null },
      });
      // Who reported and in what words stays with the report, which can be erased.
      await this.audit.append(ctx, {
        action: 'comment.reported',
        subject: { type: 'comment', id: comment.id },
        planId: comment.planId,
        after: { code: reason },
      });
      await this.raise(ctx, comment);
    });
  }

  /**
   * A moderator has looked at the reports and leaves the comment as it is; one that they held is public again.
   * @throws DomainError NOT_FOUND, FORBIDDEN, CONFLICT when no report is open; VALIDATION on `reason`
   */
  async dismissReports(ctx: Ctx, commentId: string, reason: string): Promise<void> {
    const words = reason.trim();
    await this.database.transaction(ctx, async (ctx) => {
      const comment = await this.about.comments.lockById(ctx, commentId, 'commentId');
      if (!isStaff(ctx.actor, comment.planId) && comment.state !== 'PUBLISHED')
        throw new DomainError(ErrorCode.NOT_FOUND, { field: 'commentId' });
      this.access.require(ctx, checkPermissions.resolveReports, comment);
      if (!words) throw invalid('reason', 'required');
      const { isRaised } = await this.about.reports.open(ctx, commentId);
      const resolved = await this.settle(ctx, comment, 'DISMISSED', words);
      if (resolved === 0) throw new DomainError(ErrorCode.CONFLICT, { field: 'commentId' });
      if (comment.state !== 'HELD' || !isRaised || comment.publishedAt === null) return;
      await this.about.states.changeState(ctx, {
        ...{ commentId, expectedState: 'HELD', to: 'PUBLISHED', reasonText: words },
      });
    });
  }

  /** Ends the open reports of a comment with a moderator's decision; on record where there were any. */
  async settle(
    ctx: Ctx & { tx: Transaction },
    comment: Pick<CommentRow, 'id' | 'planId'>,
    resolution: 'DISMISSED' | 'ACTED',
    reason: string | null,
  ): Promise<number> {
    const by = { resolution, resolvedAt: this.clock.now(), resolvedBy: ctx.actor.id };
    const reports = await this.about.reports.resolve(ctx, comment.id, by);
    if (reports > 0) {
      await this.audit.append(ctx, {
        action: 'reports.resolved',
        subject: { type: 'comment', id: comment.id },
        planId: comment.planId,
        after: { resolution, reports },
        reason,
      });
    }
    return reports;
  }

  /** @throws DomainError NOT_FOUND, VALIDATION on `commentId` */
  private async requireReportable(ctx: Ctx, comment: CommentRow): Promise<void> {
    if (comment.state !== 'PUBLISHED') {
      if (comment.shown === 0) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'commentId' });
      throw invalid('commentId', 'published');
    }
    if (comment.authorKey === authorKey(ctx.actor)) throw invalid('commentId', 'own');
    const round = comment.roundId ? await this.about.rounds.findRound(ctx, comment.roundId) : null;
    if (round?.reportsOpen === 0) throw invalid('commentId', 'reportsClosed');
  }

  private async raise(ctx: Ctx & { tx: Transaction }, comment: CommentRow): Promise<void> {
    const { reports, rounds, states } = this.about;
    const round = comment.roundId ? await rounds.findRound(ctx, comment.roundId) : null;
    const { reportThreshold, reportsHold } = round ?? ROUND_MODERATION;
    if (!isRaisedBy(await reports.open(ctx, comment.id), reportThreshold)) return;
    await reports.raise(ctx, comment.id, this.clock.now());
    const system = { ...ctx, actor: systemContext().actor };
    await this.audit.append(system, {
      action: 'reports.raised',
      subject: { type: 'comment', id: comment.id },
      planId: comment.planId,
      after: { threshold: reportThreshold, held: reportsHold === 1 },
    });
    if (reportsHold === 0) return;
    await states.holdReported(system, comment);
  }
}
