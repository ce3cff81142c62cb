import { NestFactory } from '@nestjs/core';
import { Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { AccessModule, type Role } from '@rapfang/access';
import { AuditModule } from '@rapfang/audit';
import { CommentEntity, CommentModule, CommentPrivateEntity, type CommentState } from '@rapfang/comment';
import { ConsultationModule } from '@rapfang/consultation';
import {
  FocusAreaEntity,
  PlanEntity,
  PlanModule,
  PlanVersionEntity,
  SectionEntity,
  SectionTextEntity,
} from '@rapfang/plan';
import {
  EventPump,
  newId,
  parseEnvironment,
  PlatformModule,
  RequestLoaders,
  type Ctx,
} from '@rapfang/platform';
import { TestClock } from './clock.js';
import { PrivacyModule } from '@rapfang/privacy';
import { openTestDatabase, type TestDatabase } from './database.js';

const AT = '2026-01-05T03:00:00.000Z';

/** Rooms of the domain on a real database, without GraphQL, sockets or tickers; nothing is faked. */
export interface TestRooms {
  test: TestDatabase;
  clock: TestClock;
  planId: string;
  planKey: string;
  get<Service>(service: Type<Service>): Service;
  /** Somebody who holds one role on the plan; without a role, a guest. */
  as(role: Role | null, name?: string): Ctx;
  /** A comment that is there already, in that state. */
  comment(
    sectionKey: string,
    state?: CommentState,
    more?: { email?: string; planId?: string; language?: 'th' | 'en'; within?: Pick<Ctx, 'tx'> },
  ): Promise<string>;
  /** Lets every event that waits reach its listeners. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** The rooms up to comments and those given, on a fresh database that holds nothing. */
export async function openApplication(
  modules: Type[],
): Promise<{ test: TestDatabase; clock: TestClock; app: INestApplicationContext }> {
  const test = await openTestDatabase();
  const clock = new TestClock();
  const environment = parseEnvironment({
    DATABASE_URL: test.url,
    DATA_DIR: test.folder,
    ROLES: 'api',
    PUBLIC_URL: 'https://rapfang.example',
  });
  @Module({})
  class Rooms {}
  const app = await NestFactory.createApplicationContext(
    {
      module: Rooms,
      imports: [
        PlatformModule.with(environment, test.database, clock),
        AuditModule,
        AccessModule,
        PrivacyModule,
        PlanModule,
        ConsultationModule,
        CommentModule,
        ...modules,
      ],
    },
    { logger: ['error'], abortOnError: false },
  );
  return { test, clock, app };
}

/** As `openApplication`, with a small published plan. @param modules what the suite tests, besides the rooms up to comments */
export async function openRooms(...modules: Type[]): Promise<TestRooms> {
  const { test, clock, app } = await openApplication(modules);
  const { database } = test;
  const { planId, planKey, versionId, sections } = await insertPlan(test);
  let number = 0;
  return {
    test,
    clock,
    planId,
    planKey,
    get: (service) => app.get(service, { strict: false }),
    as: (role, name = 'สมชาย') => ({
      actor: {
        kind: role ? 'person' : 'guest',
        id: newId(),
        displayName: role ? name : null,
        assurance: role ? 'EMAIL' : 'NONE',
        sessionId: null,
        grants: role ? [{ role, scope: planId }] : [],
        dormantGrants: [],
        organisationIds: [],
      },
      requestId: newId(),
      address: '127.0.0.1',
      loaders: new RequestLoaders(),
    }),
    async comment(
      sectionKey,
      state = 'PUBLISHED',
      { email, planId: otherPlan, language = 'th', within = {} } = {},
    ) {
      const id = newId();
      number += 1;
      const published = state === 'PUBLISHED' || state === 'HIDDEN';
      await database.transaction(within, async (ctx) => {
        await database.writing(ctx).insert(CommentEntity, {
          id,
          planId: otherPlan ?? planId,
          planKey,
          roundId: null,
          versionId,
          versionNumber: 1,
          sectionId: sections.get(sectionKey) as string,
          sectionKey,
          parentId: null,
          rootId: id,
          depth: 0,
          authorKey: `guest:${id}`,
          authorKind: 'GUEST',
          authorName: null,
          organisationId: null,
          organisationNameTh: null,
          organisationNameEn: null,
          stance: 'SUGGESTION',
          language,
          body: `ข้อเสนอที่ ${number}`,
          state,
          shown: Number(published),
          reasonCode: null,
          reasonText: null,
          stateChangedAt: null,
          channel: 'ONLINE',
          demonstration: 0,
          clientId: id,
          revision: 1,
          createdAt: AT,
          publishedAt: published ? AT : null,
          editedAt: null,
          supportCount: 0,
          guestSupportCount: 0,
          replyCount: 0,
          attachmentCount: 0,
          answered: 0,
          answeredAt: null,
        });
        await database.writing(ctx).insert(CommentPrivateEntity, {
          commentId: id,
          receiptCode: `RF-69-${id.slice(-9, -5)}-${id.slice(-4)}`,
          email: email ?? null,
          province: null,
          ageBand: null,
          participantKind: null,
          disability: null,
          consentVersion: null,
          consentAt: null,
        });
      });
      return id;
    },
    async settle() {
      while (await app.get(EventPump).pump());
    },
    async close() {
      await app.close();
      await test.close();
    },
  };
}

const SECTIONS = [
  ['s1', null, 'STRATEGY', 1],
  ['s1.m1', 's1', 'MEASURE', null],
  ['s1.p1.1', 's1', 'PROJECT', null],
  ['s2', null, 'STRATEGY', 2],
  ['s2.m1', 's2', 'MEASURE', null],
] as const;

async function insertPlan({ database }: TestDatabase) {
  const [planId, versionId, planKey] = [newId(), newId(), 'plan-a'];
  const sections = new Map<string, string>(SECTIONS.map(([key]) => [key, newId()]));
  await database.transaction({}, async (ctx) => {
    const manager = database.writing(ctx);
    await manager.insert(PlanEntity, { id: planId, key: planKey, createdAt: AT });
    await manager.insert(PlanVersionEntity, {
      id: versionId,
      planId,
      number: 1,
      state: 'PUBLISHED',
      labelTh: 'ร่าง 1',
      labelEn: null,
      titleTh: 'แผน',
      titleEn: 'Plan',
      meta: {} as never,
      sectionTotal: SECTIONS.length,
      sourceSha256: '0'.repeat(64),
      demonstration: 0,
      createdAt: AT,
      publishedAt: AT,
    });
    for (const [position, [key, parent, kind, no]] of SECTIONS.entries()) {
      const sectionId = sections.get(key) as string;
      await manager.insert(SectionEntity, { id: sectionId, planId, key, createdAt: AT });
      await manager.insert(SectionTextEntity, {
        id: newId(),
        versionId,
        sectionId,
        parentSectionId: parent ? (sections.get(parent) as string) : null,
        strategySectionId: sections.get(key.slice(0, 2)) as string,
        position,
        depth: parent ? 1 : 0,
        kind,
        code: key.slice(1),
        number: no,
        titleTh: `หัวข้อ ${key}`,
        titleEn: `Title ${key}`,
        bodyTh: null,
        bodyEn: null,
        plainTh: null,
        plainEn: null,
        facts: {} as never,
      });
    }
    await manager.insert(FocusAreaEntity, {
      id: newId(),
      versionId,
      code: 'f1',
      number: 1,
      nameTh: 'การศึกษา',
      nameEn: 'Education',
    });
  });
  return { planId, planKey, versionId, sections };
}
