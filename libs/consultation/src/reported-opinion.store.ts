import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, type Ctx, type Transaction } from '@rapfang/platform';
import { ReportedOpinionEntity } from './reported-opinion.entity.js';

/** Reads and writes of the opinions that documents report. */
@Injectable()
export class ReportedOpinionStore {
  constructor(private readonly database: Database) {}

  /** All of a plan, in the order of the documents. */
  listOpinions(ctx: Ctx, planId: string): Promise<ReportedOpinionEntity[]> {
    return ctx.loaders
      .of<string, ReportedOpinionEntity[]>('round.opinions', async (planIds) => {
        const rows = await this.database.reader.manager.find(ReportedOpinionEntity, {
          where: { planId: In([...planIds]) },
          order: { position: 'ASC' },
        });
        return planIds.map((one) => rows.filter((row) => row.planId === one));
      })
      .load(planId);
  }

  /** Keys that are there already. */
  async knownKeys(ctx: Ctx, planId: string): Promise<Set<string>> {
    const rows = await this.database
      .manager(ctx)
      .find(ReportedOpinionEntity, { select: { id: true, key: true }, where: { planId } });
    return new Set(rows.map((row) => row.key));
  }

  async insertOpinions(
    ctx: Ctx & { tx: Transaction },
    opinions: readonly ReportedOpinionEntity[],
  ): Promise<void> {
    await this.database.writing(ctx).insert(ReportedOpinionEntity, [...opinions]);
  }
}
