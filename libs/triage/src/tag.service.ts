import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import { CommentStore, isStaff, payloadOf, streamOf, type CommentRow } from '@rapfang/comment';
import {
  Clock,
  Database,
  Events,
  invalid,
  type Ctx,
  type Instant,
  type Transaction,
} from '@rapfang/platform';
import { checkedChange, neededChanges, TagSource, type TagChange } from './tag.rules.js';
import { TagStore } from './tag.store.js';
import { TriageEvent } from './triage.events.js';
import { triagePermissions } from './triage.permissions.js';

export interface TagInput {
  commentIds: readonly string[];
  add?: readonly string[] | null;
  remove?: readonly string[] | null;
}

export interface TagManner {
  source?: TagSource;
  /** When: now, but for imports of what happened before. */
  at?: Instant;
}

/** What tagging needs of the rooms below besides comments. */
@Injectable()
export class TagNeeds {
  constructor(
    readonly audit: Audit,
    readonly events: Events,
    readonly clock: Clock,
  ) {}
}

/** Putting comments under the plan's headings. */
@Injectable()
export class TagService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly store: TagStore,
    private readonly comments: CommentStore,
    private readonly needs: TagNeeds,
  ) {}

  /**
   * Adds and removes tags on up to 500 comments: all of it or nothing. What is so already stays as it
   * is, with the name of whoever did it first.
   * @throws DomainError VALIDATION naming the comment (`commentIds.3`) or tag (`add.0`) that does not fit
   */
  async tag(
    ctx: Ctx,
    input: TagInput,
    { source = TagSource.PERSON, at = this.needs.clock.now() }: TagManner = {},
  ): Promise<void> {
    const change = checkedChange(input);
    await this.database.transaction(ctx, async (ctx) => {
      await this.store.lockComments(ctx, change.commentIds);
      const comments = await this.checkedComments(ctx, input.commentIds, change);
      await this.checkTags(ctx, new Set(comments.map((comment) => comment.planId)), change);
      const { adding, removing } = neededChanges(
        change,
        await this.store.listStanding(ctx, change.commentIds),
      );
      const { id: actorId, displayName } = ctx.actor;
      const byName = source === TagSource.PERSON ? displayName : null;
      await this.store.removeCommentTags(
        ctx,
        removing.map((tag) => tag.id),
        actorId,
        at,
      );
      await this.store.insertCommentTags(
        ctx,
        adding.map((tag) => ({ ...tag, source, actorId, byName, at })),
      );
      for (const comment of comments) {
        const added = adding.filter((tag) => tag.commentId === comment.id).map((tag) => tag.tagId);
        const removed = removing.filter((tag) => tag.commentId === comment.id).map((tag) => tag.tagId);
        if (added.length + removed.length > 0) await this.tell(ctx, comment, { added, removed, source });
      }
    });
  }

  private async tell(
    ctx: Ctx & { tx: Transaction },
    comment: CommentRow,
    what: { added: string[]; removed: string[]; source: TagSource },
  ): Promise<void> {
    await this.needs.audit.append(ctx, {
      action: TriageEvent.TAGGED,
      subject: { type: 'comment', id: comment.id },
      planId: comment.planId,
      before: what.removed.length ? { tags: what.removed } : null,
      after: { tags: what.added, source: what.source },
    });
    await this.needs.events.emit(ctx, {
      type: TriageEvent.TAGGED,
      // What the public cannot see makes no noise on the public stream.
      stream: comment.state === 'PUBLISHED' ? streamOf(comment) : null,
      payload: payloadOf(comment),
    });
  }

  private async checkedComments(
    ctx: Ctx,
    given: readonly string[],
    change: TagChange,
  ): Promise<CommentRow[]> {
    const rows = new Map((await this.comments.listByIds(ctx, change.commentIds)).map((row) => [row.id, row]));
    return change.commentIds.map((id) => {
      const comment = rows.get(id);
      const field = `commentIds.${given.indexOf(id)}`;
      const readable =
        comment &&
        (comment.state === 'PUBLISHED' || ctx.actor.kind === 'system' || isStaff(ctx.actor, comment.planId));
      if (!readable) throw invalid(field, 'exists');
      this.access.require(ctx, triagePermissions.tag, { planId: comment.planId });
      if (comment.state === 'WITHDRAWN') throw invalid(field, 'notWithdrawn');
      return comment;
    });
  }

  /** Tags of another plan than the comments' do not exist here; retired ones can only be taken off. */
  private async checkTags(ctx: Ctx, planIds: ReadonlySet<string>, { add, remove }: TagChange): Promise<void> {
    const tags = new Map((await this.store.listByIds(ctx, [...add, ...remove])).map((tag) => [tag.id, tag]));
    const fits = (id: string) => planIds.size === 1 && planIds.has(tags.get(id)?.planId ?? '');
    add.forEach((id, index) => {
      if (!fits(id) || tags.get(id)?.retiredAt) throw invalid(`add.${index}`, 'exists');
    });
    remove.forEach((id, index) => {
      if (!fits(id)) throw invalid(`remove.${index}`, 'exists');
    });
  }
}
