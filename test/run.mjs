// `npm test [-- pattern …]`: builds, starts what the suites need, runs them, and says what was not run.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { build } from '../start.mjs';
import { findChromium, startMariaDb, startRedis } from './harness/services.mjs';

const patterns = process.argv.slice(2);
const ci = Boolean(process.env.CI);
const missing = new Map();

const filesOf = (kind) =>
  globSync(`{apps,libs,test,prisma-free-db}/**/*.${kind}.ts`, { exclude: (name) => name === 'node_modules' });

function leaveOut(kind, name, packages) {
  const count = filesOf(kind).length;
  if (count === 0) return;
  const entry = missing.get(packages) ?? { count: 0, names: new Set() };
  entry.count += count;
  entry.names.add(name);
  missing.set(packages, entry);
}

build();
const chromium = findChromium();
process.stdout.write('Starting private MariaDB and Redis for the tests …\n');
const mariadb = await startMariaDb();
const redis = await startRedis();

const projects = ['unit', 'sqlite'];
if (mariadb) projects.push('mariadb');
else leaveOut('e2e-spec', 'MariaDB', 'mariadb-server');
if (redis && mariadb) projects.push('redis');
else leaveOut('redis-spec', 'Redis', redis ? 'mariadb-server' : 'redis-server');
if (chromium) {
  projects.push('browser-sqlite');
  if (mariadb) projects.push('browser-mariadb');
  else leaveOut('browser-spec', 'MariaDB', 'mariadb-server');
} else {
  leaveOut('browser-spec', 'Chromium', 'chromium');
}
// A folder that is not there must not look like one that was read.
if (process.env.CORPUS_DIR && !existsSync(process.env.CORPUS_DIR)) delete process.env.CORPUS_DIR;

const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join('node_modules', 'jest', 'bin', 'jest.js'),
    // One worker more than Jest would take by itself on two cores: suites wait for databases and browsers.
    `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`,
    '--workerIdleMemoryLimit=1500MB',
    ...(ci ? ['--ci'] : []),
    ...patterns,
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      TEST_PROJECTS: projects.join(','),
      ...(mariadb && { TEST_MARIADB: mariadb.url }),
      ...(redis && { TEST_REDIS: redis.url }),
      ...(chromium && { CHROMIUM_PATH: chromium }),
    },
  },
);
await Promise.all([mariadb?.stop(), redis?.stop()]);

let code = status ?? 1;
if (!process.env.CORPUS_DIR) {
  process.stdout.write('not run: cases on real plans (set CORPUS_DIR to a folder that holds plans/*.json)\n');
}
for (const [packages, { count, names }] of missing) {
  process.stdout.write(
    `not run: ${count} suites on ${[...names].join(', ')} (apt-get install ${packages})\n`,
  );
  if (ci) code = 1;
}
process.exit(code);
