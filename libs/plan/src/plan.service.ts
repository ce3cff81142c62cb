import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { Database, DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import { contentDigest } from './canonical.rules.js';
import type { PlanDocument } from './plan-document.js';
import { PlanRecord } from './plan-record.js';
import { PlanVersionStore } from './plan-version.store.js';
import { PLAN_VERSION_IMPORTED, PLAN_VERSION_PUBLISHED } from './plan.events.js';
import { planPermissions } from './plan.permissions.js';
import { VersionState } from './plan.rules.js';
import { PlanStore, type VersionRow } from './plan.store.js';

export interface ImportSettings {
  /** Publish at once. */
  publish?: boolean;
  /** Marks the version as demonstration data. */
  demonstration?: boolean;
  label?: { th: string; en: string };
}

export interface Imported {
  planKey: string;
  versionNumber: number;
  /** False when the newest version has the same content already. */
  isNew: boolean;
  state: VersionState;
}

/** The verbs of a plan: import a version, publish it. */
@Injectable()
export class PlanService {
  constructor(
    private readonly database: Database,
    private readonly plans: PlanStore,
    private readonly versions: PlanVersionStore,
    private readonly access: Access,
    private readonly record: PlanRecord,
  ) {}

  /** The newest version of the plan, when it has this very content. */
  async findSameContent(ctx: Ctx, document: PlanDocument): Promise<VersionRow | null> {
    const plan = await this.plans.findPlanByKey(ctx, document.key);
    const newest = plan && (await this.plans.listVersions(ctx, plan.id))[0];
    return newest?.sourceSha256 === contentDigest(document) ? newest : null;
  }

  /** Writes a document as a new draft version, in one transaction; the same content again makes none. */
  async importVersion(ctx: Ctx, document: PlanDocument, settings: ImportSettings = {}): Promise<Imported> {
    const result = await this.database.transaction(ctx, async (ctx) => {
      const { plan, isNew: isFirst } = await this.versions.ensurePlan(ctx, document.key);
      // Nobody has a role on a plan that is only now made: that takes a role held everywhere.
      this.access.require(ctx, planPermissions.import, { planId: isFirst ? null : plan.id });
      const newest = (await this.plans.listVersions(ctx, plan.id))[0];
      const sourceSha256 = contentDigest(document);
      const isNew = newest?.sourceSha256 !== sourceSha256;
      const number = isNew ? (newest?.number ?? 0) + 1 : (newest as VersionRow).number;
      if (isNew) {
        const label = settings.label ?? { th: `ฉบับที่ ${number}`, en: `Version ${number}` };
        const versionId = await this.versions.insertDraft(
          ctx,
          {
            planId: plan.id,
            number,
            labelTh: label.th,
            labelEn: label.en,
            sourceSha256,
            demonstration: settings.demonstration ?? false,
          },
          document,
        );
        await this.record.keep(ctx, PLAN_VERSION_IMPORTED, {
          planId: plan.id,
          planKey: plan.key,
          versionId,
          versionNumber: number,
        });
      }
      if (settings.publish && (isNew || newest?.state === VersionState.DRAFT))
        await this.publishVersion(ctx, plan.key, number);
      const version = await this.plans.findVersion(ctx, plan.id, number);
      return { planKey: plan.key, versionNumber: number, isNew, state: (version as VersionRow).state };
    });
    ctx.loaders.clear();
    return result;
  }

  /**
   * Freezes a draft and shows it to everyone. From now on nothing in it changes.
   * @throws DomainError NOT_FOUND, CONFLICT when it is published already
   */
  async publishVersion(ctx: Ctx, planKey: string, number: number): Promise<void> {
    await this.database.transaction(ctx, async (ctx) => {
      const plan = await this.plans.getPlanByKey(ctx, planKey);
      this.access.require(ctx, planPermissions.publish, { planId: plan.id });
      const version = await this.plans.findVersion(ctx, plan.id, number);
      if (!version) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'number' });
      await this.versions.freeze(ctx, version.id);
      await this.record.keep(ctx, PLAN_VERSION_PUBLISHED, {
        planId: plan.id,
        planKey,
        versionId: version.id,
        versionNumber: number,
      });
    });
    ctx.loaders.clear();
  }
}
