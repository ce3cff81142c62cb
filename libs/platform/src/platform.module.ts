import { Global, Module, type DynamicModule } from '@nestjs/common';
import { join } from 'node:path';
import { Clock } from './clock.js';
import { Database, type DatabaseParts } from './database.js';
import { ENVIRONMENT, type Environment } from './environment.js';
import { EventPump } from './event-pump.js';
import { Events } from './events.js';
import { Files } from './files.js';
import { Limits } from './limits.js';
import { Outbound } from './outbound.js';
import { Streams } from './streams.js';
import { Wire } from './wire.js';

/** What every room stands on. The database is opened and migrated before the application is made. */
@Global()
@Module({})
export class PlatformModule {
  static with(environment: Environment, database: Database, clock: Clock = new Clock()): DynamicModule {
    const shared = [Clock, Database, Events, EventPump, Files, Limits, Outbound, Streams, Wire];
    return {
      module: PlatformModule,
      providers: [
        { provide: ENVIRONMENT, useValue: environment },
        { provide: Clock, useValue: clock },
        { provide: Database, useValue: database },
        { provide: Wire, useFactory: () => new Wire(environment.redisUrl) },
        { provide: Files, useFactory: () => new Files(join(environment.dataDir, 'files')) },
        { provide: Outbound, useFactory: () => new Outbound({ allow: environment.outboundAllow }) },
        Events,
        EventPump,
        Limits,
        Streams,
      ],
      exports: [...shared, ENVIRONMENT],
    };
  }
}

export type { DatabaseParts };
