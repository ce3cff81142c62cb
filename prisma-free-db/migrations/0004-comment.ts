import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, id, longText, primary, ref, time, whole, words } from './table.js';

const nullable = <Column extends object>(column: Column): Column & { isNullable: true } => ({
  ...column,
  isNullable: true,
});

export class Comment1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'comment',
      [
        id(),
        ref('plan_id'),
        words('plan_key', 64),
        ref('round_id', true),
        ref('version_id'),
        whole('version_number'),
        ref('section_id'),
        words('section_key', 64),
        ref('parent_id', true),
        ref('root_id'),
        whole('depth'),
        words('author_key', 40),
        words('author_kind', 16),
        words('author_name', 160, true),
        ref('organisation_id', true),
        words('organisation_name_th', 300, true),
        words('organisation_name_en', 300, true),
        words('stance', 16, true),
        words('language', 2),
        longText('body'),
        words('state', 16),
        flag('shown'),
        words('reason_code', 24, true),
        words('reason_text', 1000, true),
        time('state_changed_at', true),
        words('channel', 16),
        flag('demonstration'),
        words('client_id', 64),
        whole('revision'),
        time('created_at'),
        time('published_at', true),
        time('edited_at', true),
        whole('support_count'),
        whole('guest_support_count'),
        whole('reply_count'),
        whole('attachment_count'),
        flag('answered'),
        time('answered_at', true),
      ],
      {
        unique: { ux_comment_client: ['author_key', 'client_id'] },
        indexes: {
          ix_comment_author: ['author_key', 'id'],
          // One per sort of a thread: roots are depth 0, `shown` lets the database skip what is not public.
          ix_comment_newest: ['section_id', 'depth', 'id', 'shown'],
          ix_comment_answered: ['section_id', 'depth', 'answered', 'id', 'shown'],
          ix_comment_supported: [
            'section_id',
            'depth',
            'support_count',
            'guest_support_count',
            'id',
            'shown',
          ],
          ix_comment_replies: ['root_id', 'id', 'depth', 'shown'],
          ix_comment_desk: ['plan_id', 'state', 'id'],
          ix_comment_counts: ['plan_id', 'state', 'section_id', 'stance', 'answered'],
          ix_comment_round: ['round_id', 'state', 'answered'],
        },
      },
    );
    await createTable(
      runner,
      'comment_private',
      [
        primary(ref('comment_id')),
        words('receipt_code', 16),
        words('email', 254, true),
        words('province', 64, true),
        words('age_band', 16, true),
        words('participant_kind', 16, true),
        nullable(flag('disability')),
        words('consent_version', 32, true),
        time('consent_at', true),
      ],
      {
        unique: { ux_comment_private_receipt: ['receipt_code'] },
        foreign: { fk_comment_private_comment: ['comment_id', 'comment'] },
      },
    );
    await createTable(
      runner,
      'comment_revision',
      [
        id(),
        ref('comment_id'),
        whole('revision'),
        longText('body'),
        words('stance', 16, true),
        time('at'),
        flag('was_public'),
      ],
      {
        unique: { ux_comment_revision: ['comment_id', 'revision'] },
        foreign: { fk_comment_revision_comment: ['comment_id', 'comment'] },
      },
    );
    await createTable(runner, 'comment_support', [
      primary(ref('comment_id')),
      primary(words('supporter_key', 40)),
      flag('guest'),
      time('at'),
    ]);
    await createTable(
      runner,
      'attachment',
      [
        id(),
        words('author_key', 40),
        ref('comment_id', true),
        words('name', 240),
        words('media_type', 100),
        whole('size'),
        words('sha256', 64),
        time('created_at'),
      ],
      {
        indexes: { ix_attachment_comment: ['comment_id', 'id'] },
        foreign: { fk_attachment_comment: ['comment_id', 'comment'] },
      },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
