import type { Database, Instant } from '@rapfang/platform';
import type { EntryFacts } from './record.rules.js';
import type { Anchor, Detail, Seal } from './verify.rules.js';

const PAGE = 2000;
/** Columns of an entry `e`, named as `EntryFacts` has them. */
export const ENTRY_COLUMNS = `e.id, e.at, e.plan_id AS planId, e.actor_kind AS actorKind, e.actor_digest AS actorDigest, e.action,
  e.subject_type AS subjectType, e.subject_id AS subjectId, e.subject_digest AS subjectDigest,
  e.\`before\`, e.\`after\`, e.reason_digest AS reasonDigest, e.request_id AS requestId`;
const DETAIL = `d.entry_id AS detailOf, d.actor_id AS detailActorId, d.actor_salt AS actorSalt,
  d.subject_id AS detailSubjectId, d.subject_salt AS subjectSalt, d.reason, d.reason_salt AS reasonSalt`;
const SEAL = `s.seq, s.entry_id AS entryId, s.entry_hash AS entryHash, s.previous_hash AS previousHash,
  s.chain_hash AS chainHash, s.sealed_at AS sealedAt`;

export interface Sealed {
  seal: Seal;
  entry: EntryFacts | null;
  detail: Detail | null;
}

type Raw = Seal &
  EntryFacts &
  Omit<Detail, 'actorId' | 'subjectId'> & {
    id: string | null;
    detailOf: string | null;
    detailActorId: string | null;
    detailSubjectId: string | null;
  };

/** What verification reads: nothing but SELECT, a page at a time. */
export class VerifyStore {
  constructor(private readonly database: Database) {}

  /** Links from `seq` on, up to the last there was at the start, with their entries. */
  async *links(seq: number, upTo: number): AsyncGenerator<Sealed> {
    for (let last = seq - 1; last < upTo;) {
      const rows = await this.rows<Raw>(
        `SELECT ${SEAL}, ${ENTRY_COLUMNS}, ${DETAIL} FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id
         LEFT JOIN audit_detail d ON d.entry_id = s.entry_id
         WHERE s.seq > ? AND s.seq <= ? ORDER BY s.seq LIMIT ${PAGE}`,
        [last, upTo],
      );
      for (const row of rows) yield { seal: row, entry: row.id === null ? null : row, detail: detailOf(row) };
      if (rows.length < PAGE) return;
      last = rows.at(-1)?.seq ?? upTo;
    }
  }

  async findSeal(seq: number): Promise<Seal | null> {
    return (await this.rows<Seal>(`SELECT ${SEAL} FROM audit_seal s WHERE s.seq = ?`, [seq]))[0] ?? null;
  }

  async lastSeq(): Promise<number> {
    const [row] = await this.rows<{ last: number | null }>('SELECT MAX(seq) AS last FROM audit_seal');
    return Number(row?.last ?? 0);
  }

  /** One a day: few enough to hold. */
  anchors(): Promise<Anchor[]> {
    return this.rows(
      'SELECT day, entries, last_seq AS lastSeq, root, chain_head AS chainHead FROM audit_anchor ORDER BY day',
    );
  }

  /** Entries that are not in the chain, with the mark of waiting or without. */
  async *unsealed(): AsyncGenerator<{ entry: EntryFacts; detail: Detail | null; waiting: boolean }> {
    for (let last = ''; ;) {
      const rows = await this.rows<Raw & { id: string; waiting: number | null }>(
        `SELECT ${ENTRY_COLUMNS}, ${DETAIL}, d.waiting FROM audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id
         LEFT JOIN audit_detail d ON d.entry_id = e.id
         WHERE s.seq IS NULL AND e.id > ? ORDER BY e.id LIMIT ${PAGE}`,
        [last],
      );
      for (const row of rows) yield { entry: row, detail: detailOf(row), waiting: row.waiting === 1 };
      if (rows.length < PAGE) return;
      last = rows.at(-1)?.id ?? '';
    }
  }

  /** What lies beside entries that are neither there nor in the chain. */
  async listOrphans(limit: number): Promise<string[]> {
    const rows = await this.rows<{ id: string }>(
      `SELECT d.entry_id AS id FROM audit_detail d LEFT JOIN audit_entry e ON e.id = d.entry_id
       LEFT JOIN audit_seal s ON s.entry_id = d.entry_id WHERE e.id IS NULL AND s.seq IS NULL ORDER BY d.entry_id LIMIT ${limit}`,
    );
    return rows.map((row) => row.id);
  }

  async has(action: string, subjectType: string, subjectId: string): Promise<boolean> {
    const rows = await this.rows(
      'SELECT 1 FROM audit_entry WHERE subject_type = ? AND subject_id = ? AND action = ? LIMIT 1',
      [subjectType, subjectId, action],
    );
    return rows.length > 0;
  }

  private rows<Row>(sql: string, values: (string | number | Instant)[] = []): Promise<Row[]> {
    return this.database.reader.query<Row[]>(sql, values);
  }
}

function detailOf(row: Raw): Detail | null {
  if (row.detailOf === null) return null;
  return {
    actorId: row.detailActorId,
    actorSalt: row.actorSalt,
    subjectId: row.detailSubjectId,
    subjectSalt: row.subjectSalt,
    reason: row.reason,
    reasonSalt: row.reasonSalt,
  };
}
