import { Readable } from 'node:stream';
import { DemoPeople, OrganisationEntity } from '@rapfang/access';
import { ReportedOpinionStore, RoundStore } from '@rapfang/consultation';
import { PlanImportService, PlanStore, type PlanEntity } from '@rapfang/plan';
import { Clock, Database, newId, systemContext, type Ctx } from '@rapfang/platform';
import {
  demoAgencies,
  demoFile,
  demoPlan,
  type DemoAgency,
  type DemoOpinion,
  type DemoRound,
} from './demo-files.js';
import { findDemoVersion } from './demo-version.js';
import { loadDemoComments } from './load-demo-comments.js';
import { opinionEntity, organisationKey, roundEntity } from './demo-rows.js';
import type { Services } from './services.js';

/** The organisation in whose name the demonstration's agency person speaks. */
export const DEMO_AGENCY_KEY = 'dga';
const LABEL = {
  th: 'ฉบับประกาศในราชกิจจานุเบกษา (เนื้อความสรุปเพื่อการสาธิต)',
  en: 'As announced in the Royal Gazette (bodies summarised for the demonstration)',
};

/**
 * Loads the demonstration where nothing is published yet: the plan of 2566–2570 as a published
 * version, through the importer that everyone uses; then organisations, rounds, reported opinions,
 * people. Comments follow in `load-demo-comments.ts`, which needs all of these.
 *
 * Each step looks for its own work first, so a start that was killed in the middle is healed by the
 * next one. Drafts that somebody imported first stay as they are; where they published a plan of
 * their own, only the demonstration's people are made.
 *
 * @param say hears one line per step that did something
 */
export async function loadDemo(services: Services, say: (line: string) => void): Promise<void> {
  if (await loadDemoPlan(services, say)) await loadDemoComments(services, say);
}

/** First half of `loadDemo`: all but the comments. @returns false when there is nothing of ours to go on with */
export async function loadDemoPlan(services: Services, say: (line: string) => void): Promise<boolean> {
  const ctx = systemContext();
  const plan = await loadPlan(ctx, services, say);
  if (plan) {
    await loadOrganisations(ctx, services, say);
    await loadRounds(ctx, services, plan, say);
    await loadOpinions(ctx, services, plan, say);
  }
  await services.get(DemoPeople).ensure(DEMO_AGENCY_KEY);
  return plan !== null;
}

/** @returns null when other people's plans are published here */
async function loadPlan(
  ctx: Ctx,
  services: Services,
  say: (line: string) => void,
): Promise<PlanEntity | null> {
  const plans = services.get(PlanStore);
  const document = demoPlan();
  if (await nothingPublished(ctx, plans)) {
    say('Demonstration: importing the plan of 2566–2570 …');
    const file = Readable.from([Buffer.from(JSON.stringify(document))]);
    const report = await services
      .get(PlanImportService)
      .importFile(ctx, file, { publish: true, demonstration: true, label: LABEL });
    if (!report.imported)
      throw new Error(`The demonstration plan is broken: ${JSON.stringify(report.problems.slice(0, 5))}`);
    say(
      `Demonstration: ${report.sectionTotal} sections published as version ${report.imported.versionNumber}.`,
    );
  }
  const plan = await plans.findPlanByKey(ctx, document.key);
  return plan && (await findDemoVersion(ctx, plans, plan.id)) ? plan : null;
}

async function nothingPublished(ctx: Ctx, plans: PlanStore): Promise<boolean> {
  const all = await plans.listPlans(ctx);
  const current = await Promise.all(all.map((plan) => plans.findCurrentVersion(ctx, plan.id)));
  return current.every((version) => version === null);
}

async function loadOrganisations(ctx: Ctx, services: Services, say: (line: string) => void): Promise<void> {
  const database = services.get(Database);
  const createdAt = services.get(Clock).now();
  const wanted = new Map<string, DemoAgency>();
  for (const agency of demoAgencies(demoPlan().sections)) {
    const key = organisationKey(agency);
    if (key !== null && !wanted.has(key)) wanted.set(key, agency);
  }
  const made = await database.transaction(ctx, async (ctx) => {
    const manager = database.writing(ctx);
    const known = new Set(
      (await manager.find(OrganisationEntity, { select: { id: true, key: true } })).map(({ key }) => key),
    );
    const rows = [...wanted]
      .filter(([key]) => !known.has(key))
      .map(([key, { th, en }]) => ({ id: newId(), key, nameTh: th, nameEn: en, createdAt }));
    if (rows.length > 0) await manager.insert(OrganisationEntity, rows);
    return rows.length;
  });
  if (made > 0) say(`Demonstration: ${made} organisations.`);
}

async function loadRounds(
  ctx: Ctx,
  services: Services,
  plan: PlanEntity,
  say: (line: string) => void,
): Promise<void> {
  const database = services.get(Database);
  const rounds = services.get(RoundStore);
  const plans = services.get(PlanStore);
  const now = services.get(Clock).now();
  const { rounds: files } = demoFile<{ rounds: DemoRound[] }>('rounds.json');
  const made = await database.transaction(ctx, async (ctx) => {
    const known = new Set((await rounds.listRounds(ctx, plan.id)).map(({ key }) => key));
    const version = await findDemoVersion(ctx, plans, plan.id);
    const tree = version && (await plans.tree(ctx, version.id));
    const missing = [...files.entries()].filter(([, file]) => !known.has(file.key));
    for (const [position, file] of missing) {
      const entity = roundEntity(file, position, plan.id, version?.id ?? null, now);
      const scope = (file.sections ?? []).flatMap((key) => tree?.find(key)?.sectionId ?? []);
      await rounds.insertRound(ctx, entity, scope);
    }
    return missing.length;
  });
  ctx.loaders.clear();
  if (made > 0) say(`Demonstration: ${made} rounds of consultation.`);
}

async function loadOpinions(
  ctx: Ctx,
  services: Services,
  plan: PlanEntity,
  say: (line: string) => void,
): Promise<void> {
  const database = services.get(Database);
  const opinions = services.get(ReportedOpinionStore);
  const rounds = await services.get(RoundStore).listRounds(ctx, plan.id);
  const { items } = demoFile<{ items: DemoOpinion[] }>('feedback.json');
  const made = await database.transaction(ctx, async (ctx) => {
    const known = await opinions.knownKeys(ctx, plan.id);
    const missing = [...items.entries()].filter(([, item]) => !known.has(item.id));
    await opinions.insertOpinions(
      ctx,
      missing.map(([position, item]) =>
        opinionEntity(item, position, plan.id, rounds.find(({ key }) => key === item.round)?.id ?? null),
      ),
    );
    return missing.length;
  });
  ctx.loaders.clear();
  if (made > 0) say(`Demonstration: ${made} opinions that the documents report.`);
}
