import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { createTable, flag, id, ref, time, words } from './table.js';

export class Identity1700000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'person_identity',
      [
        id(),
        ref('person_id'),
        words('issuer', 255),
        words('subject', 255),
        words('provider', 24),
        words('assurance', 8),
        time('created_at'),
        time('last_used_at'),
      ],
      {
        unique: { ux_person_identity: ['issuer', 'subject'] },
        indexes: { ix_person_identity_person: ['person_id'] },
        foreign: { fk_person_identity_person: ['person_id', 'person'] },
      },
    );
    await createTable(runner, 'person_national_id', [id(), words('number_hash', 64), time('created_at')], {
      unique: { ux_person_national_id: ['number_hash'] },
      foreign: { fk_person_national_id: ['id', 'person'] },
    });
    // Kept with the comment, as the name above it is: what its author was vouched for when it was sent.
    await runner.addColumn(
      'comment',
      new TableColumn({
        ...flag('author_verified', 0),
        type: runner.connection.driver.normalizeType({ type: 'tinyint' }),
      }),
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
