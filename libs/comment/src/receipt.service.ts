import { Injectable } from '@nestjs/common';
import type { Ctx } from '@rapfang/platform';
import { CommentLimits } from './comment-limits.js';
import type { ReceiptModel } from './comment.model.js';
import { CommentStore } from './comment.store.js';
import { viewerOf, viewOf } from './comment-view.js';
import { Journey } from './journey.js';
import { PrivateStore } from './private.store.js';
import { readReceiptCode } from './receipt.rules.js';

/** A comment found again without an account. */
@Injectable()
export class ReceiptService {
  constructor(
    private readonly secrets: PrivateStore,
    private readonly comments: CommentStore,
    private readonly journey: Journey,
    private readonly limits: CommentLimits,
  ) {}

  /**
   * @param typed the code as a person typed it
   * @returns null when there is no such comment
   * @throws DomainError VALIDATION on `code`; RATE_LIMITED
   */
  async find(ctx: Ctx, typed: string): Promise<ReceiptModel | null> {
    const code = readReceiptCode(typed);
    await this.limits.use(ctx, 'receipt');
    const secret = await this.secrets.findByReceipt(ctx, code);
    const row = secret && (await this.comments.findById(ctx, secret.commentId));
    const comment = row && viewOf(row, viewerOf(ctx, row.planId, true));
    if (!secret || !row || !comment) return null;
    return { code, comment, journey: await this.journey.of(ctx, row), emailForAnswer: secret.email !== null };
  }
}
