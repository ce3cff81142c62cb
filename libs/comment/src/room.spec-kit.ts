import { NestFactory } from '@nestjs/core';
import { Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { AccessModule } from '@rapfang/access';
import { AuditModule } from '@rapfang/audit';
import { ConsultationModule, RoundEntity } from '@rapfang/consultation';
import { PlanEntity, PlanModule, PlanVersionEntity, SectionEntity, SectionTextEntity } from '@rapfang/plan';
import {
  Clock,
  EventPump,
  newId,
  parseEnvironment,
  PlatformModule,
  RequestLoaders,
  systemContext,
  type Actor,
  type Ctx,
  type Database,
  type Grant,
} from '@rapfang/platform';
import { PrivacyModule } from '@rapfang/privacy';
import { CommentModule } from './comment.module.js';
import type { Submission } from './intake.js';

/** The clock of a test: real time, moved at will. */
export class MovedClock extends Clock {
  shift = 0;
  override millis(): number {
    return Date.now() + this.shift;
  }
}

export interface Room {
  app: INestApplicationContext;
  clock: MovedClock;
  get<T>(service: Type<T>): T;
  /** Runs what follows a commit, until nothing is left. */
  settle(): Promise<void>;
}

/** The room with everything below it, wired as in the product; only the clock is ours. */
export async function openRoom(database: Database, folder: string): Promise<Room> {
  const clock = new MovedClock();
  const environment = parseEnvironment({ DATA_DIR: folder, SESSION_SECRET: 'x'.repeat(40), DEMO: 'off' });
  @Module({})
  class TestModule {}
  const app = await NestFactory.createApplicationContext(
    {
      module: TestModule,
      imports: [
        PlatformModule.with(environment, database, clock),
        AuditModule,
        AccessModule,
        PrivacyModule,
        PlanModule,
        ConsultationModule,
        CommentModule,
      ],
    },
    { logger: ['error'] },
  );
  const pump = app.get(EventPump);
  return {
    app,
    clock,
    get: (service) => app.get(service, { strict: false }),
    settle: async () => {
      while (await pump.pump());
    },
  };
}

export const PLAN = 'plan-a';
export const STRICT_PLAN = 'plan-strict';
export const QUIET_PLAN = 'plan-quiet';

export interface Seeds {
  /** Plan id by key. */
  plans: Record<string, string>;
  rounds: Record<string, string>;
}

/**
 * Three plans with sections `s1` › `s1.m1` and `s2`: one open to all and judged afterwards, one open
 * to signed-in people and judged first, one without an open round.
 */
export async function seedPlans(database: Database, clock: Clock): Promise<Seeds> {
  const seeds: Seeds = { plans: {}, rounds: {} };
  for (const key of [PLAN, STRICT_PLAN, QUIET_PLAN]) {
    await database.transaction({}, async (ctx) => {
      const manager = database.writing(ctx);
      const [planId, versionId, roundId, now] = [newId(), newId(), newId(), clock.now()];
      seeds.plans[key] = planId;
      seeds.rounds[key] = roundId;
      await manager.insert(PlanEntity, { id: planId, key, createdAt: now });
      await manager.insert(PlanVersionEntity, {
        id: versionId,
        planId,
        number: 1,
        state: 'PUBLISHED',
        meta: {} as never,
        sectionTotal: 3,
        sourceSha256: newId(),
        demonstration: 0,
        createdAt: now,
        publishedAt: now,
      });
      const ids: Record<string, string> = {};
      for (const [position, sectionKey] of ['s1', 's1.m1', 's2'].entries()) {
        const parent = sectionKey === 's1.m1' ? (ids['s1'] as string) : null;
        const sectionId = newId();
        ids[sectionKey] = sectionId;
        await manager.insert(SectionEntity, { id: sectionId, planId, key: sectionKey, createdAt: now });
        await manager.insert(SectionTextEntity, {
          id: newId(),
          versionId,
          sectionId,
          parentSectionId: parent,
          strategySectionId: parent ?? sectionId,
          position,
          depth: parent ? 1 : 0,
          kind: parent ? 'MEASURE' : 'STRATEGY',
          code: '',
          number: 1,
          titleTh: sectionKey,
          facts: {} as never,
        });
      }
      if (key === QUIET_PLAN) return;
      await manager.insert(RoundEntity, {
        id: roundId,
        planId,
        versionId,
        key: 'r1',
        position: 0,
        method: 'ONLINE_CONSULTATION',
        topics: [],
        questions: [],
        datePrecision: 'DAY',
        opensAt: clock.in(-3600),
        closesAt: clock.in(86_400),
        participants: { people: null, agencies: null, groups: null },
        demonstration: 0,
        createdAt: now,
        moderationPolicy: key === STRICT_PLAN ? 'BEFORE_PUBLICATION' : 'AFTER_PUBLICATION',
        participation: key === STRICT_PLAN ? 'SIGNED_IN' : 'ANYONE',
      });
    });
  }
  return seeds;
}

const NOBODY: Actor = { ...systemContext().actor, kind: 'guest' };

function contextOf(actor: Actor, address: string): Ctx {
  return { actor, address, requestId: newId(), loaders: new RequestLoaders() };
}

/** A guest with a browser of their own; everyone sits in the same office. */
export function guest(id = newId()): Ctx {
  return contextOf({ ...NOBODY, id }, '10.0.0.1');
}

export function person(grants: readonly Grant[] = [], organisationIds: readonly string[] = []): Ctx {
  return contextOf(
    {
      ...NOBODY,
      kind: 'person',
      id: newId(),
      displayName: 'สมชาย',
      assurance: 'EMAIL',
      grants,
      organisationIds,
    },
    '10.0.0.1',
  );
}

/** The same caller in the next request: loaders live as long as one. */
export function again(ctx: Ctx): Ctx {
  return { ...ctx, requestId: newId(), loaders: new RequestLoaders() };
}

export function submission(change: Partial<Submission> = {}): Submission {
  return {
    clientId: newId(),
    planKey: PLAN,
    sectionKey: 's1',
    body: 'ขอให้เปิดข้อมูล',
    language: 'th',
    ...change,
  };
}
