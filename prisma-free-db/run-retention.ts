import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { parseArgs } from 'node:util';
import { Database, PlatformModule, type Environment } from '@rapfang/platform';
import { RetentionService } from '@rapfang/privacy';
import { rooms } from '../apps/api/src/app.module.js';
import { entities, migrations } from './data-source.js';

const USAGE = `npm run -s retention -- [--dry-run]

  --dry-run  print what would go, and change nothing

Exit code: 0 done, 1 a kind failed or another process is at it, 2 the command makes no sense.`;

/** All rooms, as the server has them: each says what of it has a period. */
@Module({})
class RetentionRooms {
  static with(environment: Environment, database: Database): DynamicModule {
    return {
      module: RetentionRooms,
      imports: [PlatformModule.with(environment, database), ...rooms],
    };
  }
}

/** @returns whether it is a dry run, or null for a command that makes no sense */
function wish(args: string[]): boolean | null {
  try {
    const { values } = parseArgs({ args, options: { 'dry-run': { type: 'boolean', default: false } } });
    return values['dry-run'];
  } catch {
    return null;
  }
}

/** Clears what is past its period in the environment's database, or tells what would go. @returns the exit code */
export async function runRetention(args: string[], environment: Environment): Promise<number> {
  const dry = wish(args);
  if (dry === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const database = new Database({ settings: environment.database, entities, migrations });
  await database.open();
  try {
    if (!dry) await database.migrate();
    // Without jobs: files and copies of letters are the server's to remove, by events that wait for it.
    const app = await NestFactory.createApplicationContext(
      RetentionRooms.with({ ...environment, roles: new Set() }, database),
      { logger: ['error'], abortOnError: false },
    );
    try {
      return await (dry ? preview : run)(app.get(RetentionService));
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

async function preview(service: RetentionService): Promise<number> {
  for (const { kind, days, due, oldest } of await service.preview())
    line(kind, due, `would go, past ${days} days`, oldest && `the oldest is of ${oldest}`);
  return 0;
}

async function run(service: RetentionService): Promise<number> {
  const done = await service.run('COMMAND');
  if (!done) {
    process.stderr.write('Another process is at it.\n');
    return 1;
  }
  for (const { kind, cleared, oldestLeft, failed } of done.results)
    line(
      kind,
      cleared,
      failed ? 'went, then it FAILED' : 'went',
      oldestLeft && `the oldest left is of ${oldestLeft}`,
    );
  return done.results.some(({ failed }) => failed) ? 1 : 0;
}

function line(kind: string, count: number, what: string, more: string | null): void {
  process.stdout.write(`${kind.padEnd(18)} ${String(count).padStart(7)} ${what}${more ? `; ${more}` : ''}\n`);
}
