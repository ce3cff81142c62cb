import { Injectable, Logger } from '@nestjs/common';
import type { RoundEntity } from '@rapfang/consultation';
import type { Ctx, Instant, Transaction } from '@rapfang/platform';
import type { ReasonCode } from './comment.kinds.js';
import type { CommentRow } from './comment-sql.js';

/** A text that is about to be public, and what there is to know of it. */
export interface TextToJudge {
  body: string;
  place: Pick<CommentRow, 'planId' | 'sectionId' | 'authorKey' | 'depth'>;
  /** The round it came in; null for one that came in none. */
  round: RoundEntity | null;
  at: Instant;
  /** The comment as it stands, when its text is changed. */
  edited: CommentRow | null;
}

export interface Verdict {
  /** Why it is held for a person; null when nothing holds it. */
  hold: ReasonCode | null;
  /** Judging went wrong: nobody knows, so a person has to look. */
  needsPerson: boolean;
  /** The comment is held by the checks alone, so what they say of its new text replaces that. */
  heldByChecks: boolean;
  /** Told of nearly equal texts; see moderation's fingerprint.rules.ts. */
  fingerprint: string | null;
  /** Writes down what was found, in the transaction of the comment; null when nothing was. */
  keep: ((ctx: Ctx & { tx: Transaction }, commentId: string, revision: number) => Promise<void>) | null;
}

export type Judge = (ctx: Ctx, text: TextToJudge) => Promise<Verdict>;

/** Longer than this nobody waits for a judgement; a person gives it later. */
const MOST_MS = 1500;
const FREE: Verdict = { hold: null, needsPerson: false, heldByChecks: false, fingerprint: null, keep: null };

/**
 * Who judges a text before it is public. A higher room says how: `judges.register((ctx, text) => …)`.
 * Receive first: whatever goes wrong here, the comment is kept and waits for a person.
 */
@Injectable()
export class Judges {
  readonly #log = new Logger('Judges');
  #judge: Judge | null = null;

  register(judge: Judge): void {
    this.#judge = judge;
  }

  /** Never throws. */
  async judge(ctx: Ctx, text: TextToJudge): Promise<Verdict> {
    if (!this.#judge) return FREE;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`No verdict within ${MOST_MS} ms.`)), MOST_MS);
    });
    try {
      return await Promise.race([this.#judge(ctx, text), late]);
    } catch (error) {
      // The text itself is no matter for a log.
      const why = error instanceof Error ? error.message : String(error);
      this.#log.error(`A comment waits for a person, as judging it failed: ${why}`);
      return { ...FREE, needsPerson: true };
    } finally {
      clearTimeout(timer);
    }
  }
}
