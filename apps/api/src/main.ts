import 'reflect-metadata';
import { Database, EnvironmentError, parseEnvironment, type Environment } from '@rapfang/platform';
import { DEMO_PEOPLE, FirstAdministrator } from '@rapfang/access';
import { entities, migrations } from '../../../prisma-free-db/data-source.js';
import { loadDemo } from '../../../prisma-free-db/demo/load-demo.js';
import { demoPath } from './web/demo-token.js';
import { startServer, type RunningServer } from './server.js';

/** Exit codes: 1 something broke, 78 (EX_CONFIG) a variable is wrong or names what cannot be used. */
const EX_CONFIG = 78;

async function main(): Promise<void> {
  const environment = parseEnvironment(process.env);
  const database = new Database({ settings: environment.database, entities, migrations });
  await database.open();
  const applied = await database.migrate();
  if (applied.length > 0) say(`Database: ${applied.length} migrations applied.`);
  const server = await startServer(environment, database).catch((error: unknown) => {
    throw listenError(error, environment) ?? error;
  });
  if (environment.demo) await database.alone('demo', () => loadDemo(server.app, say));
  const { firstAdminEmail } = environment;
  if (firstAdminEmail) await database.alone('firstAdministrator', () => invite(server, firstAdminEmail));
  greet(environment, server);
  stopOnSignal(environment, server);
}

/** Until somebody is administrator, nobody can be given a role. */
async function invite(server: RunningServer, address: string): Promise<void> {
  if (await server.app.get(FirstAdministrator).ensure(address))
    say('FIRST_ADMIN_EMAIL: there is no administrator yet, so an invitation is on its way.');
}

function greet(environment: Environment, server: RunningServer): void {
  const address = environment.publicUrl.includes('localhost')
    ? server.url.replace('127.0.0.1', 'localhost')
    : environment.publicUrl;
  say('');
  say(`Rapfang (รับฟัง) is ready:  ${address}/      English: ${address}/en`);
  if (!environment.demo) return;
  say('Demonstration people, one click each (demo mode only):');
  for (const { role, displayName, key } of DEMO_PEOPLE) {
    say(
      `  ${role.toLowerCase().padEnd(12)} ${displayName.en?.padEnd(24)} ${address}${demoPath(environment, key)}`,
    );
  }
  say('Stop with Ctrl+C.');
}

/** SIGTERM and Ctrl+C drain: what was acknowledged is stored, what is under way may end. */
function stopOnSignal(environment: Environment, server: RunningServer): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    say(`${signal}: finishing what is under way (${environment.drainSeconds} s at most).`);
    const limit = setTimeout(() => process.exit(1), environment.drainSeconds * 1000);
    limit.unref();
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Why we cannot listen, as a sentence that names the variable; null when it is something else. */
function listenError(error: unknown, { host, port }: Environment): EnvironmentError | null {
  const { code, syscall } = error as { code?: string; syscall?: string };
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return null;
  if (code === 'EADDRINUSE')
    return new EnvironmentError(
      'PORT',
      `${port} is in use already; stop what listens there or choose another.`,
    );
  if (code === 'EACCES') return new EnvironmentError('PORT', `${port} may not be used by this user.`);
  return new EnvironmentError('HOST', `must be an address of this machine, but is "${host}" (${code}).`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(error instanceof EnvironmentError ? EX_CONFIG : 1);
}
