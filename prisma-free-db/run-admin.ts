import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { parseArgs } from 'node:util';
import { FirstAdministrator } from '@rapfang/access';
import { Database, DomainError, PlatformModule, type Environment } from '@rapfang/platform';
import { rooms } from '../apps/api/src/app.module.js';
import { entities, migrations } from './data-source.js';

const USAGE = `npm run -s admin -- invite ADDRESS [--language th|en] [--show-link]

  ADDRESS      who is to be administrator of every plan
  --language   of the letter; th when left out
  --show-link  print the link as well: whoever reads it can use it`;

/** Exit code where the command line makes no sense; 1 where the address does not. */
const USAGE_WRONG = 2;

/** All rooms, as the server has them: without whoever writes the letter, none would be ordered. */
@Module({})
class AdminRooms {
  static with(environment: Environment, database: Database): DynamicModule {
    return {
      module: AdminRooms,
      imports: [PlatformModule.with(environment, database), ...rooms],
    };
  }
}

function wishes(args: string[]): { address: string; language: 'th' | 'en'; showLink: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { language: { type: 'string', default: 'th' }, 'show-link': { type: 'boolean' } },
    });
    const [verb, address, ...rest] = positionals;
    const { language } = values;
    if (verb !== 'invite' || !address || rest.length > 0) return null;
    if (language !== 'th' && language !== 'en') return null;
    return { address, language, showLink: values['show-link'] ?? false };
  } catch {
    return null;
  }
}

/** Invites an administrator on the environment's database; the running server sends the letter. @returns the exit code */
export async function runAdmin(args: string[], environment: Environment): Promise<number> {
  const wish = wishes(args);
  if (!wish) return say(process.stderr, USAGE, USAGE_WRONG);
  const database = new Database({ settings: environment.database, entities, migrations });
  await database.open();
  try {
    await database.migrate();
    // Without jobs: what waits in the outbox is the server's to send.
    const app = await NestFactory.createApplicationContext(
      AdminRooms.with({ ...environment, roles: new Set() }, database),
      { logger: ['error'], abortOnError: false },
    );
    try {
      const link = await app.get(FirstAdministrator).invite(wish.address, wish.language);
      say(process.stdout, `Invited ${wish.address}. The letter goes out as soon as the server runs.`);
      if (wish.showLink) say(process.stdout, link);
      return 0;
    } finally {
      await app.close();
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return say(process.stderr, `${wish.address} is not an address to which rights may be sent.`, 1);
  } finally {
    await database.close();
  }
}

function say(stream: NodeJS.WriteStream, text: string, code = 0): number {
  stream.write(`${text}\n`);
  return code;
}
