import { Injectable } from '@nestjs/common';
import { RoundStore } from '@rapfang/consultation';
import type { Ctx, Instant } from '@rapfang/platform';
import type { CommentRow } from './comment-sql.js';
import { Judges, type Verdict } from './judges.js';
import { RoundGate, type OwnRound } from './round-gate.js';

/** Whether a comment may be edited now, and what the checks say of its new text. */
@Injectable()
export class EditGate {
  constructor(
    private readonly gate: RoundGate,
    private readonly rounds: RoundStore,
    private readonly judges: Judges,
  ) {}

  ofOwnRound(ctx: Ctx, comment: CommentRow): Promise<OwnRound> {
    return this.gate.ofOwnRound(ctx, comment);
  }

  async judge(ctx: Ctx, edited: CommentRow, body: string, at: Instant): Promise<Verdict> {
    const round = edited.roundId ? await this.rounds.findRound(ctx, edited.roundId) : null;
    return this.judges.judge(ctx, { body, place: edited, round, at, edited });
  }
}
