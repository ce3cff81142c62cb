import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { Clock, Database, invalid, type Ctx, type Instant } from '@rapfang/platform';
import { ResponseNeeds } from './response-needs.js';
import { publishedBy, textsOf, trace } from './response-record.js';
import { textColumns } from './response-texts.js';
import { ResponseEvent } from './response.events.js';
import type { DraftResponseInput } from './response.input.js';
import { responsePermissions } from './response.permissions.js';
import { checkedCommentIds, checkPublishable, responseCode, ResponseState } from './response.rules.js';
import { ResponseStore } from './response.store.js';

/** Answers: drafted by a drafter, published by the secretariat, each for one comment or for many. */
@Injectable()
export class ResponseService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly store: ResponseStore,
    private readonly needs: ResponseNeeds,
    private readonly clock: Clock,
  ) {}

  /**
   * Drafts a response under the plan's next code.
   * @param at when it was written: now, but for imports of what happened before
   * @returns its id
   * @throws DomainError VALIDATION naming the comments that cannot be answered, NOT_FOUND for the plan
   */
  async draft(ctx: Ctx, input: DraftResponseInput, at: Instant = this.clock.now()): Promise<string> {
    const plan = await this.needs.subject.plan(ctx, input.planKey);
    this.access.require(ctx, responsePermissions.draft, { planId: plan.id });
    const ids = checkedCommentIds('commentIds', input.commentIds);
    if (ids.length === 0) throw invalid('commentIds', 'required');
    const texts = { bodyTh: null, bodyEn: null, reasonTh: null, reasonEn: null, ...textColumns(input) };
    const change = await this.needs.subject.change(ctx, plan.key, input.changedSectionKey);
    return this.database.transaction(ctx, async (ctx) => {
      const comments = await this.needs.subject.answerable(ctx, 'commentIds', plan.id, ids);
      const number = await this.store.nextNumber(ctx, plan.id);
      const { id: authorId, displayName: authorName } = ctx.actor;
      const id = await this.store.insert(ctx, {
        planId: plan.id,
        planKey: plan.key,
        number,
        code: responseCode(number),
        disposition: input.disposition,
        ...texts,
        ...change,
        state: 'DRAFT',
        revision: 1,
        authorId,
        authorName,
        publishedBy: null,
        publishedByName: null,
        createdAt: at,
        publishedAt: null,
      });
      await this.needs.links.add(ctx, id, comments, at);
      await this.needs.record.write(ctx, 'response.drafted', { id, planId: plan.id }, null, {
        code: responseCode(number),
        disposition: input.disposition,
        comments: ids.length,
      });
      return id;
    });
  }

  /**
   * Publishes a draft: its comments are answered, their authors told, open pages see it. Publishing
   * what is published already changes nothing.
   * @param at when: now, but for imports of what happened before
   * @throws DomainError VALIDATION when the Thai body or reason is missing, or no comment is left to answer
   */
  async publish(ctx: Ctx, id: string, at: Instant = this.clock.now()): Promise<void> {
    const { links, subject, publication, record } = this.needs;
    await this.database.transaction(ctx, async (ctx) => {
      const draft = await record.takeUp(ctx, id);
      this.access.require(ctx, responsePermissions.publish, draft);
      if (draft.state === 'PUBLISHED') return;
      const withdrawn = await subject.withdrawn(ctx, await links.listIds(ctx, draft.id));
      await links.remove(ctx, draft.id, withdrawn);
      const commentIds = await links.listIds(ctx, draft.id);
      checkPublishable({ ...textsOf(draft), commentCount: commentIds.length });
      const now = { ...draft, state: ResponseState.PUBLISHED, ...publishedBy(ctx, at) };
      await record.change(ctx, draft, { state: now.state, ...publishedBy(ctx, at) });
      const counts = { comments: commentIds.length, withdrawn: withdrawn.length };
      await record.write(ctx, ResponseEvent.PUBLISHED, draft, trace(draft), { ...trace(now), ...counts });
      await publication.announce(ctx, draft, commentIds, at);
    });
  }
}
