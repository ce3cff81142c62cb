import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { createTable, id, ref, time, words } from './table.js';

export class Privacy1700000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn(
      'round',
      new TableColumn({ ...words('erasure_rule', 24), default: "'KEEP_PUBLIC_TEXT'" }),
    );
    await createTable(
      runner,
      'consent',
      [
        id(),
        words('subject_key', 40),
        words('purpose', 16),
        words('version', 32),
        ref('comment_id', true),
        time('given_at'),
        time('withdrawn_at', true),
      ],
      {
        indexes: {
          ix_consent_subject: ['subject_key', 'purpose', 'id'],
          ix_consent_comment: ['comment_id'],
        },
      },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
