import { Actors, DemoPeople, OrganisationEntity } from '@rapfang/access';
import { CommentStore, ImportCommentService } from '@rapfang/comment';
import { RoundStore } from '@rapfang/consultation';
import { ModerationRecord, ModerationStore } from '@rapfang/moderation';
import { PlanStore } from '@rapfang/plan';
import { Clock, Database, newId, systemContext, type Ctx } from '@rapfang/platform';
import { ResponseService, ResponseStore } from '@rapfang/response';
import { PlanTags, TagService, TagStore } from '@rapfang/triage';
import {
  authorKeyOf,
  draftInput,
  HOUR,
  importedComment,
  saidAt,
  type DemoComment,
  type DemoComments,
  type DemoPlace,
  type DemoResponse,
} from './demo-comment-rows.js';
import { demoFile, demoPlan } from './demo-files.js';
import { loadStartingTerms } from './load-demo-terms.js';
import { findDemoVersion } from './demo-version.js';
import type { Services } from './services.js';

/**
 * Loads the demonstration's comments, tags and answers into its open round, with times relative to
 * now. Everything is marked as demonstration, and nobody gets a letter: its authors have no address.
 *
 * Each comment, its tags and each answer are written by themselves and found again by their keys, so
 * a start that was killed in the middle is healed by the next one; the last answer says that all is done.
 *
 * @param say hears one line when something was loaded
 */
export async function loadDemoComments(services: Services, say: (line: string) => void): Promise<void> {
  await loadStartingTerms(services, say);
  const file = demoFile<DemoComments>('comments.json');
  const place = await findPlace(services, file.round);
  const last = file.responses.at(-1);
  if (!place || (last && (await isDone(services, place, last)))) return;
  await services.get(PlanTags).sync(systemContext(), place.plan.id);
  const now = services.get(Clock).millis();
  const ids = await loadComments(services, place, file.comments, now);
  await loadDecisions(services, ids);
  await loadTags(services, place, file.comments, ids, now);
  await loadResponses(services, place, file.responses, ids, now);
  say(`Demonstration: ${file.comments.length} comments and ${file.responses.length} answers, all invented.`);
}

/** @returns null where the demonstration itself is not loaded */
async function findPlace(services: Services, roundKey: string): Promise<DemoPlace | null> {
  const ctx = systemContext();
  const plans = services.get(PlanStore);
  const plan = await plans.findPlanByKey(ctx, demoPlan().key);
  const version = plan && (await findDemoVersion(ctx, plans, plan.id));
  if (!plan || !version) return null;
  const round = await services.get(RoundStore).findRoundByKey(ctx, plan.id, roundKey);
  return round && { plan, round, tree: await plans.tree(ctx, version.id) };
}

async function isDone(services: Services, { plan }: DemoPlace, last: DemoResponse): Promise<boolean> {
  const response = await services.get(ResponseStore).findByCode({}, plan.id, last.code);
  return response !== null && (last.publishedHoursAgo === null || response.state === 'PUBLISHED');
}

/** @returns ids by the keys of the file */
async function loadComments(
  services: Services,
  place: DemoPlace,
  comments: DemoComment[],
  now: number,
): Promise<Map<string, string>> {
  const importer = services.get(ImportCommentService);
  const ids = new Map<string, string>();
  for (const [index, comment] of comments.entries()) {
    const ctx = systemContext();
    const organisation =
      comment.author.kind === 'organisation' ? await organisationNamed(services, comment) : null;
    const row = await importer.insertForImport(ctx, {
      ...importedComment(comment, place, saidAt(comment, index, now)),
      parentId: comment.parent ? (ids.get(comment.parent) ?? null) : null,
      author: {
        kind: comment.author.kind.toUpperCase() as 'GUEST',
        name: comment.author.name,
        ...authorKeyOf(comment),
        organisation,
      },
    });
    ids.set(comment.key, row.id);
  }
  return ids;
}

