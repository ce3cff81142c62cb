import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableColumn } from 'typeorm';
import { createTable, flag, id, longText, ref, time, whole, words } from './table.js';

/** Checks of incoming comments, their findings, banned terms, readers' reports, and each round's settings for them. */
export class Checks1700000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'comment', [words('fingerprint', 17, true)]);
    await addColumns(runner, 'round', [
      longText('checks', true),
      flag('four_eyes', 0),
      flag('reports_open', 1),
      whole('report_threshold', false, 3),
      flag('reports_hold', 0),
    ]);
    await createTable(
      runner,
      'moderation_finding',
      [
        id(),
        ref('plan_id'),
        ref('comment_id'),
        whole('revision'),
        whole('position'),
        words('check_name', 24),
        words('outcome', 8),
        longText('evidence'),
        time('at'),
      ],
      {
        indexes: {
          ix_moderation_finding_comment: ['comment_id', 'revision', 'position'],
          ix_moderation_finding_check: ['plan_id', 'check_name', 'comment_id'],
        },
        foreign: { fk_moderation_finding_comment: ['comment_id', 'comment'] },
      },
    );
    await createTable(
      runner,
      'banned_term',
      [
        id(),
        ref('plan_id', true),
        words('text', 200),
        words('language', 2),
        words('severity', 8),
        words('matching', 16),
        words('note', 500, true),
        ref('added_by'),
        time('added_at'),
        time('retired_at', true),
        ref('retired_by', true),
      ],
      { indexes: { ix_banned_term_live: ['retired_at', 'plan_id'] } },
    );
    await createTable(
      runner,
      'comment_report',
      [
        id(),
        ref('plan_id'),
        ref('comment_id'),
        words('reporter_key', 40),
        flag('signed_in'),
        flag('counted'),
        words('reason', 24),
        words('text', 1000, true),
        time('at'),
        time('raised_at', true),
        time('resolved_at', true),
        words('resolution', 16, true),
        ref('resolved_by', true),
      ],
      {
        unique: { ux_comment_report: ['comment_id', 'reporter_key'] },
        indexes: {
          ix_comment_report_desk: ['plan_id', 'resolved_at', 'comment_id'],
          ix_comment_report_reporter: ['reporter_key', 'at'],
        },
        foreign: { fk_comment_report_comment: ['comment_id', 'comment'] },
      },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}

async function addColumns(
  runner: QueryRunner,
  table: string,
  columns: ReturnType<typeof words>[],
): Promise<void> {
  const { driver } = runner.connection;
  await runner.addColumns(
    table,
    columns.map(
      (column) => new TableColumn({ ...column, type: driver.normalizeType({ type: column.type as 'int' }) }),
    ),
  );
}
