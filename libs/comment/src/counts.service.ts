import { Injectable } from '@nestjs/common';
import type { RoundState } from '@rapfang/consultation';
import { PlanStore, type SectionRow } from '@rapfang/plan';
import type { Ctx } from '@rapfang/platform';
import type { Stance } from './comment.kinds.js';
import { countsOf, CountsStore, type Counts } from './counts.store.js';
import { inSteps, showable, type ParticipantGroup } from './participant.rules.js';
import { PrivateStore } from './private.store.js';

const NONE = countsOf(0, 0);
/** Up to so many sections are asked by name; for more the whole plan is counted at once. */
const BY_NAME_MOST = 50;

/** Numbers about comments, batched over the request. */
@Injectable()
export class CountsService {
  constructor(
    private readonly counts: CountsStore,
    private readonly secrets: PrivateStore,
    private readonly plans: PlanStore,
  ) {}

  /** Comments on a section and on all below it: a strategy counts what its measures and projects received. */
  ofSection(ctx: Ctx, section: SectionRow): Promise<Counts> {
    return ctx.loaders
      .of<string, Counts>('comment.sectionCounts', async (keys) => {
        const wanted = await Promise.all(keys.map((key) => this.withBelow(ctx, key)));
        const all = [...new Set(wanted.flatMap(({ sectionIds }) => sectionIds))];
        const planIds = [...new Set(wanted.map(({ planId }) => planId))];
        const counted = await this.counts.bySection(ctx, planIds, all.length > BY_NAME_MOST ? null : all);
        return wanted.map(({ sectionIds }) => sum(sectionIds.map((id) => counted.get(id) ?? NONE)));
      })
      .load([section.planId, section.versionId, section.sectionId].join('/'));
  }

  ofPlan(ctx: Ctx, planId: string): Promise<Counts> {
    return ctx.loaders
      .of<string, Counts>('comment.planCounts', async (ids) => {
        const counted = await this.counts.byPlan(ctx, ids);
        return ids.map((id) => counted.get(id) ?? NONE);
      })
      .load(planId);
  }

  ofRound(ctx: Ctx, roundId: string): Promise<Counts> {
    return ctx.loaders
      .of<string, Counts>('comment.roundCounts', async (ids) => {
        const counted = await this.counts.byRound(ctx, ids);
        return ids.map((id) => counted.get(id) ?? NONE);
      })
      .load(roundId);
  }

  /** Published comments on the section itself by stance; stances without any are left out. */
  stancesOf(
    ctx: Ctx,
    { planId, sectionId }: SectionRow,
  ): Promise<{ stance: Stance | null; count: number }[]> {
    return ctx.loaders
      .of<string, { stance: Stance | null; count: number }[]>(`comment.stances:${planId}`, async (ids) => {
        const rows = await this.counts.stances(ctx, planId, ids);
        return ids.map((id) =>
          rows.filter((row) => row.sectionId === id).map(({ stance, total }) => ({ stance, count: total })),
        );
      })
      .load(sectionId);
  }

  /**
   * Who took part in a round, as far as participant.rules.ts lets it be shown: in steps until the round
   * is closed and everything in it is decided, exactly then.
   */
  async participantGroups(
    ctx: Ctx,
    { id, state }: { id: string; state: RoundState },
  ): Promise<ParticipantGroup[]> {
    const groups = await this.secrets.countGroups(ctx, id);
    const facets = [...new Set(groups.map(({ facet }) => facet))];
    const shown = facets.flatMap((facet) => showable(groups.filter((group) => group.facet === facet)));
    const settled = state === 'CLOSED' && !(await this.counts.hasUndecided(ctx, id));
    return settled ? shown : inSteps(shown);
  }

  private async withBelow(ctx: Ctx, key: string): Promise<{ planId: string; sectionIds: string[] }> {
    const [planId, versionId, sectionId] = key.split('/') as [string, string, string];
    const tree = await this.plans.tree(ctx, versionId);
    const row = tree.findById(sectionId);
    return { planId, sectionIds: row ? tree.withDescendants(row).map((one) => one.sectionId) : [sectionId] };
  }
}

function sum(parts: readonly Counts[]): Counts {
  return parts.reduce(
    (total, part) => countsOf(total.comments + part.comments, total.answered + part.answered),
    NONE,
  );
}