/** What was held, refused or hidden was so decided by somebody: the log says by whom, as for any other. */
async function loadDecisions(services: Services, ids: Map<string, string>): Promise<void> {
  const decisions = { HELD: 'HOLD', REFUSED: 'REFUSE', HIDDEN: 'HIDE' } as const;
  const moderator = await actingAs(services, 'moderator');
  const judged = await services.get(CommentStore).listByIds({}, [...ids.values()]);
  const log = await services.get(ModerationStore).listOf({}, [...ids.values()]);
  const known = new Set(log.map(({ commentId }) => commentId));
  for (const comment of judged) {
    const { id, state, reasonCode, reasonText } = comment;
    if (known.has(id) || (state !== 'HELD' && state !== 'REFUSED' && state !== 'HIDDEN')) continue;
    await services.get(Database).transaction(moderator, (ctx) =>
      services.get(ModerationRecord).write(ctx, comment, {
        act: 'DECIDE',
        decision: decisions[state],
        fromState: state === 'HIDDEN' ? 'PUBLISHED' : 'PENDING',
        toState: state,
        reasonCode,
        reasonText,
        at: comment.stateChangedAt ?? comment.createdAt,
      }),
    );
  }
}

async function organisationNamed(services: Services, { author }: DemoComment) {
  const key = `${authorKeyOf({ author } as DemoComment).key}`;
  const nameTh = author.name;
  return services.get(Database).transaction(systemContext(), async ({ tx }) => {
    const known = await tx.manager.findOne(OrganisationEntity, { where: { key } });
    if (known) return known;
    const made = { id: newId(), key, nameTh, nameEn: null, createdAt: services.get(Clock).now() };
    await tx.manager.insert(OrganisationEntity, made);
    return made;
  });
}

async function loadTags(
  services: Services,
  { plan }: DemoPlace,
  comments: DemoComment[],
  ids: Map<string, string>,
  now: number,
): Promise<void> {
  const moderator = await actingAs(services, 'moderator');
  const tags = new Map(
    (await services.get(TagStore).listOfPlan({}, plan.id)).map((tag) => [tag.key, tag.id]),
  );
  for (const comment of comments.filter((one) => one.tags.length > 0 && one.state !== 'withdrawn')) {
    const add = comment.tags.flatMap((key) => tags.get(key) ?? []);
    // A few hours after it was said, but not in the future.
    const at = new Date(Math.min(now, now - comment.hoursAgo * HOUR + 3 * HOUR)).toISOString();
    if (add.length > 0)
      await services
        .get(TagService)
        .tag(moderator, { commentIds: [ids.get(comment.key) as string], add }, { at });
  }
}

async function loadResponses(
  services: Services,
  { plan }: DemoPlace,
  responses: DemoResponse[],
  ids: Map<string, string>,
  now: number,
): Promise<void> {
  const [drafter, secretariat] = [
    await actingAs(services, 'drafter'),
    await actingAs(services, 'secretariat'),
  ];
  const [store, service] = [services.get(ResponseStore), services.get(ResponseService)];
  for (const response of responses) {
    const { publishedHoursAgo } = response;
    const hoursAgo = (publishedHoursAgo ?? 0) + 5;
    const known = await store.findByCode({}, plan.id, response.code);
    const id =
      known?.id ??
      (await service.draft(
        drafter,
        draftInput(plan.key, response, ids),
        new Date(now - hoursAgo * HOUR).toISOString(),
      ));
    if (publishedHoursAgo !== null)
      await service.publish(secretariat, id, new Date(now - publishedHoursAgo * HOUR).toISOString());
  }
}

/** A context in which one of the demonstration's people acts. */
async function actingAs(services: Services, key: string): Promise<Ctx> {
  const id = await services.get(DemoPeople).idOf(key);
  const actor = id && (await services.get(Actors).person(id));
  if (!actor) throw new Error(`The demonstration has no ${key}.`);
  return { ...systemContext(), actor };
}
