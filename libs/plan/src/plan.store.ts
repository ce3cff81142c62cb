import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { In, type EntityManager } from 'typeorm';
import { Database, DomainError, ErrorCode, selectRows, type Ctx } from '@rapfang/platform';
import { FocusAreaEntity, IndicatorEntity } from './indicator.entity.js';
import { PlanEntity, PlanVersionEntity } from './plan.entity.js';
import type { PlanMeta } from './plan-document.js';
import { PlanTree, type SectionRow } from './plan-tree.js';
import { VersionState } from './plan.rules.js';
import { SectionTextEntity } from './section.entity.js';
import { sectionRows } from './section-rows.js';

export type SectionContent = Pick<SectionTextEntity, 'bodyTh' | 'bodyEn' | 'facts'>;
/** A version without its vision, goals and notes, which only the plan's own page shows. */
export type VersionRow = Omit<PlanVersionEntity, 'meta'>;

const VERSION_COLUMNS = {
  id: true,
  planId: true,
  number: true,
  state: true,
  labelTh: true,
  labelEn: true,
  titleTh: true,
  titleEn: true,
  sectionTotal: true,
  sourceSha256: true,
  demonstration: true,
  createdAt: true,
  publishedAt: true,
} as const;

const TREES_MOST = 16;

/** A plan beside one of its versions; the version's columns are null where it has none. */
type PlanWithVersion = { ofPlan: string; planKey: string; madeAt: string } & (VersionRow | { id: null });

const PLANS_WITH_VERSIONS = `SELECT p.id AS ofPlan, p.\`key\` AS planKey, p.created_at AS madeAt, ${Object.keys(
  VERSION_COLUMNS,
)
  .map((name) => `v.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS ${name}`)
  .join(', ')} FROM plan p LEFT JOIN plan_version v ON v.plan_id = p.id`;

function hasVersion(row: PlanWithVersion): row is PlanWithVersion & VersionRow {
  return row.id !== null;
}

/** All reads of plans. Rows are plain and carry no permission: whoever shows a draft asks first. */
@Injectable()
export class PlanStore {
  /** Trees of published versions, which never change. */
  readonly #trees = new LRUCache<string, PlanTree>({ max: TREES_MOST });

  constructor(private readonly database: Database) {}

  listPlans(ctx: Ctx): Promise<PlanEntity[]> {
    return this.database.manager(ctx).find(PlanEntity, { order: { id: 'ASC' } });
  }

  findPlanByKey(ctx: Ctx, key: string): Promise<PlanEntity | null> {
    return this.one<PlanEntity | null>(ctx, 'plan.byKey', key, async (_, keys) => {
      const rows = await selectRows<PlanWithVersion>(
        this.database,
        ctx,
        `${PLANS_WITH_VERSIONS} WHERE p.\`key\` IN (${keys.map(() => '?').join(', ')}) ORDER BY v.number DESC`,
        keys,
      );
      const byKey = Map.groupBy(rows, ({ planKey }) => planKey);
      return keys.map((one) => {
        const own = byKey.get(one);
        if (!own?.[0]) return null;
        const { ofPlan: id, planKey, madeAt } = own[0];
        // Whoever asks for a plan by its key asks for its versions next.
        if (!ctx.tx) this.versions(ctx).prime(id, own.filter(hasVersion));
        return { id, key: planKey, createdAt: madeAt };
      });
    });
  }

