import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { PlanStore } from '@rapfang/plan';
import {
  Database,
  DomainError,
  ErrorCode,
  invalid,
  type Ctx,
  type Instant,
  type Transaction,
} from '@rapfang/platform';
import type { DraftResponseInput, ReviseResponseInput } from './response.input.js';
import { ResponseNeeds } from './response-needs.js';
import type { ResponseEntity } from './response.entity.js';
import { responsePermissions } from './response.permissions.js';
import { checkedCommentIds, checkedText, checkPublishable, responseCode } from './response.rules.js';
import { ResponseStore } from './response.store.js';

type Writing = Ctx & { tx: Transaction };

/** Answers: drafted by a drafter, published by the secretariat, each for one comment or for many. */
@Injectable()
export class ResponseService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly store: ResponseStore,
    private readonly plans: PlanStore,
    private readonly needs: ResponseNeeds,
  ) {}

  /**
   * Drafts a response under the plan's next code.
   * @param at when it was written: now, but for imports of what happened before
   * @returns its id
   * @throws DomainError VALIDATION naming the comments that cannot be answered, NOT_FOUND for the plan
   */
  async draft(ctx: Ctx, input: DraftResponseInput, at: Instant = this.needs.clock.now()): Promise<string> {
    const plan = await this.plans.getPlanByKey(ctx, input.planKey);
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
      await this.needs.comments.add(ctx, id, comments, at);
      await this.record(ctx, 'response.drafted', id, null, {
        code: responseCode(number),
        disposition: input.disposition,
        comments: ids.length,
      });
      return id;
    });
  }

  /**
   * Changes a draft, or corrects a published response (secretariat), whose old text stays readable.
   * What the input leaves out stays as it is.
   * @throws DomainError CONFLICT with `{ revision }` when it is another by now
   */
  async revise(ctx: Ctx, input: ReviseResponseInput): Promise<void> {
    await this.database.transaction(ctx, async (ctx) => {
      const old = await this.changeable(ctx, input.id);
      this.access.require(
        ctx,
        old.state === 'DRAFT' ? responsePermissions.revise : responsePermissions.publish,
        old,
      );
      if (old.revision !== input.expectedRevision) throw conflict(old);
      const change: Partial<ResponseEntity> = {
        ...(input.disposition && { disposition: input.disposition }),
        ...textColumns(input),
        ...(input.changedSectionKey !== undefined &&
          (await this.needs.subject.change(ctx, old.planKey, input.changedSectionKey))),
      };
      const added = await this.exchangeComments(ctx, old, input);
      const now = { ...old, ...change };
      if (old.state === 'PUBLISHED') await this.correct(ctx, now);
      const at = this.needs.clock.now();
      const mine = old.state === 'PUBLISHED' ? publishedBy(ctx, at) : {};
      if (!(await this.store.update(ctx, old, { ...change, ...mine, revision: old.revision + 1 })))
        throw conflict(old);
      if (old.state === 'PUBLISHED') {
        await this.store.insertRevision(ctx, old);
        await this.needs.publication.announce(ctx, old, await this.needs.comments.listIds(ctx, old.id), at);
      }
      await this.record(ctx, 'response.revised', old.id, trace(old), {
        ...trace(now),
        revision: old.revision + 1,
        added,
      });
    });
  }

  /**
   * Publishes a draft: its comments are answered, their authors told, open pages see it. Publishing
   * what is published already changes nothing.
   * @param at when: now, but for imports of what happened before
   * @throws DomainError VALIDATION when the Thai body or reason is missing, or no comment is left to answer
   */
  async publish(ctx: Ctx, id: string, at: Instant = this.needs.clock.now()): Promise<void> {
    await this.database.transaction(ctx, async (ctx) => {
      const draft = await this.changeable(ctx, id);
      this.access.require(ctx, responsePermissions.publish, draft);
      if (draft.state === 'PUBLISHED') return;
      const withdrawn = await this.needs.subject.withdrawn(
        ctx,
        await this.needs.comments.listIds(ctx, draft.id),
      );
      await this.needs.comments.remove(ctx, draft.id, withdrawn);
      const commentIds = await this.needs.comments.listIds(ctx, draft.id);
      checkPublishable({ body: body(draft), reason: reason(draft), commentCount: commentIds.length });
      if (!(await this.store.update(ctx, draft, { state: 'PUBLISHED', ...publishedBy(ctx, at) })))
        throw conflict(draft);
      await this.record(ctx, 'response.published', id, trace(draft), {
        ...trace(draft),
        state: 'PUBLISHED',
        comments: commentIds.length,
        withdrawn,
      });
      await this.needs.publication.announce(ctx, draft, commentIds, at);
    });
  }

  /** A draft that the actor may not read looks like one that does not exist. */
  private async changeable(ctx: Writing, id: string): Promise<ResponseEntity> {
    const response = await this.store.getForChange(ctx, id);
    if (response.state === 'DRAFT' && !this.access.may(ctx, responsePermissions.readDrafts, response)) {
      throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
    }
    return response;
  }

  /** Who was answered in public stays answered: from a published response no comment is taken. */
  private async exchangeComments(
    ctx: Writing,
    old: ResponseEntity,
    input: ReviseResponseInput,
  ): Promise<number> {
    const remove = input.removeCommentIds ?? [];
    if (remove.length > 0 && old.state === 'PUBLISHED') throw invalid('removeCommentIds', 'published');
    await this.needs.comments.remove(ctx, old.id, remove);
    const present = new Set(await this.needs.comments.listIds(ctx, old.id));
    const ids = checkedCommentIds(
      'addCommentIds',
      (input.addCommentIds ?? []).filter((id) => !present.has(id)),
      present.size,
    );
    if (ids.length === 0) return 0;
    const comments = await this.needs.subject.answerable(ctx, 'addCommentIds', old.planId, ids);
    await this.needs.comments.add(ctx, old.id, comments, this.needs.clock.now());
    return ids.length;
  }

  private async correct(ctx: Writing, now: ResponseEntity): Promise<void> {
    const { length } = await this.needs.comments.listIds(ctx, now.id);
    checkPublishable({ body: body(now), reason: reason(now), commentCount: length });
  }

  private record(
    ctx: Writing,
    action: string,
    id: string,
    before: Record<string, unknown> | null,
    after: Record<string, unknown>,
  ): Promise<void> {
    return this.needs.audit.append(ctx, { action, subject: { type: 'response', id }, before, after });
  }
}

