import {
  TableColumn,
  TableForeignKey,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';
import { createTable, id, ref, time, words } from './table.js';

/** Invitations; kinds of members; agency roles held for an organisation. */
export class Invitation1700000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const add = (table: string, column: TableColumnOptions) =>
      runner.addColumn(
        table,
        new TableColumn({
          ...column,
          type: runner.connection.driver.normalizeType({ type: column.type as 'int' }),
        }),
      );
    await add('membership', { ...words('kind', 8), default: "'SPEAKER'" });
    await runner.createIndex(
      'membership',
      new TableIndex({ name: 'ix_membership_organisation', columnNames: ['organisation_id', 'id'] }),
    );
    await add('role_grant', ref('organisation_id', true));
    await runner.createForeignKey(
      'role_grant',
      new TableForeignKey({
        name: 'fk_role_grant_organisation',
        columnNames: ['organisation_id'],
        referencedTableName: 'organisation',
        referencedColumnNames: ['id'],
        onDelete: 'NO ACTION',
        onUpdate: 'NO ACTION',
      }),
    );
    await runner.createIndex(
      'role_grant',
      new TableIndex({ name: 'ix_role_grant_scope', columnNames: ['scope', 'role'] }),
    );
    await createTable(
      runner,
      'invitation',
      [
        id(),
        words('token_hash', 64),
        words('email', 254),
        words('language', 2),
        words('role', 16, true),
        words('scope', 26, true),
        ref('organisation_id', true),
        words('member_kind', 8, true),
        ref('invited_by_id', true),
        time('created_at'),
        time('sent_at'),
        time('expires_at'),
        time('accepted_at', true),
        ref('accepted_by_id', true),
        time('revoked_at', true),
      ],
      {
        unique: { ux_invitation_token: ['token_hash'] },
        indexes: {
          ix_invitation_scope: ['scope', 'id'],
          ix_invitation_organisation: ['organisation_id', 'id'],
          ix_invitation_email: ['email'],
        },
        foreign: {
          fk_invitation_organisation: ['organisation_id', 'organisation'],
          fk_invitation_invited_by: ['invited_by_id', 'person'],
          fk_invitation_accepted_by: ['accepted_by_id', 'person'],
        },
      },
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}
