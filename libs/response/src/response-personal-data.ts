import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, type DataSubject, type ErasurePlan, type ExportedRow } from '@rapfang/access';
import { Database, type Ctx, type Transaction } from '@rapfang/platform';

/** What this room holds on a person: the official answers they drafted or published. */
@Injectable()
export class ResponsePersonalData implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.personalData.register({
      room: 'response',
      floor: 7,
      export: (ctx, subject) => this.export(ctx, subject),
      erase: (ctx, subject, plan) => this.erase(ctx, subject, plan),
    });
  }

  private async *export(ctx: Ctx, { personId }: DataSubject): AsyncGenerator<ExportedRow> {
    if (!personId) return;
    const rows: { authorId: string; publishedBy: string | null }[] = await this.database.manager(ctx).query(
      `SELECT code, state, author_id AS authorId, published_by AS publishedBy, created_at AS draftedAt,
              published_at AS publishedAt
         FROM response WHERE author_id = ? OR published_by = ? ORDER BY id`,
      [personId, personId],
    );
    for (const { authorId, publishedBy, ...row } of rows) {
      yield {
        set: 'answers',
        row: { ...row, drafted: authorId === personId, published: publishedBy === personId },
      };
    }
  }

  /** An answer is an act of the state and stays as it was given; the name of who wrote it goes. */
  private async erase(
    ctx: Ctx & { tx: Transaction },
    { personId }: DataSubject,
    { pseudonym }: ErasurePlan,
  ): Promise<void> {
    if (!personId) return;
    const manager = this.database.writing(ctx);
    const names = [pseudonym, personId];
    await manager.query('UPDATE response SET author_id = ?, author_name = NULL WHERE author_id = ?', names);
    for (const table of ['response', 'response_revision']) {
      await manager.query(
        `UPDATE ${table} SET published_by = ?, published_by_name = NULL WHERE published_by = ?`,
        names,
      );
    }
  }
}
