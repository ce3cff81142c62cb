import { Injectable } from '@nestjs/common';
import { authorKey } from '@rapfang/access';
import { Limits, type Ctx, type Limit } from '@rapfang/platform';

/**
 * Per author: what one person can write. Per address: what a whole office or a hall of a hearing may
 * do behind one address, and what no guest with ever new cookies may exceed.
 */
const LIMITS = {
  submit: [
    { points: 10, seconds: 60 },
    { points: 600, seconds: 60 },
  ],
  submitDay: [
    { points: 200, seconds: 86_400 },
    { points: 20_000, seconds: 86_400 },
  ],
  change: [
    { points: 30, seconds: 60 },
    { points: 600, seconds: 60 },
  ],
  support: [
    { points: 60, seconds: 60 },
    { points: 1200, seconds: 60 },
  ],
  upload: [
    { points: 20, seconds: 60 },
    { points: 300, seconds: 60 },
  ],
  /** Keeps receipt codes from being guessed; by address alone, as guests are free to forget who they are. */
  receipt: [null, { points: 60, seconds: 60 }],
} as const satisfies Record<string, readonly [Omit<Limit, 'name'> | null, Omit<Limit, 'name'>]>;

export type CommentLimit = keyof typeof LIMITS;

@Injectable()
export class CommentLimits {
  constructor(private readonly limits: Limits) {}

  /** @throws DomainError RATE_LIMITED with `seconds` */
  async use(ctx: Ctx, what: CommentLimit): Promise<void> {
    if (ctx.actor.kind === 'system') return;
    const [author, address] = LIMITS[what];
    if (author) await this.limits.use({ name: `comment.${what}`, ...author }, authorKey(ctx.actor));
    await this.limits.use({ name: `comment.${what}.address`, ...address }, ctx.address);
  }
}
