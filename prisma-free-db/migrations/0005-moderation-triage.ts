import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, id, ref, time, whole, words } from './table.js';

export class ModerationAndTriage1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'moderation_decision',
      [
        id(),
        ref('plan_id'),
        ref('comment_id'),
        words('from_state', 16),
        words('to_state', 16),
        words('decision', 16),
        words('reason_code', 24, true),
        words('reason_text', 1000, true),
        ref('actor_id'),
        words('actor_name', 120, true),
        time('at'),
      ],
      {
        indexes: {
          ix_moderation_decision_comment: ['comment_id', 'at'],
          ix_moderation_decision_plan: ['plan_id', 'at'],
        },
        foreign: { fk_moderation_decision_comment: ['comment_id', 'comment'] },
      },
    );
    await createTable(
      runner,
      'tag',
      [
        id(),
        ref('plan_id'),
        words('kind', 16),
        words('key', 64),
        words('code', 64),
        words('label_th', 1000, true),
        words('label_en', 1000, true),
        whole('strategy_number', true),
        ref('section_id', true),
        whole('position'),
        time('retired_at', true),
      ],
      { unique: { ux_tag_key: ['plan_id', 'kind', 'key'] } },
    );
    await createTable(
      runner,
      'comment_tag',
      // `active` is 1 or null: nulls differ from each other, so the unique key holds for standing tags alone.
      [
        id(),
        ref('comment_id'),
        ref('tag_id'),
        { ...flag('active'), isNullable: true },
        words('source', 8),
        ref('actor_id'),
        words('by_name', 120, true),
        time('at'),
        time('removed_at', true),
        ref('removed_by', true),
      ],
      {
        unique: { ux_comment_tag: ['comment_id', 'tag_id', 'active'] },
        indexes: { ix_comment_tag_tag: ['tag_id', 'active', 'comment_id'] },
        foreign: { fk_comment_tag_comment: ['comment_id', 'comment'], fk_comment_tag_tag: ['tag_id', 'tag'] },
      },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
