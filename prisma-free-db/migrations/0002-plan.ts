import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, id, longText, ref, time, whole, words } from './table.js';

export class Plan1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'plan', [id(), words('key', 64), time('created_at')], {
      unique: { ux_plan_key: ['key'] },
    });
    await createTable(
      runner,
      'plan_version',
      [
        id(),
        ref('plan_id'),
        whole('number'),
        words('state', 16),
        words('label_th', 200, true),
        words('label_en', 200, true),
        words('title_th', 1000, true),
        words('title_en', 1000, true),
        longText('meta'),
        whole('section_total'),
        words('source_sha256', 64),
        flag('demonstration'),
        time('created_at'),
        time('published_at', true),
      ],
      {
        unique: { ux_plan_version_number: ['plan_id', 'number'] },
        foreign: { fk_plan_version_plan: ['plan_id', 'plan'] },
      },
    );
    await createTable(runner, 'section', [id(), ref('plan_id'), words('key', 64), time('created_at')], {
      unique: { ux_section_key: ['plan_id', 'key'] },
      foreign: { fk_section_plan: ['plan_id', 'plan'] },
    });
    await createTable(
      runner,
      'section_text',
      [
        id(),
        ref('version_id'),
        ref('section_id'),
        ref('parent_section_id', true),
        ref('strategy_section_id', true),
        whole('position'),
        whole('depth'),
        words('kind', 16),
        words('code', 32),
        whole('number', true),
        words('title_th', 1000, true),
        words('title_en', 1000, true),
        longText('body_th', true),
        longText('body_en', true),
        longText('plain_th', true),
        longText('plain_en', true),
        longText('facts'),
      ],
      {
        unique: { ux_section_text_section: ['version_id', 'section_id'] },
        indexes: {
          ix_section_text_order: ['version_id', 'position'],
          ix_section_text_identity: ['section_id'],
        },
        foreign: {
          fk_section_text_version: ['version_id', 'plan_version'],
          fk_section_text_section: ['section_id', 'section'],
        },
      },
    );
    await createTable(
      runner,
      'focus_area',
      [
        id(),
        ref('version_id'),
        words('code', 64),
        whole('number'),
        words('name_th', 300, true),
        words('name_en', 300, true),
      ],
      {
        unique: { ux_focus_area_code: ['version_id', 'code'] },
        foreign: { fk_focus_area_version: ['version_id', 'plan_version'] },
      },
    );
    await createTable(
      runner,
      'indicator',
      [
        id(),
        ref('version_id'),
        ref('section_id', true),
        whole('position'),
        words('key', 64),
        words('code', 32, true),
        words('name_th', 1000, true),
        words('name_en', 1000, true),
        words('unit_th', 100, true),
        words('unit_en', 100, true),
        longText('baseline'),
        longText('targets'),
        longText('details'),
      ],
      {
        unique: { ux_indicator_key: ['version_id', 'key'] },
        indexes: { ix_indicator_section: ['version_id', 'section_id'] },
        foreign: { fk_indicator_version: ['version_id', 'plan_version'] },
      },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
