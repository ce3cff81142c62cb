// `npm run bench [-- NAME …] [--json] [--db=sqlite|mariadb] [--rounds=3] [--seconds=2.5]
// [--clients=500] [--rate=10] [--only=TEXT]`
// Measures the built server against floors that do the least that could do the work. docs/performance.md
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openArena } from './arena.mjs';
import { benchFanout } from './fanout.mjs';
import { benchLive } from './live.mjs';
import { benchPage } from './page.mjs';
import { benchPermissions } from './permissions.mjs';
import { benchPlan } from './plan.mjs';
import { table } from './report.mjs';
import { benchSignIn } from './signin.mjs';
import { benchThread } from './thread.mjs';
import { benchWrite } from './write.mjs';

/**
 * @typedef {object} Options
 * @property {number} rounds
 * @property {number} seconds of each measurement
 * @property {number} warmUpSeconds
 * @property {number} connections
 * @property {number} clients
 * @property {number} perSecond comments sent a second
 * @property {string} only part of the names of what is measured beside the floor; for profiling
 * @property {(line: string) => void} say progress, never on standard output
 */

const BOTH = ['sqlite', 'mariadb'];
/** Name → what runs, on which databases (the first that is there, for one). */
const BENCHES = {
  thread: { run: benchThread, databases: BOTH },
  page: { run: benchPage, databases: BOTH },
  write: { run: benchWrite, databases: BOTH },
  live: { run: benchLive, databases: ['sqlite'] },
  fanout: { run: benchFanout, databases: ['mariadb'], clients: 2000 },
  plan: { run: benchPlan, databases: BOTH },
  permissions: { run: benchPermissions, databases: ['sqlite'] },
  // The limits are what is measured, so they are on, and the storm comes from many addresses.
  signin: { run: benchSignIn, databases: ['sqlite'], env: { RATE_LIMITS: 'on', TRUST_PROXY: '1' } },
};
/** The two of the field's comparison, on MariaDB alone. */
const ALSO = {
  reads: { ...BENCHES.thread, databases: ['mariadb'] },
  writes: { ...BENCHES.write, databases: ['mariadb'] },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    db: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2.5' },
    clients: { type: 'string' },
    rate: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
  },
});
const known = { ...BENCHES, ...ALSO };
const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const stranger = names.find((name) => !(name in known));
if (stranger || (values.db && !BOTH.includes(values.db))) {
  console.error(
    `Unknown: ${stranger ?? values.db}. Benches: ${Object.keys(known).join(', ')}; databases: ${BOTH.join(', ')}.`,
  );
  process.exit(2);
}

/** Progress goes beside the results, so that --json can be piped. */
const say = (line) => process.stderr.write(`${line}\n`);
const root = fileURLToPath(new URL('../..', import.meta.url));
const built = spawnSync(process.execPath, ['start.mjs', '--build-only'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
if (built.status !== 0) process.exit(1);

const reports = [];
let failed = false;
for (const name of names) {
  const { run, databases, clients = 500, env = {} } = known[name];
  const options = {
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    warmUpSeconds: 1.5,
    connections: 10,
    clients: Number(values.clients ?? clients),
    perSecond: Number(values.rate),
    only: values.only,
    say,
  };
  const report = { bench: name, rounds: options.rounds, machine: machine(), results: [], facts: {} };
  for (const kind of values.db ? [values.db] : databases) {
    say(`\n${name} on ${kind}`);
    const arena = await openArena(kind, say, env);
    if (!arena) {
      say(`not run: MariaDB is not installed (apt-get install mariadb-server)`);
      continue;
    }
    try {
      const outcome = await run(arena, options);
      report.results.push(...outcome.results.map((result) => ({ database: kind, ...result })));
      report.facts[kind] = outcome.facts;
      if (outcome.failed) say('Comments were lost, came twice or out of order.');
      failed ||= outcome.failed ?? false;
    } catch (error) {
      // The other benches still have something to say.
      failed = true;
      say(`${name} on ${kind} failed: ${error instanceof Error ? error.message : error}`);
    } finally {
      await arena.close();
    }
  }
  reports.push(report);
  if (!values.json) process.stdout.write(table(report));
}
if (values.json)
  process.stdout.write(`${JSON.stringify(reports.length === 1 ? reports[0] : { benches: reports })}\n`);
process.exit(failed ? 1 : 0);

function machine() {
  const [first] = cpus();
  return {
    cpus: cpus().length,
    model: first?.model ?? 'unknown',
    node: process.versions.node,
    platform: process.platform,
  };
}
