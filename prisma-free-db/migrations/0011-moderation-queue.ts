import { Table, TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { createTable, id, longText, primary, ref, time, whole, words } from './table.js';

export class ModerationQueue1700000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const added = [
      { ...words('act', 16), default: "'DECIDE'" },
      ref('undoes_id', true),
      ref('batch_id', true),
      whole('revision', true),
      longText('replaced', true),
    ].map(
      (column) =>
        new TableColumn({
          ...column,
          type: runner.connection.driver.normalizeType({ type: column.type as 'int' }),
        }),
    );
    const decisions = (await runner.getTable('moderation_decision')) as Table;
    await runner.addColumns(decisions, added);
    await runner.createIndices('moderation_decision', [
      new TableIndex({ name: 'ix_moderation_decision_batch', columnNames: ['batch_id'] }),
      new TableIndex({ name: 'ix_moderation_decision_actor', columnNames: ['actor_id', 'comment_id'] }),
    ]);
    await createTable(
      runner,
      'moderation_claim',
      [
        primary(ref('comment_id')),
        ref('plan_id'),
        ref('actor_id'),
        words('actor_name', 120, true),
        time('claimed_at'),
        time('expires_at'),
      ],
      {
        indexes: { ix_moderation_claim_plan: ['plan_id', 'expires_at'] },
        foreign: { fk_moderation_claim_comment: ['comment_id', 'comment'] },
      },
    );
    await createTable(
      runner,
      'moderation_proposal',
      [
        primary(ref('comment_id')),
        ref('plan_id'),
        ref('decision_id'),
        ref('actor_id'),
        words('actor_name', 120, true),
        words('reason_code', 24),
        words('reason_text', 1000, true),
        whole('revision'),
        time('at'),
      ],
      {
        indexes: { ix_moderation_proposal_plan: ['plan_id', 'at'] },
        foreign: { fk_moderation_proposal_comment: ['comment_id', 'comment'] },
      },
    );
    await createTable(
      runner,
      'moderation_appeal',
      [
        id(),
        ref('plan_id'),
        ref('comment_id'),
        words('against', 16),
        longText('text'),
        time('at'),
        words('state', 16),
        ref('decider_id', true),
        words('decider_name', 120, true),
        words('reason_text', 1000, true),
        time('decided_at', true),
      ],
      {
        unique: { ux_moderation_appeal_comment: ['comment_id'] },
        indexes: { ix_moderation_appeal_plan: ['plan_id', 'state', 'id'] },
        foreign: { fk_moderation_appeal_comment: ['comment_id', 'comment'] },
      },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
