import { Readable } from 'node:stream';
import { MoreThan, Not } from 'typeorm';
import { NestFactory } from '@nestjs/core';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessModule, DemoPeople, OrganisationEntity } from '@rapfang/access';
import { AuditModule } from '@rapfang/audit';
import {
  ConsultationModule,
  ReportedOpinionEntity,
  ReportedOpinionStore,
  RoundEntity,
  RoundSectionEntity,
  RoundStore,
  roundModel,
} from '@rapfang/consultation';
import { PlanImportService, PlanModule, PlanStore, type PlanEntity, type SectionRow } from '@rapfang/plan';
import { Clock, parseEnvironment, PlatformModule, systemContext } from '@rapfang/platform';
import { openTestDatabase, type TestDatabase } from '../../test/harness/database.js';
import { demoPlan } from './demo-files.js';
import { DEMO_AGENCY_KEY, loadDemoPlan } from './load-demo.js';

@Module({})
class Rooms {}
let test: TestDatabase;
let app: INestApplicationContext;

beforeEach(async () => {
  test = await openTestDatabase();
  const environment = parseEnvironment({ DATA_DIR: test.folder, ROLES: 'api' });
  app = await NestFactory.createApplicationContext(
    {
      module: Rooms,
      imports: [
        PlatformModule.with(environment, test.database),
        AuditModule,
        AccessModule,
        PlanModule,
        ConsultationModule,
      ],
    },
    { logger: ['error'], abortOnError: false },
  );
});
afterEach(async () => {
  await app.close();
  await test.close();
});

const services = {
  get: <Service>(type: abstract new (...needs: never[]) => Service) =>
    app.get<Service>(type as never, { strict: false }),
};

/** Only what the platform, plan and consultation rooms load; comments need more rooms than this suite opens. */
async function load(): Promise<string[]> {
  const lines: string[] = [];
  await loadDemoPlan(services, (line) => lines.push(line));
  return lines;
}

describe('The demonstration', () => {
  it('is loaded once: plan, organisations, rounds and reported opinions', async () => {
    expect((await load()).length).toBeGreaterThanOrEqual(5);
    const ctx = systemContext();
    const plans = services.get(PlanStore);
    const plan = (await plans.findPlanByKey(ctx, 'dgplan-2566-2570')) as PlanEntity;
    expect(await plans.findCurrentVersion(ctx, plan.id)).toMatchObject({
      number: 1,
      demonstration: 1,
      sectionTotal: 157,
    });
    const rounds = await services.get(RoundStore).listRounds(ctx, plan.id);
    const now = services.get(Clock).now();
    expect(rounds).toHaveLength(20);
    expect(rounds.filter((row) => roundModel(row, now).state === 'OPEN').map((row) => row.key)).toEqual([
      'demo-open',
    ]);
    expect(rounds.find((row) => row.key === 'demo-open')?.opensAt).toMatch(/T17:00:00\.000Z$/);
    const opinions = await services.get(ReportedOpinionStore).listOpinions(ctx, plan.id);
    expect([opinions.length, opinions.filter((row) => row.responseTh).length]).toEqual([39, 18]);
    expect(opinions.every((row) => row.roundId !== null)).toBe(true);
    const organisations = await test.database.reader.manager.find(OrganisationEntity);
    expect(organisations.map((row) => row.key)).toContain(DEMO_AGENCY_KEY);
    expect(await load()).toEqual([]);
  });

  it('gives comments on every section the open round', async () => {
    await load();
    const ctx = systemContext();
    const section = (await services
      .get(PlanStore)
      .findSection(ctx, 'dgplan-2566-2570', 's2.m1')) as SectionRow;
    const at = services.get(Clock).now();
    expect(
      (await services.get(RoundStore).findOpenRound(ctx, section.planId, section.sectionId, at))?.key,
    ).toBe('demo-open');
  });

  it('stands beside a draft that somebody imported first', async () => {
    const own = { ...demoPlan(), title: { th: 'ฉบับของเรา' } };
    await services
      .get(PlanImportService)
      .importFile(systemContext(), Readable.from([Buffer.from(JSON.stringify(own))]));
    await load();
    const ctx = systemContext();
    const plan = await services.get(PlanStore).getPlanByKey(ctx, 'dgplan-2566-2570');
    const versions = await services.get(PlanStore).listVersions(ctx, plan.id);
    expect(versions.map(({ number, state, demonstration }) => [number, state, demonstration])).toEqual([
      [2, 'PUBLISHED', 1],
      [1, 'DRAFT', 0],
    ]);
  });

  it('leaves a published plan of somebody else alone', async () => {
    const own = { ...demoPlan(), title: { th: 'ฉบับของเรา' } };
    await services
      .get(PlanImportService)
      .importFile(systemContext(), Readable.from([Buffer.from(JSON.stringify(own))]), { publish: true });
    expect(await load()).toEqual([]);
    expect(await services.get(DemoPeople).idOf('secretariat')).not.toBeNull();
  });

  it('is healed at the next start when it was cut off', async () => {
    await load();
    await test.database.transaction({}, async (ctx) => {
      const manager = test.database.writing(ctx);
      await manager.delete(ReportedOpinionEntity, { position: MoreThan(10) });
      const hearing = await manager.findOneByOrFail(RoundEntity, { key: 'demo-hearing' });
      await manager.delete(RoundSectionEntity, { roundId: hearing.id });
      await manager.delete(RoundEntity, { id: hearing.id });
      await manager.delete(OrganisationEntity, { key: Not('dga') });
    });
    await load();
    const manager = test.database.reader.manager;
    expect([
      await manager.count(ReportedOpinionEntity),
      await manager.count(RoundEntity),
      await manager.count(RoundSectionEntity),
    ]).toEqual([39, 20, 1]);
  });
});
