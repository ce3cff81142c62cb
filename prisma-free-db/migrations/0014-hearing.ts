import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, id, longText, ref, time, whole, words } from './table.js';

export class Hearing1700000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'hearing',
      [
        id(),
        ref('plan_id'),
        words('plan_key', 64),
        ref('round_id'),
        words('key', 64),
        words('title_th', 300, true),
        words('title_en', 300, true),
        words('venue_th', 300, true),
        words('venue_en', 300, true),
        time('starts_at'),
        time('ends_at'),
        words('state', 16),
        ref('current_item_id', true),
        words('stream_kind', 16, true),
        words('stream_url', 1000, true),
        words('sign_kind', 16, true),
        words('sign_url', 1000, true),
        words('captions_url', 1000, true),
        whole('slow_seconds'),
        flag('guests_may'),
        flag('demonstration'),
        whole('revision'),
        time('opened_at', true),
        time('closed_at', true),
        time('created_at'),
      ],
      {
        unique: { ux_hearing_key: ['key'] },
        indexes: { ix_hearing_plan: ['plan_id', 'starts_at'], ix_hearing_round: ['round_id', 'starts_at'] },
        foreign: { fk_hearing_plan: ['plan_id', 'plan'], fk_hearing_round: ['round_id', 'round'] },
      },
    );
    await createTable(
      runner,
      'agenda_item',
      [
        id(),
        ref('hearing_id'),
        whole('position'),
        words('title_th', 300, true),
        words('title_en', 300, true),
        ref('section_id', true),
        words('section_key', 64, true),
        words('speakers_th', 500, true),
        words('speakers_en', 500, true),
        whole('minutes'),
        time('started_at', true),
        time('ended_at', true),
      ],
      {
        indexes: { ix_agenda_item_order: ['hearing_id', 'position'] },
        foreign: {
          fk_agenda_item_hearing: ['hearing_id', 'hearing'],
          fk_agenda_item_section: ['section_id', 'section'],
        },
      },
    );
    await createTable(
      runner,
      'hearing_post',
      [
        id(),
        ref('hearing_id'),
        ref('item_id'),
        ref('comment_id', true),
        longText('rehearsed', true),
        time('on_stage_at', true),
        time('answered_at', true),
        time('created_at'),
      ],
      {
        unique: { ux_hearing_post_comment: ['comment_id'] },
        indexes: {
          ix_hearing_post_hearing: ['hearing_id', 'id'],
          ix_hearing_post_item: ['item_id', 'id'],
        },
        foreign: {
          fk_hearing_post_hearing: ['hearing_id', 'hearing'],
          fk_hearing_post_item: ['item_id', 'agenda_item'],
          fk_hearing_post_comment: ['comment_id', 'comment'],
        },
      },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
