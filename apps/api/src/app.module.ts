import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { DiscoveryModule } from '@nestjs/core';
import { AccessModule, AllowGuard } from '@rapfang/access';
import { AuditModule } from '@rapfang/audit';
import { CommentModule } from '@rapfang/comment';
import { ConsultationModule } from '@rapfang/consultation';
import { HearingModule } from '@rapfang/hearing';
import { ModerationModule } from '@rapfang/moderation';
import { NotificationModule } from '@rapfang/notification';
import { PlanModule } from '@rapfang/plan';
import { PlatformModule, type Clock, type Database, type Environment } from '@rapfang/platform';
import { ReportModule } from '@rapfang/report';
import { PrivacyModule } from '@rapfang/privacy';
import { ResponseModule } from '@rapfang/response';
import { TriageModule } from '@rapfang/triage';
import { DeskModule } from './desk/desk.module.js';
import { graphqlModule, OperationContextModule } from './graphql/graphql.module.js';
import { PassOnErrors } from './graphql/pass-on-errors.filter.js';
import { inputValidation } from './graphql/validation.js';
import { PeopleModule } from './people/people.module.js';
import { HearingFrames } from './live/hearing-frames.js';
import { LiveFrames } from './live/live-frames.js';
import { LiveServer } from './live/live-server.js';
import { StreamGate } from './live/stream-gate.js';
import { WebBridges, WebFiles } from './web/web-bridge.factory.js';

/** The rooms of the domain, lowest floor first. */
export const rooms = [
  AuditModule,
  AccessModule,
  PrivacyModule,
  PlanModule,
  ConsultationModule,
  CommentModule,
  HearingModule,
  ModerationModule,
  TriageModule,
  ResponseModule,
  NotificationModule,
  ReportModule,
];

@Module({})
export class AppModule {
  static with(environment: Environment, database: Database, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(environment, database, clock),
        DiscoveryModule,
        ...rooms,
        DeskModule,
        PeopleModule,
        OperationContextModule,
        graphqlModule,
      ],
      providers: [
        HearingFrames,
        LiveFrames,
        LiveServer,
        StreamGate,
        WebBridges,
        WebFiles,
        { provide: APP_GUARD, useClass: AllowGuard },
        { provide: APP_FILTER, useClass: PassOnErrors },
        { provide: APP_PIPE, useFactory: inputValidation },
      ],
    };
  }
}
