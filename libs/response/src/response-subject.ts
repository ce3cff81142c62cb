import { Injectable } from '@nestjs/common';
import { CommentStore } from '@rapfang/comment';
import { PlanStore, type PlanEntity } from '@rapfang/plan';
import { invalid, RequestLoaders, type Ctx } from '@rapfang/platform';
import type { AnsweredComment } from './response-comment.store.js';
import { checkAnswerable } from './response.rules.js';

/** Looks up and checks what a response is about: the comments it answers and the section it changes. */
@Injectable()
export class ResponseSubject {
  constructor(
    private readonly comments: CommentStore,
    private readonly plans: PlanStore,
  ) {}

  /** @throws DomainError NOT_FOUND on `planKey` */
  plan(ctx: Ctx, planKey: string): Promise<PlanEntity> {
    return this.plans.getPlanByKey(own(ctx), planKey);
  }

  /**
   * The comments with their strategies.
   * @throws DomainError VALIDATION on `field` when one of them cannot be answered
   */
  async answerable(
    ctx: Ctx,
    field: string,
    planId: string,
    ids: readonly string[],
  ): Promise<AnsweredComment[]> {
    const rows = await this.comments.listByIds(ctx, ids);
    checkAnswerable(field, planId, ids, rows);
    const sectionIds = [...new Set(rows.map((row) => row.sectionId))];
    const sections = await this.plans.sectionsByIds(own(ctx), sectionIds);
    const strategies = new Map(sectionIds.map((id, index) => [id, sections[index]?.strategyNumber ?? null]));
    return rows.map((row) => ({ commentId: row.id, strategyNumber: strategies.get(row.sectionId) ?? null }));
  }

  /** Those that their authors have withdrawn since: nobody is answered on what they took back. */
  async withdrawn(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
    const rows = await this.comments.listByIds(ctx, ids);
    return rows.filter((row) => row.state === 'WITHDRAWN').map((row) => row.id);
  }

  /**
   * The section that is to change, and the version that is to show it: the one after the present.
   * @throws DomainError VALIDATION when the plan has no such section
   */
  async change(ctx: Ctx, planKey: string, sectionKey: string | null | undefined): Promise<Change> {
    if (!sectionKey) return { changedSectionKey: null, changedVersion: null };
    const section = await this.plans.findSection(own(ctx), planKey, sectionKey);
    if (!section) throw invalid('changedSectionKey', 'exists');
    return { changedSectionKey: sectionKey, changedVersion: section.versionNumber + 1 };
  }
}

/** With loaders of its own: one made inside this transaction must not outlive it in the request. */
function own(ctx: Ctx): Ctx {
  return { ...ctx, loaders: new RequestLoaders() };
}

export interface Change {
  changedSectionKey: string | null;
  changedVersion: number | null;
}
