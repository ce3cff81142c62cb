import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PlanService, PlanStore, type VersionRow } from '@rapfang/plan';
import { systemContext } from '@rapfang/platform';
import { startTestServer, type TestServer } from '../../test/harness/server.js';

const PLAN = 'dgplan-2566-2570';
const SECTION = `query ($key: String!, $version: Int) {
  section(planKey: "${PLAN}", key: $key, version: $version) {
    key code depth parentKey strategyNumber title { th en } body { th en }
    facts { leadAgency { th } supportingAgencies { th } budget { baht raw } durationMonths yearsActive focusArea { code number name { th } } goals { th } focusNote { th } abridged }
    indicators { key sectionKey baseline { year value text } targets { year value text } }
    version { number state demonstration publishedAt } plan { key title { th } }
    ancestors { key } children { key body { th } } previous { key } next { key } openRound { key state questions { th } }
  }
}`;

interface SectionAnswer {
  section: {
    [field: string]: unknown;
    facts: Record<string, unknown>;
    indicators: { targets: unknown[] }[];
    children: unknown[];
    ancestors: { key: string }[];
  } | null;
}

let app: TestServer;
beforeAll(async () => {
  app = await startTestServer();
});
afterAll(() => app.stop());

describe('Reading the plan through the api', () => {
  it('shows the whole plan with all 157 sections, 18 indicators and the facts around them', async () => {
    const { plan } = await app.client().must<{ plan: Record<string, unknown[]> }>(`{ plan(key: "${PLAN}") {
      title { th en } vision { th en } yearsBe yearsCe objectives { th en } goals { key title { th } body { th } } focusAreas { code number name { th en } }
      indicators { key sectionKey targets { year value text } } gazette { volume part page publishedOn announcedOn cabinetResolutionOn url } monitoring { th } notes { th en }
      currentVersion { number state sectionTotal demonstration } versions { number } kindCounts { kind count }
      sections { key depth parentKey strategyNumber indicators { key } } rounds { key state } reportedOpinions { id round { key } disposition }
    } }`);
    expect(plan).toMatchObject({
      yearsBe: [2566, 2567, 2568, 2569, 2570],
      yearsCe: [2023, 2024, 2025, 2026, 2027],
      gazette: { volume: 140, publishedOn: '2023-04-10', cabinetResolutionOn: '2023-02-28' },
      currentVersion: { number: 1, state: 'PUBLISHED', sectionTotal: 157, demonstration: true },
      kindCounts: [
        { kind: 'STRATEGY', count: 4 },
        { kind: 'MEASURE', count: 20 },
        { kind: 'GUIDELINE', count: 95 },
        { kind: 'PROJECT', count: 38 },
      ],
    });
    const sections = plan['sections'] as { indicators: unknown[] }[];
    expect([
      sections.length,
      plan['indicators']?.length,
      sections.flatMap((one) => one.indicators).length,
    ]).toEqual([157, 2, 16]);
    expect(
      [plan['objectives'], plan['goals'], plan['focusAreas'], plan['rounds'], plan['reportedOpinions']].map(
        (list) => list?.length,
      ),
    ).toEqual([3, 4, 10, 20, 39]);
  });

  it('shows a project with its facts, its way up and its neighbours', async () => {
    const { section } = await app.client().must<SectionAnswer>(SECTION, { key: 's2.p2.2' });
    expect(section).toMatchObject({
      code: '2.2',
      depth: 1,
      parentKey: 's2',
      strategyNumber: 2,
      facts: {
        budget: { baht: 21_000_000, raw: '21 ล้านบาท' },
        yearsActive: [2567, 2568, 2569, 2570],
        focusArea: { code: 'welfare' },
        abridged: false,
      },
      version: { number: 1, state: 'PUBLISHED', publishedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
      plan: { key: PLAN },
      ancestors: [{ key: 's2' }],
      previous: { key: 's2.p2.1' },
      next: { key: 's2.p2.3' },
      openRound: { key: 'demo-open', state: 'OPEN' },
    });
  });

  it('shows a strategy with goals, indicators of every year and all below it', async () => {
    const { section } = await app.client().must<SectionAnswer>(SECTION, { key: 's1' });
    expect([
      (section?.facts['goals'] as unknown[]).length,
      section?.indicators.length,
      section?.children.length,
    ]).toEqual([5, 5, 23]);
    expect(section?.indicators[0]?.targets).toHaveLength(5);
  });

  it('reads a section page in a fixed small number of queries', async () => {
    const client = app.client();
    await client.must(SECTION, { key: 's1' });
    const counts: number[] = [];
    for (const key of ['s1', 's2', 's1.m1', 's2.p2.2']) {
      app.database.statements.reset();
      await client.must(SECTION, { key });
      counts.push(
        app.database.statements.list.filter((sql) =>
          /FROM [`"](plan|plan_version|section|section_text|indicator|focus_area|round|round_section)[`"]/.test(
            sql,
          ),
        ).length,
      );
    }
    // plan by key, its versions, this version, plan by id, contents, indicators, open rounds, their scope, focus areas (projects).
    expect(Math.max(...counts)).toBeLessThanOrEqual(9);
  });

  it('keeps drafts from the public, as if they were not there, and shows them to the secretariat', async () => {
    const { app: nest } = app.server;
    const ctx = systemContext();
    const plans = nest.get(PlanStore);
    const plan = await plans.getPlanByKey(ctx, PLAN);
    const current = (await plans.findCurrentVersion(ctx, plan.id)) as VersionRow;
    const document = {
      key: PLAN,
      title: { th: 'ร่างใหม่', en: null },
      focusAreas: [],
      indicators: [],
      meta: await plans.meta(ctx, current.id),
      sections: [
        {
          key: 's1',
          parentKey: null,
          strategyKey: 's1',
          depth: 0,
          kind: 'STRATEGY' as const,
          code: '1',
          number: 1,
          title: { th: 'ใหม่', en: null },
          body: { th: null, en: null },
          facts: { goals: [], focusNote: null, abridged: false, project: null },
        },
      ],
    };
    expect(await nest.get(PlanService).importVersion(ctx, document)).toMatchObject({
      versionNumber: 2,
      state: 'DRAFT',
    });
    const ask = `{ plan(key: "${PLAN}", version: 2) { title { th } } section(planKey: "${PLAN}", key: "s1", version: 2) { title { th } } now: plan(key: "${PLAN}") { versions { number } currentVersion { number } } }`;
    const guest = app.client();
    expect(await guest.must(ask)).toEqual({
      plan: null,
      section: null,
      now: { versions: [{ number: 1 }], currentVersion: { number: 1 } },
    });
    const secretariat = app.client();
    await secretariat.must('mutation { signInAsDemoPerson(key: "secretariat") { kind } }');
    expect(await secretariat.must(ask)).toEqual({
      plan: { title: { th: 'ร่างใหม่' } },
      section: { title: { th: 'ใหม่' } },
      now: { versions: [{ number: 2 }, { number: 1 }], currentVersion: { number: 1 } },
    });
  });

  it('tells rounds of all plans, and gives nothing for what does not exist', async () => {
    expect(
      await app
        .client()
        .must(
          `{ rounds(state: OPEN) { key plan { key } version { number } } round(planKey: "${PLAN}", key: "zz") { key } other: rounds(planKey: "zz") { key } section(planKey: "${PLAN}", key: "zz") { key } plan(key: "zz") { key } }`,
        ),
    ).toEqual({
      rounds: [{ key: 'demo-open', plan: { key: PLAN }, version: { number: 1 } }],
      round: null,
      other: [],
      section: null,
      plan: null,
    });
  });
});
