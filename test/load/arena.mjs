// The server under test as a process on a database of its own, and the floor beside it.
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startMariaDb } from '../harness/services.mjs';
import { openSql } from './sql.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../..');
/** Known to the bench, so that it can tell nothing from it but that sessions survive a restart. */
const SECRET = 'bench-bench-bench-bench-bench-bench';

/**
 * @typedef {object} Arena
 * @property {'sqlite' | 'mariadb'} kind
 * @property {string} url of the server
 * @property {string} databaseUrl
 * @property {import('./sql.mjs').Sql} sql
 * @property {number[]} pids of the server and, when it is a process of its own, of the database
 * @property {number[]} databasePids
 * @property {(nodeFlags: string[]) => Promise<{ url: string, pid: number }>} second another server on the same database
 * @property {(script: string, settings: object) => Promise<Helper>} helper starts a script of this folder
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Helper
 * @property {string} url
 * @property {number} pid
 * @property {(message: object) => Promise<any>} ask one message, one answer
 */

/**
 * @param {'sqlite' | 'mariadb'} kind
 * @param {(line: string) => void} say
 * @param {Record<string, string>} [env] of the server, beside what every bench gives it
 * @returns {Promise<Arena | null>} null when MariaDB is not installed
 */
export async function openArena(kind, say, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'rapfang-bench-'));
  const clean = [async () => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const step of clean.splice(0).reverse()) await step();
  };
  try {
    const database = kind === 'sqlite' ? sqlite(folder) : await mariaDb(clean);
    if (!database) {
      await close();
      return null;
    }
    say(`Starting the server on ${kind} and loading the demonstration …`);
    const server = await startServer(folder, database.url, clean, { env });
    const sql = await openSql(database.url, 4);
    clean.push(() => sql.close());
    return {
      kind,
      url: server.url,
      databaseUrl: database.url,
      sql,
      pids: [server.pid, ...database.pids],
      databasePids: database.pids,
      second: (nodeFlags) => startServer(folder, database.url, clean, { env, nodeFlags }),
      helper: (script, settings) => startHelper(script, settings, clean),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function sqlite(folder) {
  return { url: `sqlite:${join(folder, 'bench.sqlite')}`, pids: [] };
}

async function mariaDb(clean) {
  const service = await startMariaDb();
  if (!service) return null;
  clean.push(() => service.stop());
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection(service.url.replace(/^mariadb:/, 'mysql:'));
  // The harness starts it for speed; here an acknowledged write must survive a power cut, as on SQLite.
  await connection.query('SET GLOBAL innodb_flush_log_at_trx_commit = 1');
  await connection.query('CREATE DATABASE rapfang CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
  const [rows] = await connection.query('SELECT @@pid_file AS file');
  await connection.end();
  return { url: `${service.url}/rapfang`, pids: [Number(readFileSync(rows[0].file, 'utf8'))] };
}

async function startServer(folder, databaseUrl, clean, { env = {}, nodeFlags = flags() } = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let printed = '';
  const child = spawn(process.execPath, [...nodeFlags, 'dist/apps/api/src/main.js'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: url,
      DATABASE_URL: databaseUrl,
      DATA_DIR: folder,
      SESSION_SECRET: SECRET,
      RATE_LIMITS: 'off',
      DEMO: 'on',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  clean.push(() => endChild(child));
  await until(() => {
    if (child.exitCode !== null) throw new Error(`The server did not start:\n${printed}`);
    return printed.includes('is ready');
  }, `The server did not become ready:\n${printed}`);
  return { url, pid: child.pid };
}

/** BENCH_NODE_FLAGS='--cpu-prof --cpu-prof-dir=…' profiles the server under test. */
const flags = () => (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter(Boolean);

/** A script of this folder as a process; it says `{ ready: true, port }` and answers messages in turn. */
export async function startHelper(script, settings, clean = []) {
  const child = fork(join(HERE, script), [JSON.stringify(settings)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  clean.push(() => endChild(child));
  const waiting = [];
  let failed = null;
  child.on('message', (message) => waiting.shift()?.resolve(message));
  child.on('exit', (code) => {
    failed = new Error(`${script} ended with code ${code}.`);
    for (const { reject } of waiting.splice(0)) reject(failed);
  });
  const next = () =>
    new Promise((resolve, reject) => {
      if (failed) reject(failed);
      else waiting.push({ resolve, reject });
    });
  const { port } = await next();
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    ask: (message) => {
      const answer = next();
      child.send(message);
      return answer;
    },
    end: () => endChild(child),
  };
}

async function endChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resume) => child.once('exit', resume));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(hard);
}

async function until(holds, message) {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (holds()) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(message);
}
