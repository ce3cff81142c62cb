import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, id, longText, primary, ref, time, whole, words } from './table.js';

export class PlatformAndAccess1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type;
    if (dialect === 'mysql' || dialect === 'mariadb') {
      // Ids and codes compare byte by byte; people's words are found by the search index, not by collation.
      await runner.query('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
    }
    await createTable(
      runner,
      'outbox',
      [
        id(),
        words('type', 64),
        words('stream', 160, true),
        whole('seq', true),
        longText('payload'),
        time('at'),
        time('dispatched_at', true),
        whole('attempts', false, 0),
        time('next_attempt_at'),
        ref('claimed_by', true),
        time('claimed_until', true),
        words('last_error', 500, true),
      ],
      {
        unique: { ix_outbox_stream: ['stream', 'seq'] },
        indexes: {
          ix_outbox_unnumbered: ['seq', 'id'],
          ix_outbox_waiting: ['dispatched_at', 'next_attempt_at'],
        },
      },
    );
    await createTable(runner, 'stream', [primary(words('name', 160)), whole('last')]);
    await createTable(
      runner,
      'audit_entry',
      [
        id(),
        time('at'),
        words('actor_kind', 16),
        ref('actor_id'),
        words('action', 64),
        words('subject_type', 32),
        words('subject_id', 64),
        longText('before', true),
        longText('after', true),
        words('reason', 500, true),
        ref('request_id'),
      ],
      { indexes: { ix_audit_subject: ['subject_type', 'subject_id'] } },
    );
    await createTable(
      runner,
      'organisation',
      [id(), words('key', 64), words('name_th', 300, true), words('name_en', 300, true), time('created_at')],
      { unique: { ux_organisation_key: ['key'] } },
    );
    await createTable(
      runner,
      'person',
      [
        id(),
        words('email', 254, true),
        words('display_name', 120, true),
        words('language', 2),
        words('demo_key', 32, true),
        time('created_at'),
      ],
      { unique: { ux_person_email: ['email'], ux_person_demo_key: ['demo_key'] } },
    );
    await createTable(
      runner,
      'membership',
      [id(), ref('person_id'), ref('organisation_id'), time('created_at')],
      {
        unique: { ux_membership: ['person_id', 'organisation_id'] },
        foreign: {
          fk_membership_person: ['person_id', 'person'],
          fk_membership_organisation: ['organisation_id', 'organisation'],
        },
      },
    );
    await createTable(
      runner,
      'role_grant',
      [id(), ref('person_id'), words('role', 16), words('scope', 26), time('created_at')],
      {
        unique: { ux_role_grant: ['person_id', 'role', 'scope'] },
        foreign: { fk_role_grant_person: ['person_id', 'person'] },
      },
    );
    await createTable(
      runner,
      'sign_in_link',
      [
        id(),
        words('token_hash', 64),
        words('email', 254),
        words('language', 2),
        time('created_at'),
        time('expires_at'),
        time('used_at', true),
      ],
      { unique: { ux_sign_in_link_token: ['token_hash'] } },
    );
    await createTable(
      runner,
      'session',
      [
        id(),
        words('token_hash', 64),
        ref('person_id'),
        time('created_at'),
        time('expires_at'),
        time('ended_at', true),
      ],
      {
        unique: { ux_session_token: ['token_hash'] },
        indexes: { ix_session_person: ['person_id'] },
        foreign: { fk_session_person: ['person_id', 'person'] },
      },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
