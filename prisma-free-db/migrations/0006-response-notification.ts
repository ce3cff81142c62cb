import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, id, longText, primary, ref, time, whole, words } from './table.js';

const answer = () => [
  words('disposition', 24),
  longText('body_th', true),
  longText('body_en', true),
  longText('reason_th', true),
  longText('reason_en', true),
  words('changed_section_key', 64, true),
  whole('changed_version', true),
];

export class ResponseAndNotification1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'response_counter', [primary(ref('plan_id')), whole('last')]);
    await createTable(
      runner,
      'response',
      [
        id(),
        ref('plan_id'),
        words('plan_key', 64),
        whole('number'),
        words('code', 16),
        ...answer(),
        words('state', 16),
        whole('revision'),
        ref('author_id'),
        words('author_name', 120, true),
        ref('published_by', true),
        words('published_by_name', 120, true),
        time('created_at'),
        time('published_at', true),
      ],
      {
        unique: { ux_response_number: ['plan_id', 'number'] },
        indexes: { ix_response_state: ['plan_id', 'state', 'number'] },
      },
    );
    await createTable(
      runner,
      'response_revision',
      [
        id(),
        ref('response_id'),
        whole('revision'),
        ...answer(),
        ref('published_by', true),
        words('published_by_name', 120, true),
        time('published_at'),
      ],
      {
        unique: { ux_response_revision: ['response_id', 'revision'] },
        foreign: { fk_response_revision_response: ['response_id', 'response'] },
      },
    );
    await createTable(
      runner,
      'response_comment',
      [primary(ref('response_id')), primary(ref('comment_id')), whole('strategy_number', true), time('at')],
      {
        indexes: {
          ix_response_comment_comment: ['comment_id'],
          ix_response_comment_strategy: ['strategy_number', 'response_id'],
        },
        foreign: {
          fk_response_comment_response: ['response_id', 'response'],
          fk_response_comment_comment: ['comment_id', 'comment'],
        },
      },
    );
    await createTable(
      runner,
      'mail',
      [
        id(),
        words('key', 128),
        words('kind', 24),
        words('recipient', 254),
        words('subject', 300),
        longText('text'),
        words('language', 2),
        time('created_at'),
        time('sent_at', true),
        whole('attempts', false, 0),
        time('next_attempt_at'),
        time('claimed_until', true),
        words('last_error', 500, true),
      ],
      { unique: { ux_mail_key: ['key'] }, indexes: { ix_mail_waiting: ['sent_at', 'next_attempt_at'] } },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
