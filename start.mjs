// Builds what is out of date, then runs it. `npm start`, `npm run build`, `npm run import`, `npm run generate`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NODE_MAJOR = 24;
const root = dirname(fileURLToPath(import.meta.url));
process.chdir(root);

if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR) {
  console.error(
    `Rapfang runs on Node ${NODE_MAJOR}, this is ${process.versions.node}. ` +
      'Start it with `npm start`: npm scripts use the Node that `npm ci` installed.',
  );
  process.exit(1);
}

/** What is built from what; a part is built again when a file of it changed. */
const parts = [
  {
    name: 'server',
    sources: [
      'apps/api/src',
      'apps/worker/src',
      'libs',
      'prisma-free-db',
      'nest-cli.json',
      '.swcrc',
      'tsconfig.json',
      'package-lock.json',
    ],
    stamp: 'dist/.built',
    output: 'dist/apps/api/src/main.js',
    command: ['nest', ['build']],
  },
  {
    name: 'web',
    sources: [
      'apps/web/src',
      'apps/web/static',
      'apps/web/vite.config.ts',
      'apps/web/tsconfig.json',
      'apps/api/src/live/live-events.ts',
      'apps/api/src/web/web-bridge.ts',
      'package-lock.json',
    ],
    stamp: 'apps/web/build/.built',
    output: 'apps/web/build/handler.js',
    command: ['vite', ['build', '--config', 'apps/web/vite.config.ts', '--logLevel', 'warn', 'apps/web']],
  },
];

function digestOf(sources) {
  const hash = createHash('sha256').update(process.versions.node);
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else if (!/\.(spec|e2e-spec)\.ts$/.test(path)) {
      hash.update(path).update(readFileSync(path));
    }
  };
  for (const source of sources) visit(source);
  return hash.digest('hex');
}

export function build({ only } = {}) {
  const wanted = parts.filter((part) => !only || part.name === only);
  for (const [index, { name, sources, stamp, output, command }] of wanted.entries()) {
    const digest = digestOf(sources);
    if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) continue;
    const begun = Date.now();
    process.stdout.write(`[${index + 1}/${wanted.length}] Building the ${name} …\n`);
    const [program, args] = command;
    const bin = join(root, 'node_modules', '.bin', program);
    const { status } = spawnSync(bin, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      console.error(`Building the ${name} failed.`);
      process.exit(1);
    }
    writeFileSync(stamp, digest);
    process.stdout.write(
      `[${index + 1}/${wanted.length}] The ${name} is built (${((Date.now() - begun) / 1000).toFixed(1)} s).\n`,
    );
  }
}

async function run(script) {
  await import(pathToFileURL(join(root, 'dist', `${script}.js`)).href);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [flag, script, ...rest] = process.argv.slice(2);
  if (flag === '--build-only') {
    build();
  } else if (flag === '--run') {
    build({ only: 'server' });
    process.argv = [process.argv[0], script, ...rest];
    await run(script);
  } else if (flag === undefined) {
    build();
    await run('apps/api/src/main');
  } else {
    console.error(`Unknown option ${flag}.`);
    process.exit(2);
  }
}
