import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, id, longText, time, words } from './table.js';

/** Runs of the retention job. */
export class Retention1700000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'retention_run',
      [id(), time('started_at'), time('finished_at', true), words('started_by', 8), longText('results')],
      { indexes: { ix_retention_run_started: ['started_at'] } },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
