import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, type DataSubject, type ErasurePlan, type ExportedRow } from '@rapfang/access';
import { Database, type Ctx, type Transaction } from '@rapfang/platform';

/** What this room holds on a person: the tags they put on comments as staff. */
@Injectable()
export class TriagePersonalData implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.personalData.register({
      room: 'triage',
      floor: 6,
      export: (ctx, subject) => this.export(ctx, subject),
      erase: (ctx, subject, plan) => this.erase(ctx, subject, plan),
    });
  }

  private async *export(ctx: Ctx, { personId }: DataSubject): AsyncGenerator<ExportedRow> {
    if (!personId) return;
    const rows: Record<string, unknown>[] = await this.database.manager(ctx).query(
      `SELECT c.comment_id AS commentId, t.kind AS kind, t.\`key\` AS tag, c.at AS at, c.removed_at AS removedAt
         FROM comment_tag c JOIN tag t ON t.id = c.tag_id WHERE c.actor_id = ? ORDER BY c.at, c.id`,
      [personId],
    );
    for (const row of rows) yield { set: 'tagsSet', row };
  }

  private async erase(
    ctx: Ctx & { tx: Transaction },
    { personId }: DataSubject,
    { pseudonym }: ErasurePlan,
  ): Promise<void> {
    if (!personId) return;
    const manager = this.database.writing(ctx);
    await manager.query('UPDATE comment_tag SET actor_id = ?, by_name = NULL WHERE actor_id = ?', [
      pseudonym,
      personId,
    ]);
    await manager.query('UPDATE comment_tag SET removed_by = ? WHERE removed_by = ?', [pseudonym, personId]);
  }
}
