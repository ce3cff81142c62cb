import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, type DataSubject, type ErasurePlan, type ExportedRow } from '@rapfang/access';
import { subjectComments } from '@rapfang/comment';
import { Database, type Ctx, type Transaction } from '@rapfang/platform';

/** Columns that name who acted for the office. */
const ACTS = [
  ['comment_report', 'resolved_by'],
  ['banned_term', 'added_by'],
  ['banned_term', 'retired_by'],
] as const;

/** Columns that keep the name beside the id. */
const NAMED_ACTS = [
  ['moderation_decision', 'actor'],
  ['moderation_appeal', 'decider'],
  ['moderation_proposal', 'actor'],
] as const;

/** What this room holds on a person: decisions about their comments, and those they took for the state. */
@Injectable()
export class ModerationPersonalData implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.personalData.register({
      room: 'moderation',
      floor: 6,
      export: (ctx, subject) => this.export(ctx, subject),
      erase: (ctx, subject, plan) => this.erase(ctx, subject, plan),
    });
  }

  /** Who decided is another person's data, so it is left out of decisions about the own comments. */
  private async *export(ctx: Ctx, subject: DataSubject): AsyncGenerator<ExportedRow> {
    const manager = this.database.manager(ctx);
    const own = subjectComments(subject);
    const columns =
      'comment_id AS commentId, decision, reason_code AS reasonCode, reason_text AS reasonText, at';
    const about: Record<string, unknown>[] = await manager.query(
      `SELECT ${columns} FROM moderation_decision WHERE comment_id IN (${own.text}) ORDER BY at, id`,
      own.values,
    );
    for (const row of about) yield { set: 'decisionsOnComments', row };
    const appeals: Record<string, unknown>[] = await manager.query(
      `SELECT comment_id AS commentId, text, at, state, reason_text AS answer, decided_at AS decidedAt
         FROM moderation_appeal WHERE comment_id IN (${own.text}) ORDER BY at, id`,
      own.values,
    );
    for (const row of appeals) yield { set: 'appeals', row };
    const reports: Record<string, unknown>[] = await manager.query(
      `SELECT comment_id AS commentId, reason, text, at, resolution FROM comment_report
        WHERE reporter_key = ? ORDER BY at, id`,
      [subject.authorKey ?? ''],
    );
    for (const row of reports) yield { set: 'reportsMade', row };
    if (!subject.personId) return;
    const taken: Record<string, unknown>[] = await manager.query(
      `SELECT ${columns} FROM moderation_decision WHERE actor_id = ? ORDER BY at, id`,
      [subject.personId],
    );
    for (const row of taken) yield { set: 'decisionsTaken', row };
  }

  /** The decision stays, an act of the office; its words about the author go, and the name of who took it. */
  private async erase(
    ctx: Ctx & { tx: Transaction },
    subject: DataSubject,
    { pseudonym }: ErasurePlan,
  ): Promise<void> {
    const manager = this.database.writing(ctx);
    const own = subjectComments(subject);
    await manager.query(
      `UPDATE moderation_decision SET reason_text = NULL, replaced = NULL WHERE comment_id IN (${own.text})`,
      own.values,
    );
    // Whether a report was right is kept; its words may repeat what was said, and the findings do.
    await manager.query(
      `UPDATE comment_report SET text = NULL WHERE comment_id IN (${own.text})`,
      own.values,
    );
    await manager.query(
      `UPDATE moderation_appeal SET text = '', reason_text = NULL WHERE comment_id IN (${own.text})`,
      own.values,
    );
    await manager.query(
      `UPDATE moderation_proposal SET reason_text = NULL WHERE comment_id IN (${own.text})`,
      own.values,
    );
    await manager.query(`DELETE FROM moderation_finding WHERE comment_id IN (${own.text})`, own.values);
    if (subject.authorKey) await this.unlinkReports(ctx, subject.authorKey);
    if (!subject.personId) return;
    await manager.query('DELETE FROM moderation_claim WHERE actor_id = ?', [subject.personId]);
    for (const [table, column] of ACTS) {
      await manager.query(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`, [
        pseudonym,
        subject.personId,
      ]);
    }
    for (const [table, who] of NAMED_ACTS) {
      await manager.query(`UPDATE ${table} SET ${who}_id = ?, ${who}_name = NULL WHERE ${who}_id = ?`, [
        pseudonym,
        subject.personId,
      ]);
    }
  }

  /** A report counts on, under a random name of its own and without its words. */
  private async unlinkReports(ctx: Ctx & { tx: Transaction }, reporterKey: string): Promise<void> {
    const random =
      this.database.kind === 'sqlite' ? 'lower(hex(randomblob(16)))' : "REPLACE(UUID(), '-', '')";
    await this.database
      .writing(ctx)
      .query(
        `UPDATE comment_report SET reporter_key = CONCAT('erased:', ${random}), text = NULL WHERE reporter_key = ?`,
        [reporterKey],
      );
  }
}
