import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import {
  Clock,
  Database,
  DomainError,
  ErrorCode,
  newId,
  type Ctx,
  type Transaction,
} from '@rapfang/platform';
import { FocusAreaEntity, IndicatorEntity } from './indicator.entity.js';
import type { PlanDocument } from './plan-document.js';
import { PlanEntity, PlanVersionEntity } from './plan.entity.js';
import { plainText, VersionState } from './plan.rules.js';
import { SectionEntity, SectionTextEntity } from './section.entity.js';

type Writing = Ctx & { tx: Transaction };
/** Rows in one INSERT: far below SQLite's 32,766 variables and a 16 MB packet. */
const BATCH = 50;

export interface VersionToInsert {
  planId: string;
  number: number;
  labelTh: string;
  labelEn: string;
  sourceSha256: string;
  demonstration: boolean;
}

/**
 * All writes of plans. A published version is frozen: every write asks first, under the lock of the
 * version's row, and is refused with CONFLICT.
 */
@Injectable()
export class PlanVersionStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The plan, made when missing, and locked until the transaction ends, so that numbers are given one
   * at a time. Comes first in its transaction: what is read after the lock is up to date.
   */
  async ensurePlan(ctx: Writing, key: string): Promise<{ plan: PlanEntity; isNew: boolean }> {
    const manager = this.database.writing(ctx);
    const lock = this.database.kind === 'sqlite' ? {} : { lock: { mode: 'pessimistic_write' as const } };
    const found = await manager.findOne(PlanEntity, { where: { key }, ...lock });
    if (found) return { plan: found, isNew: false };
    const plan = { id: newId(), key, createdAt: this.clock.now() };
    await manager.insert(PlanEntity, plan);
    return { plan, isNew: true };
  }

  /** Writes a new draft with everything in it; identities of sections are kept by key. */
  async insertDraft(ctx: Writing, version: VersionToInsert, document: PlanDocument): Promise<string> {
    const id = newId();
    await this.database.writing(ctx).insert(PlanVersionEntity, {
      ...version,
      id,
      state: VersionState.DRAFT,
      titleTh: document.title.th,
      titleEn: document.title.en,
      meta: document.meta as never,
      sectionTotal: document.sections.length,
      demonstration: version.demonstration ? 1 : 0,
      createdAt: this.clock.now(),
      publishedAt: null,
    });
    const identities = await this.identities(
      ctx,
      version.planId,
      document.sections.map((section) => section.key),
    );
    await this.insertContent(ctx, id, document, identities);
    return id;
  }

  /** Writes sections, focus areas and indicators of a draft. */
  async insertContent(
    ctx: Writing,
    versionId: string,
    document: PlanDocument,
    identities: ReadonlyMap<string, string>,
  ): Promise<void> {
    const manager = this.database.writing(ctx);
    await this.requireDraft(ctx, versionId);
    const idOf = (key: string | null) => (key === null ? null : (identities.get(key) as string));
    const texts = document.sections.map(
      ({ key, parentKey, strategyKey, title, body, ...section }, position) => ({
        ...section,
        id: newId(),
        versionId,
        sectionId: idOf(key) as string,
        parentSectionId: idOf(parentKey),
        strategySectionId: idOf(strategyKey),
        position,
        titleTh: title.th,
        titleEn: title.en,
        bodyTh: body.th,
        bodyEn: body.en,
        plainTh: null,
        plainEn: null,
      }),
    );
    for (const rows of batches(texts)) await manager.insert(SectionTextEntity, rows as never);
    const areas = document.focusAreas.map(({ code, number, name }) => ({
      id: newId(),
      versionId,
      code,
      number,
      nameTh: name.th,
      nameEn: name.en,
    }));
    for (const rows of batches(areas)) await manager.insert(FocusAreaEntity, rows);
    const indicators = document.indicators.map(({ sectionKey, name, unit, ...indicator }, position) => ({
      ...indicator,
      id: newId(),
      versionId,
      sectionId: idOf(sectionKey),
      position,
      nameTh: name.th,
      nameEn: name.en,
      unitTh: unit.th,
      unitEn: unit.en,
    }));
    for (const rows of batches(indicators)) await manager.insert(IndicatorEntity, rows as never);
  }

  /** Freezes a draft: writes the plain texts in which anchors count, then marks it PUBLISHED. */
  async freeze(ctx: Writing, versionId: string): Promise<void> {
    const manager = this.database.writing(ctx);
    await this.requireDraft(ctx, versionId);
    const texts = await manager.find(SectionTextEntity, {
      select: { id: true, bodyTh: true, bodyEn: true },
      where: { versionId },
    });
    for (const { id, bodyTh, bodyEn } of texts) {
      await manager.update(
        SectionTextEntity,
        { id },
        { plainTh: plainText(bodyTh), plainEn: plainText(bodyEn) },
      );
    }
    await manager.update(
      PlanVersionEntity,
      { id: versionId },
      { state: VersionState.PUBLISHED, publishedAt: this.clock.now() },
    );
  }

  /** @throws DomainError CONFLICT when the version is frozen, NOT_FOUND when there is none */
  private async requireDraft(ctx: Writing, versionId: string): Promise<void> {
    const lock = this.database.kind === 'sqlite' ? {} : { lock: { mode: 'pessimistic_write' as const } };
    const version = await this.database
      .writing(ctx)
      .findOne(PlanVersionEntity, { select: { id: true, state: true }, where: { id: versionId }, ...lock });
    if (!version) throw new DomainError(ErrorCode.NOT_FOUND);
    if (version.state !== VersionState.DRAFT) {
      throw new DomainError(ErrorCode.CONFLICT, { params: { rule: 'versionIsFrozen' } });
    }
  }

  /** Key → lasting id, making identities for keys not seen before. */
  private async identities(
    ctx: Writing,
    planId: string,
    keys: readonly string[],
  ): Promise<Map<string, string>> {
    const manager = this.database.writing(ctx);
    const known = new Map<string, string>();
    for (const some of batches(keys)) {
      const rows = await manager.find(SectionEntity, { where: { planId, key: In(some) } });
      for (const row of rows) known.set(row.key, row.id);
    }
    const createdAt = this.clock.now();
    const missing = keys
      .filter((key) => !known.has(key))
      .map((key) => ({ id: newId(), planId, key, createdAt }));
    for (const rows of batches(missing)) await manager.insert(SectionEntity, rows);
    for (const row of missing) known.set(row.key, row.id);
    return known;
  }
}

function batches<Row>(rows: readonly Row[]): Row[][] {
  const result: Row[][] = [];
  for (let from = 0; from < rows.length; from += BATCH) result.push(rows.slice(from, from + BATCH));
  return result;
}