  /** @throws DomainError NOT_FOUND */
  async getPlanByKey(ctx: Ctx, key: string): Promise<PlanEntity> {
    const plan = await this.findPlanByKey(ctx, key);
    if (!plan) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'planKey' });
    return plan;
  }

  findPlan(ctx: Ctx, id: string): Promise<PlanEntity | null> {
    return this.one<PlanEntity | null>(ctx, 'plan.byId', id, async (manager, ids) => {
      const rows = await manager.find(PlanEntity, { where: { id: In([...ids]) } });
      return ids.map((one) => rows.find((row) => row.id === one) ?? null);
    });
  }

  /** All versions of a plan, the newest first. */
  listVersions(ctx: Ctx, planId: string): Promise<VersionRow[]> {
    if (!ctx.tx) return this.versions(ctx).load(planId);
    return this.versionsOf(ctx.tx.manager, [planId]).then(([own]) => own as VersionRow[]);
  }

  /** The version that holds now: the highest published. */
  async findCurrentVersion(ctx: Ctx, planId: string): Promise<VersionRow | null> {
    const versions = await this.listVersions(ctx, planId);
    return versions.find((version) => version.state === VersionState.PUBLISHED) ?? null;
  }

  async findVersion(ctx: Ctx, planId: string, number: number): Promise<VersionRow | null> {
    return (await this.listVersions(ctx, planId)).find((version) => version.number === number) ?? null;
  }

  findVersionById(ctx: Ctx, id: string): Promise<VersionRow | null> {
    return this.one<VersionRow | null>(ctx, 'plan.versionById', id, async (manager, ids) => {
      const rows = await manager.find(PlanVersionEntity, {
        select: VERSION_COLUMNS,
        where: { id: In([...ids]) },
      });
      return ids.map((one) => rows.find((row) => row.id === one) ?? null);
    });
  }

  /** Vision, objectives, goals, gazette, monitoring, notes and years of a version. */
  meta(ctx: Ctx, versionId: string): Promise<PlanMeta> {
    return this.one<PlanMeta>(ctx, 'plan.meta', versionId, async (manager, ids) => {
      const rows = await manager.find(PlanVersionEntity, {
        select: { id: true, meta: true },
        where: { id: In([...ids]) },
      });
      return ids.map((id) => (rows.find((row) => row.id === id) as PlanVersionEntity).meta);
    });
  }

  /** The whole tree of a version, without bodies, in one query (none when it was published and read before). */
  tree(ctx: Ctx, versionId: string): Promise<PlanTree> {
    return this.one<PlanTree>(ctx, 'plan.tree', versionId, async (manager, ids) => {
      const missing = ids.filter((id) => !this.#trees.has(id));
      const read = new Map<string, PlanTree>();
      if (missing.length > 0) {
        const rows = await sectionRows(manager)
          .where('text.versionId IN (:...missing)', { missing })
          .orderBy('text.position', 'ASC')
          .getRawMany<SectionRow & { versionState: VersionState }>();
        for (const id of missing) {
          const own = rows.filter((row) => row.versionId === id);
          const tree = new PlanTree(own.map(withoutState));
          read.set(id, tree);
          if (own[0]?.versionState === VersionState.PUBLISHED) this.#trees.set(id, tree);
        }
      }
      return ids.map((id) => read.get(id) ?? (this.#trees.get(id) as PlanTree));
    });
  }

  /**
   * A section by its keys, in the given version or in the one that holds now.
   * @returns null where plan, version or section does not exist
   */
  async findSection(
    ctx: Ctx,
    planKey: string,
    sectionKey: string,
    versionNumber?: number | null,
  ): Promise<SectionRow | null> {
    const plan = await this.findPlanByKey(ctx, planKey);
    if (!plan) return null;
    const version =
      versionNumber == null
        ? await this.findCurrentVersion(ctx, plan.id)
        : await this.findVersion(ctx, plan.id, versionNumber);
    return version ? (await this.tree(ctx, version.id)).find(sectionKey) : null;
  }

  /** The section as the newest published version that has it shows it; batched over the request. */
  findSectionById(ctx: Ctx, sectionId: string): Promise<SectionRow | null> {
    return this.one<SectionRow | null>(ctx, 'plan.sectionById', sectionId, async (manager, ids) => {
      const rows = await sectionRows(manager)
        .where('text.sectionId IN (:...ids)', { ids: [...ids] })
        .andWhere('version.state = :published', { published: VersionState.PUBLISHED })
        .orderBy('version.number', 'DESC')
        .getRawMany<SectionRow & { versionState: VersionState }>();
      return ids.map((id) => {
        const found = rows.find((row) => row.sectionId === id);
        return found ? withoutState(found) : null;
      });
    });
  }

  /** As `findSectionById`, for many; same order, null where there is none. */
  sectionsByIds(ctx: Ctx, sectionIds: readonly string[]): Promise<(SectionRow | null)[]> {
    return Promise.all(sectionIds.map((id) => this.findSectionById(ctx, id)));
  }

  /** The strategies of a version, in reading order. */
  async strategySections(ctx: Ctx, versionId: string): Promise<SectionRow[]> {
    return (await this.tree(ctx, versionId)).rows.filter((row) => row.kind === 'STRATEGY');
  }

  /** Ids of the section and of all below it; empty where the version has no such section. */
  async descendantSectionIds(ctx: Ctx, versionId: string, sectionKey: string): Promise<string[]> {
    const tree = await this.tree(ctx, versionId);
    const row = tree.find(sectionKey);
    return row ? tree.withDescendants(row).map((one) => one.sectionId) : [];
  }

  /** Body and facts of a section's text, batched: listings that do not show them never read them. */
  content(ctx: Ctx, textId: string): Promise<SectionContent> {
    return this.one<SectionContent>(ctx, 'plan.content', textId, async (manager, ids) => {
      const rows = await manager.find(SectionTextEntity, {
        select: { id: true, bodyTh: true, bodyEn: true, facts: true },
        where: { id: In([...ids]) },
      });
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) as SectionContent);
    });
  }

  /** All indicators of a version in order, the plan's own (no section) first. */
  indicators(ctx: Ctx, versionId: string): Promise<IndicatorEntity[]> {
    return this.one<IndicatorEntity[]>(ctx, 'plan.indicators', versionId, async (manager, ids) => {
      const rows = await manager.find(IndicatorEntity, {
        where: { versionId: In([...ids]) },
        order: { position: 'ASC' },
      });
      return ids.map((id) => rows.filter((row) => row.versionId === id));
    });
  }

  focusAreas(ctx: Ctx, versionId: string): Promise<FocusAreaEntity[]> {
    return this.one<FocusAreaEntity[]>(ctx, 'plan.focusAreas', versionId, async (manager, ids) => {
      const rows = await manager.find(FocusAreaEntity, {
        where: { versionId: In([...ids]) },
        order: { number: 'ASC' },
      });
      return ids.map((id) => rows.filter((row) => row.versionId === id));
    });
  }

  private versions(ctx: Ctx) {
    return ctx.loaders.of<string, VersionRow[]>('plan.versions', (planIds) =>
      this.versionsOf(this.database.reader.manager, planIds),
    );
  }

  private async versionsOf(manager: EntityManager, planIds: readonly string[]): Promise<VersionRow[][]> {
    const rows = await manager.find(PlanVersionEntity, {
      select: VERSION_COLUMNS,
      where: { planId: In([...planIds]) },
      order: { number: 'DESC' },
    });
    return planIds.map((one) => rows.filter((row) => row.planId === one));
  }

  /** One value of a batch: over the request's loader, or inside a transaction at once, to see its writes. */
  private async one<Value>(
    ctx: Ctx,
    name: string,
    key: string,
    batch: (manager: EntityManager, keys: readonly string[]) => Promise<Value[]>,
  ): Promise<Value> {
    if (ctx.tx) return (await batch(ctx.tx.manager, [key]))[0] as Value;
    return ctx.loaders.of<string, Value>(name, (keys) => batch(this.database.reader.manager, keys)).load(key);
  }
}

function withoutState({ versionState: _, ...row }: SectionRow & { versionState: VersionState }): SectionRow {
  return row;
}
