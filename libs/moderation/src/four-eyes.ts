import { Injectable } from '@nestjs/common';
import { RoundStore } from '@rapfang/consultation';
import type { Ctx } from '@rapfang/platform';

/** In which rounds one person alone must not refuse. */
@Injectable()
export class FourEyes {
  constructor(private readonly rounds: RoundStore) {}

  /** Those of the rounds whose refusals need a second moderator. */
  async among(ctx: Ctx, roundIds: readonly (string | null)[]): Promise<Set<string>> {
    const ids = [...new Set(roundIds.filter((id) => id !== null))];
    const rounds = await Promise.all(ids.map((id) => this.rounds.findRound(ctx, id)));
    return new Set(rounds.filter((round) => round?.fourEyes === 1).map((round) => round?.id as string));
  }
}
