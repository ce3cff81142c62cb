import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, id, longText, ref, time, whole, words } from './table.js';

export class Consultation1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'round',
      [
        id(),
        ref('plan_id'),
        ref('version_id', true),
        words('key', 64),
        whole('position'),
        words('method', 32),
        words('stated_state', 16, true),
        words('title_th', 1000, true),
        words('title_en', 1000, true),
        longText('summary_th', true),
        longText('summary_en', true),
        words('organiser_th', 300, true),
        words('organiser_en', 300, true),
        words('channel', 64, true),
        longText('topics'),
        longText('questions'),
        words('starts_on', 10, true),
        words('ends_on', 10, true),
        words('date_precision', 16),
        words('date_as_written', 200, true),
        time('opens_at', true),
        time('closes_at', true),
        time('results_due_at', true),
        words('moderation_policy', 32),
        words('participation', 16),
        longText('participants'),
        longText('outcome_th', true),
        longText('outcome_en', true),
        longText('resolution', true),
        words('source', 300, true),
        flag('demonstration'),
        time('created_at'),
      ],
      {
        unique: { ux_round_key: ['plan_id', 'key'] },
        indexes: { ix_round_order: ['plan_id', 'position'], ix_round_open: ['plan_id', 'opens_at'] },
        foreign: { fk_round_plan: ['plan_id', 'plan'], fk_round_version: ['version_id', 'plan_version'] },
      },
    );
    await createTable(runner, 'round_section', [id(), ref('round_id'), ref('section_id')], {
      unique: { ux_round_section: ['round_id', 'section_id'] },
      foreign: {
        fk_round_section_round: ['round_id', 'round'],
        fk_round_section_section: ['section_id', 'section'],
      },
    });
    await createTable(
      runner,
      'reported_opinion',
      [
        id(),
        ref('plan_id'),
        words('key', 64),
        ref('round_id', true),
        whole('position'),
        words('speaker_body_th', 300, true),
        words('speaker_body_en', 300, true),
        longText('text_th', true),
        longText('text_en', true),
        words('strategy_key', 64, true),
        words('section_key', 64, true),
        words('source', 300),
        words('provenance', 1000),
        longText('response_th', true),
        longText('response_en', true),
        words('response_provenance', 1000, true),
        words('response_source', 300, true),
        words('disposition', 32, true),
      ],
      {
        unique: { ux_reported_opinion_key: ['plan_id', 'key'] },
        indexes: {
          ix_reported_opinion_order: ['plan_id', 'position'],
          ix_reported_opinion_round: ['round_id'],
        },
        foreign: {
          fk_reported_opinion_plan: ['plan_id', 'plan'],
          fk_reported_opinion_round: ['round_id', 'round'],
        },
      },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
