import { Injectable } from '@nestjs/common';
import type { Ctx } from '@rapfang/platform';
import type { PlanDocument } from './plan-document.js';
import { FILE_BYTES_MOST, readPlanFile } from './plan-file.js';
import { readPlan } from './plan-reading.rules.js';
import { countKinds, type SectionKind } from './plan.rules.js';
import { PlanService, type Imported, type ImportSettings } from './plan.service.js';
import type { Problem } from './reading.js';

export interface FileReading {
  /** Null when there are problems. */
  document: PlanDocument | null;
  problems: Problem[];
  /** Problems beyond those listed. */
  moreProblems: number;
  /** Paths of members that mean nothing to us. */
  ignored: string[];
  kindCounts: { kind: SectionKind; count: number }[];
  sectionTotal: number;
}

/**
 * Reads and checks a plan file without touching the database.
 * @param planKey replaces the file's own key
 */
export async function checkPlanFile(
  source: AsyncIterable<Uint8Array>,
  planKey: string | null = null,
  bytesMost = FILE_BYTES_MOST,
): Promise<FileReading> {
  const file = await readPlanFile(source, bytesMost);
  if (file.problem) {
    return {
      document: null,
      problems: [file.problem],
      moreProblems: 0,
      ignored: [],
      kindCounts: [],
      sectionTotal: 0,
    };
  }
  const { plan, reading } = readPlan(file.reading);
  const document = plan && planKey !== null ? { ...plan, key: planKey } : plan;
  return {
    document,
    problems: reading.problems,
    moreProblems: reading.more,
    ignored: reading.ignored,
    kindCounts: countKinds(document?.sections ?? []),
    sectionTotal: document?.sections.length ?? 0,
  };
}

export interface ImportOptions extends ImportSettings {
  /** Checks and counts; writes nothing. */
  dryRun?: boolean;
  planKey?: string | null;
}

export interface ImportReport extends FileReading {
  /** Null after a dry run or when there are problems. */
  imported: Imported | null;
  /** Number of the version that has this content already, or null. */
  sameAsVersion: number | null;
}

/** Import of a plan file: check everything, then write everything, or nothing. */
@Injectable()
export class PlanImportService {
  constructor(private readonly plans: PlanService) {}

  async importFile(
    ctx: Ctx,
    source: AsyncIterable<Uint8Array>,
    options: ImportOptions = {},
  ): Promise<ImportReport> {
    const { dryRun, planKey, ...settings } = options;
    return this.importReading(ctx, await checkPlanFile(source, planKey ?? null), dryRun ?? false, settings);
  }

  /** Second half of `importFile`, for callers that check before they open the database. */
  async importReading(
    ctx: Ctx,
    reading: FileReading,
    dryRun: boolean,
    settings: ImportSettings,
  ): Promise<ImportReport> {
    if (!reading.document) return { ...reading, imported: null, sameAsVersion: null };
    if (dryRun) {
      const same = await this.plans.findSameContent(ctx, reading.document);
      return { ...reading, imported: null, sameAsVersion: same?.number ?? null };
    }
    const imported = await this.plans.importVersion(ctx, reading.document, settings);
    return { ...reading, imported, sameAsVersion: imported.isNew ? null : imported.versionNumber };
  }
}
