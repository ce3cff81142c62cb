import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PLAN_VERSION_PUBLISHED, PlanStore } from '@rapfang/plan';
import { Clock, Database, Events, RequestLoaders, type Ctx } from '@rapfang/platform';
import { tagsOfPlan, type TagDraft } from './tag.rules.js';
import type { TagEntity } from './tag.entity.js';
import { TagStore } from './tag.store.js';

/** Keeps a plan's tags in step with its published version. */
@Injectable()
export class PlanTags implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly plans: PlanStore,
    private readonly store: TagStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // Within the publication: a version is never seen without its headings.
    this.events.within(PLAN_VERSION_PUBLISHED, (ctx, { payload }) =>
      this.sync(ctx, payload['planId'] as string),
    );
  }

  /**
   * Makes the headings of the version that holds now. A heading keeps its tag as long as it keeps its
   * key; one that is gone is retired, and comments keep it. Doing it again changes nothing.
   */
  async sync(ctx: Ctx, planId: string): Promise<void> {
    const drafts = await this.draftsOf(ctx, planId);
    if (!drafts) return;
    await this.database.transaction(ctx, async (ctx) => {
      const known = new Map((await this.store.listAllOfPlan(ctx, planId)).map((tag) => [nameOf(tag), tag]));
      for (const draft of drafts) {
        const tag = known.get(nameOf(draft));
        if (!tag) await this.store.insertTag(ctx, planId, draft);
        else if (differs(tag, draft)) await this.store.updateTag(ctx, tag.id, draft);
        known.delete(nameOf(draft));
      }
      await this.store.retireTags(
        ctx,
        [...known.values()].map((tag) => tag.id),
        this.clock.now(),
      );
    });
  }

  private async draftsOf(outer: Ctx, planId: string): Promise<TagDraft[] | null> {
    // Loaders of its own: what the caller's read earlier may be older than the publication.
    const ctx = { ...outer, loaders: new RequestLoaders() };
    const version = await this.plans.findCurrentVersion(ctx, planId);
    if (!version) return null;
    const [tree, areas] = await Promise.all([
      this.plans.tree(ctx, version.id),
      this.plans.focusAreas(ctx, version.id),
    ]);
    return tagsOfPlan(
      tree.rows.map((row) => ({
        ...row,
        id: row.sectionId,
        key: row.sectionKey,
        title: { th: row.titleTh, en: row.titleEn },
      })),
      areas.map((area) => ({ code: area.code, name: { th: area.nameTh, en: area.nameEn } })),
    );
  }
}

const nameOf = (tag: Pick<TagDraft, 'kind' | 'key'>) => `${tag.kind} ${tag.key}`;

function differs(tag: TagEntity, draft: TagDraft): boolean {
  return (
    tag.retiredAt !== null ||
    tag.code !== draft.code ||
    tag.labelTh !== draft.label.th ||
    tag.labelEn !== draft.label.en ||
    tag.strategyNumber !== draft.strategyNumber ||
    tag.sectionId !== draft.sectionId ||
    tag.position !== draft.position
  );
}
