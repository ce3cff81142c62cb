import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { createTable, id, longText, ref, time, whole, words } from './table.js';

export class SignIn1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      'session',
      [
        { ...words('method', 8), default: "'EMAIL'" },
        { ...words('assurance', 8), default: "'EMAIL'" },
        time('second_factor_at', true),
        time('last_seen_at', true),
        words('device', 40, true),
      ].map((column) => new TableColumn(column)),
    );
    await createTable(
      runner,
      'passkey',
      [
        id(),
        ref('person_id'),
        words('credential_hash', 64),
        longText('credential_id'),
        longText('public_key'),
        words('sign_count', 10),
        words('transports', 80, true),
        words('name', 80),
        time('created_at'),
        time('last_used_at', true),
      ],
      {
        unique: { ux_passkey_credential: ['credential_hash'] },
        indexes: { ix_passkey_person: ['person_id'] },
        foreign: { fk_passkey_person: ['person_id', 'person'] },
      },
    );
    await createTable(
      runner,
      'authenticator_app',
      [
        id(),
        ref('person_id'),
        words('secret_sealed', 200),
        time('confirmed_at', true),
        whole('last_step', false, 0),
        time('created_at'),
      ],
      {
        unique: { ux_authenticator_app_person: ['person_id'] },
        foreign: { fk_authenticator_app_person: ['person_id', 'person'] },
      },
    );
    await createTable(
      runner,
      'recovery_code',
      [id(), ref('person_id'), words('code_hash', 64), time('created_at'), time('used_at', true)],
      {
        unique: { ux_recovery_code: ['person_id', 'code_hash'] },
        foreign: { fk_recovery_code_person: ['person_id', 'person'] },
      },
    );
    await createTable(
      runner,
      'passkey_challenge',
      [
        id(),
        words('token_hash', 64),
        words('purpose', 8),
        ref('person_id', true),
        words('challenge', 64),
        time('expires_at'),
      ],
      {
        unique: { ux_passkey_challenge_token: ['token_hash'] },
        indexes: { ix_passkey_challenge_expiry: ['expires_at'] },
      },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
