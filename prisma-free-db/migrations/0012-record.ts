import { createHash, randomBytes } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, id, longText, primary, ref, time, whole, words } from './table.js';

const BATCH = 500;
const OLD = 'audit_entry_0001';

interface OldRow {
  id: string;
  at: string;
  actor_kind: string;
  actor_id: string;
  action: string;
  subject_type: string;
  subject_id: string;
  before: string | null;
  after: string | null;
  reason: string | null;
  request_id: string;
  plan_id: string | null;
}

/**
 * The record as a chain. What names people and holds free text moves beside the entries; every entry
 * there is waits for the sealer. On MariaDB each step commits by itself, so each can be run again.
 */
export class Record1700000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const sqlite = runner.connection.options.type === 'better-sqlite3';
    if (!(await runner.hasTable(OLD))) {
      await runner.query(`ALTER TABLE audit_entry RENAME TO ${OLD}`);
      // Names of indexes are the whole database's on SQLite.
      if (sqlite) await runner.query('DROP INDEX IF EXISTS ix_audit_subject');
    }
    for (const table of ['audit_entry', 'audit_detail', 'audit_seal', 'audit_anchor']) {
      if (await runner.hasTable(table)) await runner.dropTable(table);
    }
    await createTables(runner);
    await moveEntries(runner);
    await runner.query(`DROP TABLE ${OLD}`);
    // MariaDB lets no ordinary user make triggers where it keeps a binary log; there the user's rights do it (docs/record.md).
    if (sqlite) await forbidChanges(runner);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a back-up instead.');
  }
}

async function createTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'audit_entry',
    [
      id(),
      time('at'),
      ref('plan_id', true),
      words('actor_kind', 16),
      words('actor_digest', 64, true),
      words('action', 64),
      words('subject_type', 32),
      words('subject_id', 64, true),
      words('subject_digest', 64, true),
      longText('before', true),
      longText('after', true),
      words('reason_digest', 64, true),
      ref('request_id'),
    ],
    {
      indexes: {
        ix_audit_entry_subject: ['subject_type', 'subject_id'],
        ix_audit_entry_plan: ['plan_id', 'id'],
      },
    },
  );
  await createTable(
    runner,
    'audit_detail',
    [
      primary(ref('entry_id')),
      flag('waiting'),
      ref('actor_id', true),
      words('actor_salt', 22, true),
      ref('subject_id', true),
      words('subject_salt', 22, true),
      longText('reason', true),
      words('reason_salt', 22, true),
    ],
    {
      indexes: {
        ix_audit_detail_waiting: ['waiting', 'entry_id'],
        ix_audit_detail_actor: ['actor_id'],
        ix_audit_detail_subject: ['subject_id'],
      },
    },
  );
  await createTable(
    runner,
    'audit_seal',
    [
      primary(whole('seq')),
      ref('entry_id'),
      words('entry_hash', 64),
      words('previous_hash', 64),
      words('chain_hash', 64),
      time('sealed_at'),
    ],
    { unique: { ux_audit_seal_entry: ['entry_id'], ux_audit_seal_previous: ['previous_hash'] } },
  );
  await createTable(runner, 'audit_anchor', [
    primary(words('day', 10)),
    whole('entries'),
    whole('last_seq'),
    words('root', 64),
    words('chain_head', 64),
  ]);
}

async function moveEntries(runner: QueryRunner): Promise<void> {
  for (let last = ''; ;) {
    const rows = (await runner.query(
      `SELECT e.*, COALESCE(c.plan_id, r.plan_id, v.plan_id) AS plan_id
       FROM ${OLD} e
       LEFT JOIN comment c ON e.subject_type = 'comment' AND c.id = e.subject_id
       LEFT JOIN response r ON e.subject_type = 'response' AND r.id = e.subject_id
       LEFT JOIN plan_version v ON e.subject_type = 'planVersion' AND v.id = e.subject_id
       WHERE e.id > ? ORDER BY e.id LIMIT ${BATCH}`,
      [last],
    )) as OldRow[];
    if (rows.length === 0) return;
    const moved = rows.map(split);
    await insert(
      runner,
      'audit_entry',
      moved.map(([entry]) => entry),
    );
    await insert(
      runner,
      'audit_detail',
      moved.map(([, detail]) => detail),
    );
    last = rows.at(-1)?.id ?? last;
  }
}

type Row = Record<string, string | number | null>;

function split(old: OldRow): [Row, Row] {
  const isPerson = ['person', 'guest'].includes(old.subject_type);
  const actor = beside(old.id, 'actor', old.actor_kind === 'system' ? null : old.actor_id);
  const subject = beside(old.id, 'subject', isPerson ? old.subject_id : null);
  const reason = beside(old.id, 'reason', old.reason || null);
  return [
    {
      id: old.id,
      at: old.at,
      plan_id: old.plan_id,
      actor_kind: old.actor_kind,
      actor_digest: actor.digest,
      action: old.action,
      subject_type: old.subject_type,
      subject_id: isPerson ? null : old.subject_id,
      subject_digest: subject.digest,
      before: old.before === null ? null : canonical(JSON.parse(old.before)),
      after: old.after === null ? null : canonical(JSON.parse(old.after)),
      reason_digest: reason.digest,
      request_id: old.request_id,
    },
    {
      entry_id: old.id,
      waiting: 1,
      actor_id: actor.value,
      actor_salt: actor.salt,
      subject_id: subject.value,
      subject_salt: subject.salt,
      reason: reason.value,
      reason_salt: reason.salt,
    },
  ];
}

/** As libs/audit made it at the time; a migration does not follow later changes of it. */
function beside(entryId: string, field: string, value: string | null) {
  if (value === null) return { value, salt: null, digest: null };
  const salt = randomBytes(16).toString('base64url');
  const digest = createHash('sha256')
    .update('rapfang.audit.detail.v1\n')
    .update(canonical({ entryId, field, salt, value }))
    .digest('hex');
  return { value, salt, digest };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

async function insert(runner: QueryRunner, table: string, rows: Row[]): Promise<void> {
  const columns = Object.keys(rows[0] as Row);
  const places = `(${columns.map(() => '?').join(', ')})`;
  await runner.query(
    `INSERT INTO ${table} (${columns.map((name) => `\`${name}\``).join(', ')}) VALUES ${rows.map(() => places).join(', ')}`,
    rows.flatMap((row) => columns.map((name) => row[name] ?? null)),
  );
}

async function forbidChanges(runner: QueryRunner): Promise<void> {
  for (const table of ['audit_entry', 'audit_seal', 'audit_anchor']) {
    for (const act of ['UPDATE', 'DELETE']) {
      await runner.query(
        `CREATE TRIGGER ${table}_no_${act.toLowerCase()} BEFORE ${act} ON ${table}
         BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
      );
    }
  }
}