function publishedBy({ actor }: Ctx, publishedAt: Instant) {
  return { publishedBy: actor.id, publishedByName: actor.displayName, publishedAt };
}

const body = (response: ResponseEntity) => ({ th: response.bodyTh, en: response.bodyEn });
const reason = (response: ResponseEntity) => ({ th: response.reasonTh, en: response.reasonEn });

function trace({ state, revision, disposition, changedSectionKey }: ResponseEntity): Record<string, unknown> {
  return { state, revision, disposition, changedSectionKey };
}

function conflict(seen: Pick<ResponseEntity, 'revision' | 'state'>): DomainError {
  return new DomainError(ErrorCode.CONFLICT, {
    field: 'expectedRevision',
    params: { revision: seen.revision, state: seen.state },
  });
}

/** Only the languages given: a text that is left out stays as it is. */
function textColumns(input: Pick<ReviseResponseInput, 'body' | 'reason'>) {
  const columns: Partial<Pick<ResponseEntity, 'bodyTh' | 'bodyEn' | 'reasonTh' | 'reasonEn'>> = {};
  if (input.body) {
    const text = checkedText('body', input.body);
    if (input.body.th !== undefined) columns.bodyTh = text.th;
    if (input.body.en !== undefined) columns.bodyEn = text.en;
  }
  if (input.reason) {
    const text = checkedText('reason', input.reason);
    if (input.reason.th !== undefined) columns.reasonTh = text.th;
    if (input.reason.en !== undefined) columns.reasonEn = text.en;
  }
  return columns;
}
