import { ResolveField, Resolver } from '@nestjs/graphql';
import { OfParent, type OperationContext } from '@rapfang/access';
import type { CommentRevisionEntity } from './comment-revision.entity.js';
import { CommentAct } from './comment.kinds.js';
import { CommentModel, CommentRevisionModel } from './comment.model.js';
import { actsFor } from './comment.rules.js';
import { CommentStore } from './comment.store.js';
import { viewerOf } from './comment-view.js';
import { RoundGate } from './round-gate.js';

/** Fields of a comment that depend on whose it is; bare resolvers, see comment-fields.resolver.ts. */
@Resolver(() => CommentModel)
export class CommentViewerResolver {
  constructor(
    private readonly comments: CommentStore,
    private readonly gate: RoundGate,
  ) {}

  @ResolveField(() => [CommentAct])
  @OfParent()
  async viewerMay(comment: CommentModel, _: unknown, { ctx }: OperationContext): Promise<CommentAct[]> {
    const own = comment.viewerIsAuthor || comment.byReceipt;
    return actsFor(comment.state, own, await this.gate.facts(ctx, comment, own));
  }

  @ResolveField(() => [CommentRevisionModel])
  @OfParent('Texts that the public could never read stay with author and desk.')
  async revisions(
    comment: CommentModel,
    _: unknown,
    { ctx }: OperationContext,
  ): Promise<CommentRevisionModel[]> {
    const { id, revision, body, stance, createdAt, editedAt, sight } = comment;
    const present = { revision, body, stance, at: editedAt ?? createdAt };
    if (revision === 1) return [present];
    const earlier = await ctx.loaders
      .of<string, CommentRevisionEntity[]>('comment.revisions', async (ids) => {
        const rows = await this.comments.listRevisions(ctx, ids);
        return ids.map((one) => rows.filter(({ commentId }) => commentId === one));
      })
      .load(id);
    // The public reads again what it once could read; what was edited before that stays with author and staff.
    const inside = comment.viewerIsAuthor || comment.byReceipt || viewerOf(ctx, comment.planId).staff;
    const shown = earlier.map((row) => {
      const readable = sight === 'WHOLE' && (inside || row.wasPublic === 1);
      return {
        revision: row.revision,
        body: readable ? row.body : null,
        stance: readable ? row.stance : null,
        at: row.at,
      };
    });
    return [...shown, present];
  }
}
