import { Injectable } from '@nestjs/common';
import type { Ctx, Instant } from '@rapfang/platform';
import { JourneyStepKind } from './comment.kinds.js';
import type { CommentRow } from './comment-sql.js';

/** When that step was done for a comment, or null when it is not. */
export type JourneySource = (ctx: Ctx, commentId: string) => Promise<Instant | null>;

export interface JourneyStep {
  kind: JourneyStepKind;
  at: Instant | null;
  done: boolean;
}

/** The way of a comment. Higher rooms say when theirs was done: `journey.register('TAGGED', (ctx, id) => …)`. */
@Injectable()
export class Journey {
  readonly #sources = new Map<JourneyStepKind, JourneySource>();

  register(step: JourneyStepKind, source: JourneySource): void {
    this.#sources.set(step, source);
  }

  /** All five steps, in order. */
  of(ctx: Ctx, comment: CommentRow): Promise<JourneyStep[]> {
    const own: Partial<Record<JourneyStepKind, Instant | null>> = {
      RECEIVED: comment.createdAt,
      PUBLISHED: comment.publishedAt,
      ANSWERED: comment.answeredAt,
    };
    return Promise.all(
      Object.values(JourneyStepKind).map(async (kind) => {
        const at = own[kind] ?? (await this.#sources.get(kind)?.(ctx, comment.id)) ?? null;
        return { kind, at, done: at !== null };
      }),
    );
  }
}
