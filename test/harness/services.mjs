// Private instances of MariaDB and Redis for the tests, from installed binaries, on free ports.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Path of the first of the names that is on PATH (or in the folders where servers are put), or null. */
export function findBinary(...names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (existsSync(path)) return path;
    }
  }
  return null;
}

export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return existsSync(given) ? given : null;
  return findBinary('chromium', 'chromium-browser', 'google-chrome');
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}

async function waitFor(port, what, child) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await answers(port)) return;
    if (child.exitCode !== null) break;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`${what} did not answer on port ${port}.`);
}

/** A service with its faults: `kill()` as a power cut would, `start()` again on the same data and port. */
async function running(what, url, port, folder, launch) {
  let child = launch();
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resume) => child.once('exit', resume));
    child.kill(signal);
    const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(hard);
  };
  await waitFor(port, what, child);
  return {
    url,
    kill: () => end('SIGKILL'),
    start: async () => {
      child = launch();
      await waitFor(port, what, child);
    },
    stop: async () => {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @returns {Promise<import('./services.d.mts').Service | null>} null when not installed */
export async function startMariaDb() {
  const server = findBinary('mariadbd', 'mysqld');
  const install = findBinary('mariadb-install-db', 'mysql_install_db');
  if (!server || !install) return null;
  const folder = mkdtempSync(join(tmpdir(), 'rapfang-mariadb-'));
  const data = join(folder, 'data');
  const made = spawnSync(
    install,
    [
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...asRoot(),
    ],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stderr || made.stdout}`);
  const port = await freePort();
  const launch = () =>
    spawn(
      server,
      [
        '--no-defaults',
        `--datadir=${data}`,
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        `--socket=${join(folder, 's.sock')}`,
        `--pid-file=${join(folder, 'pid')}`,
        // Durable as in production is not what the tests measure; speed is what they need.
        '--innodb-flush-log-at-trx-commit=2',
        '--innodb-buffer-pool-size=256M',
        '--max-connections=400',
        ...asRoot(),
      ],
      { stdio: 'ignore' },
    );
  return running('MariaDB', `mariadb://root@127.0.0.1:${port}`, port, folder, launch);
}

/** @returns {Promise<import('./services.d.mts').Service | null>} null when not installed */
export async function startRedis() {
  const server = findBinary('redis-server', 'valkey-server');
  if (!server) return null;
  const folder = mkdtempSync(join(tmpdir(), 'rapfang-redis-'));
  const port = await freePort();
  const launch = () =>
    spawn(
      server,
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
      { stdio: 'ignore' },
    );
  return running('Redis', `redis://127.0.0.1:${port}`, port, folder, launch);
}

function asRoot() {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}
