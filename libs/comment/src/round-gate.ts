import { Injectable } from '@nestjs/common';
import { participationLack, roundState, RoundStore } from '@rapfang/consultation';
import { Clock, type Ctx, type Instant } from '@rapfang/platform';
import type { CommentRow } from './comment-sql.js';
import type { RoundFacts } from './comment.rules.js';

type Placed = Pick<CommentRow, 'planId' | 'sectionId' | 'roundId'>;

/** The round a comment came in, at the moment `at`. */
export type OwnRound = Pick<RoundFacts, 'open' | 'judgedFirst'> & { at: Instant };

/** What the rounds say about acts on a comment, now. */
@Injectable()
export class RoundGate {
  constructor(
    private readonly clock: Clock,
    private readonly rounds: RoundStore,
  ) {}

  /** A comment that came in no round, as by import, is never edited. */
  async ofOwnRound(ctx: Ctx, comment: Placed): Promise<OwnRound> {
    const at = this.clock.now();
    const round = comment.roundId ? await this.rounds.findRound(ctx, comment.roundId) : null;
    if (!round) return { at, open: false, judgedFirst: false };
    return {
      at,
      open: roundState(round, at) === 'OPEN',
      judgedFirst: round.moderationPolicy === 'BEFORE_PUBLICATION',
    };
  }

  /** @param own whether the viewer's own; another's round is not asked, as it decides about its author alone */
  async facts(ctx: Ctx, comment: Placed, own: boolean): Promise<RoundFacts> {
    const [round, takesReplies] = await Promise.all([
      own ? this.ofOwnRound(ctx, comment) : { open: false, judgedFirst: false },
      this.takesReplies(ctx, comment),
    ]);
    return { open: round.open, judgedFirst: round.judgedFirst, takesReplies };
  }

  /** One look per section, however many comments of it ask. */
  private takesReplies(ctx: Ctx, { planId, sectionId }: Placed): Promise<boolean> {
    return ctx.loaders
      .of<string, boolean>('comment.takesReplies', (keys) =>
        Promise.all(
          keys.map(async (key) => {
            const [plan, section] = key.split('/') as [string, string];
            const round = await this.rounds.findOpenRound(ctx, plan, section, this.clock.now());
            return round !== null && participationLack(round.participation, ctx.actor) === null;
          }),
        ),
      )
      .load(`${planId}/${sectionId}`);
  }
}
