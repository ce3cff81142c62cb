import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, type DataSubject, type ExportedRow } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import { Database, type Ctx } from '@rapfang/platform';

const PAGE = 500;

/** For the room below, which knows no people: whom the record names. */
@Injectable()
export class RecordPersonalData implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.personalData.register({
      room: 'audit',
      floor: 1,
      export: (ctx, subject) => this.export(ctx, subject),
      erase: async (ctx, subject, { pseudonym }) => {
        const id = idOf(subject);
        if (id) await this.audit.pseudonymise(ctx, id, pseudonym);
      },
    });
  }

  /** What one did, and what was done about oneself; not who did that. */
  private async *export(ctx: Ctx, subject: DataSubject): AsyncGenerator<ExportedRow> {
    const id = idOf(subject);
    if (!id) return;
    for (let after = ''; ;) {
      const rows: { id: string; own: number }[] = await this.database.manager(ctx).query(
        `SELECT e.id AS id, e.at AS at, e.action AS action, e.subject_type AS subjectType, e.subject_id AS subjectId,
                CASE WHEN d.actor_id = ? THEN 1 ELSE 0 END AS own
           FROM audit_detail d JOIN audit_entry e ON e.id = d.entry_id
          WHERE (d.actor_id = ? OR d.subject_id = ?) AND d.entry_id > ? ORDER BY d.entry_id LIMIT ${PAGE}`,
        [id, id, id, after],
      );
      for (const { own, ...row } of rows)
        yield { set: 'record', row: { ...row, byOneself: Number(own) === 1 } };
      if (rows.length < PAGE) return;
      after = (rows.at(-1) as { id: string }).id;
    }
  }
}

/** The record knows people and guests by their bare id. */
function idOf({ authorKey }: DataSubject): string | null {
  return authorKey?.split(':')[1] ?? null;
}
