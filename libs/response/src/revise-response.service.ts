import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { Clock, Database, invalid, type Ctx, type Instant, type Transaction } from '@rapfang/platform';
import { ResponseNeeds } from './response-needs.js';
import { conflict, publishedBy, textsOf, trace } from './response-record.js';
import { textColumns } from './response-texts.js';
import type { ResponseEntity } from './response.entity.js';
import type { ReviseResponseInput } from './response.input.js';
import { responsePermissions } from './response.permissions.js';
import { checkedCommentIds, checkPublishable } from './response.rules.js';
import { ResponseStore } from './response.store.js';

type Writing = Ctx & { tx: Transaction };

/** Changes of a draft, and corrections of what is published. */
@Injectable()
export class ReviseResponseService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly store: ResponseStore,
    private readonly needs: ResponseNeeds,
    private readonly clock: Clock,
  ) {}

  /**
   * Changes a draft, or corrects a published response (secretariat), whose old text stays readable.
   * What the input leaves out stays as it is.
   * @throws DomainError CONFLICT with `{ revision }` when it is another by now
   */
  async revise(ctx: Ctx, input: ReviseResponseInput): Promise<void> {
    const { links, subject, publication, record } = this.needs;
    await this.database.transaction(ctx, async (ctx) => {
      const old = await record.takeUp(ctx, input.id);
      const isPublic = old.state === 'PUBLISHED';
      this.access.require(ctx, isPublic ? responsePermissions.publish : responsePermissions.revise, old);
      if (old.revision !== input.expectedRevision) throw conflict(old);
      const at = this.clock.now();
      const change: Partial<ResponseEntity> = {
        ...(input.disposition && { disposition: input.disposition }),
        ...textColumns(input),
        ...(input.changedSectionKey !== undefined &&
          (await subject.change(ctx, old.planKey, input.changedSectionKey))),
        ...(isPublic && publishedBy(ctx, at)),
        revision: old.revision + 1,
      };
      const now = { ...old, ...change };
      const added = await this.exchangeComments(ctx, old, input, at);
      const commentIds = await links.listIds(ctx, old.id);
      if (isPublic) checkPublishable({ ...textsOf(now), commentCount: commentIds.length });
      await record.change(ctx, old, change);
      if (isPublic) await this.store.insertRevision(ctx, old);
      await record.write(ctx, 'response.revised', old, trace(old), { ...trace(now), added });
      if (isPublic) await publication.announce(ctx, old, commentIds, at);
    });
  }

  /** Who was answered in public stays answered: from a published response no comment is taken. */
  private async exchangeComments(
    ctx: Writing,
    old: ResponseEntity,
    input: ReviseResponseInput,
    at: Instant,
  ): Promise<number> {
    const remove = input.removeCommentIds ?? [];
    if (remove.length > 0 && old.state === 'PUBLISHED') throw invalid('removeCommentIds', 'published');
    await this.needs.links.remove(ctx, old.id, remove);
    const present = new Set(await this.needs.links.listIds(ctx, old.id));
    const ids = checkedCommentIds(
      'addCommentIds',
      (input.addCommentIds ?? []).filter((id) => !present.has(id)),
      present.size,
    );
    if (ids.length === 0) return 0;
    const comments = await this.needs.subject.answerable(ctx, 'addCommentIds', old.planId, ids);
    await this.needs.links.add(ctx, old.id, comments, at);
    return ids.length;
  }
}
