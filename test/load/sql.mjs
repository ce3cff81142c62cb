// One small face over better-sqlite3 and mysql2, for floors and seeds: hand-written SQL, no ORM.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
/** Rows in one INSERT: SQLite takes 32,766 parameters in a statement, `comment` has about 40 columns. */
const ROWS_A_STATEMENT = 200;

/**
 * @typedef {object} Sql
 * @property {'sqlite' | 'mariadb'} kind
 * @property {(text: string, values?: unknown[]) => Promise<any[]>} all rows of a SELECT
 * @property {(text: string, values?: unknown[]) => Promise<void>} run one statement, committed when it returns
 * @property {(table: string, rows: Record<string, unknown>[]) => Promise<void>} insert many rows at once
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} url DATABASE_URL of the server under test
 * @param {number} [connections] of the pool (MariaDB)
 * @returns {Promise<Sql>}
 */
export async function openSql(url, connections = 16) {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openMaria(url, connections);
}

/** @param {string} file @returns {Promise<Sql>} */
async function openSqlite(file) {
  const Sqlite = require('better-sqlite3');
  const db = new Sqlite(file, { timeout: 10_000 });
  // As the server opens it: what is acknowledged survives a power cut.
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  const prepared = new Map();
  const prepare = (text) => {
    if (!prepared.has(text)) prepared.set(text, db.prepare(text));
    return prepared.get(text);
  };
  return {
    kind: 'sqlite',
    all: async (text, values = []) => prepare(text).all(...values),
    run: async (text, values = []) => void prepare(text).run(...values),
    insert: async (table, rows) => {
      const statement = rows[0] && db.prepare(insertText(table, rows[0], 1));
      db.transaction(() => {
        for (const row of rows) statement.run(...Object.values(row));
      })();
    },
    close: async () => void db.close(),
  };
}

/** @param {string} url @param {number} connections @returns {Promise<Sql>} */
async function openMaria(url, connections) {
  const { createPool } = await import('mysql2/promise');
  const pool = createPool({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    connectionLimit: connections,
    charset: 'utf8mb4',
    timezone: 'Z',
  });
  return {
    kind: 'mariadb',
    all: async (text, values = []) => /** @type {any[]} */ ((await pool.execute(text, values))[0]),
    run: async (text, values = []) => void (await pool.execute(text, values)),
    insert: async (table, rows) => {
      for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
        const slice = rows.slice(from, from + ROWS_A_STATEMENT);
        await pool.query(
          insertText(table, slice[0], slice.length),
          slice.flatMap((row) => Object.values(row)),
        );
      }
    },
    close: () => pool.end(),
  };
}

function insertText(table, row, count) {
  const columns = Object.keys(row);
  const one = `(${columns.map(() => '?').join(', ')})`;
  const names = columns.map((name) => `\`${name}\``).join(', ');
  return `INSERT INTO ${table} (${names}) VALUES ${Array.from({ length: count }, () => one).join(', ')}`;
}

/** @param {number} count */
export const marks = (count) => Array.from({ length: count }, () => '?').join(', ');
