import { createHash } from 'node:crypto';
import { Actors, DemoPeople, OrganisationEntity } from '@rapfang/access';
import {
  ImportCommentService,
  type AgeBand,
  type Channel,
  type CommentState,
  type ImportedComment,
  type ParticipantKind,
  type ReasonCode,
  type Stance,
} from '@rapfang/comment';
import { RoundStore, type Disposition } from '@rapfang/consultation';
import { PlanStore, type PlanTree } from '@rapfang/plan';
import {
  Clock,
  Database,
  newId,
  systemContext,
  type BilingualText,
  type Ctx,
  type Instant,
  type Language,
} from '@rapfang/platform';
import { ResponseService, ResponseStore } from '@rapfang/response';
import { PlanTags, TagService, TagStore } from '@rapfang/triage';
import { demoFile, demoPlan } from './demo-files.js';
import { findDemoVersion } from './demo-version.js';
import type { Services } from './load-demo.js';

interface DemoComment {
  key: string;
  section: string;
  parent: string | null;
  stance: string | null;
  language: Language;
  body: string;
  author: { kind: string; name: string | null };
  channel: string;
  province: string | null;
  ageBand: string | null;
  participantKind: string | null;
  hoursAgo: number;
  supports: number;
  /** Keys of sections. */
  tags: string[];
  state: string;
  reasonCode?: string;
  reason?: BilingualText;
}

interface DemoResponse {
  code: string;
  disposition: string;
  body: BilingualText;
  reason: BilingualText;
  /** Keys of comments. */
  comments: string[];
  /** Null for a draft. */
  publishedHoursAgo: number | null;
  changedSection: string | null;
}

interface DemoComments {
  round: string;
  comments: DemoComment[];
  responses: DemoResponse[];
}

interface Place {
  round: { id: string };
  plan: { id: string; key: string };
  tree: PlanTree;
}

const AGE_BANDS: Record<string, AgeBand> = {
  under_18: 'UNDER_18',
  '18_24': 'FROM_18',
  '25_34': 'FROM_25',
  '35_44': 'FROM_35',
  '45_59': 'FROM_45',
  '60_plus': 'FROM_60',
};
const HOUR = 3_600_000;

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
  const file = demoFile<DemoComments>('comments.json');
  const place = await findPlace(services, file.round);
  const last = file.responses.at(-1);
  if (!place || (last && (await isDone(services, place, last)))) return;
  await services.get(PlanTags).sync(systemContext(), place.plan.id);
  const now = services.get(Clock).millis();
  const ids = await loadComments(services, place, file.comments, now);
  await loadTags(services, place, file.comments, ids, now);
  await loadResponses(services, place, file.responses, ids, now);
  say(`Demonstration: ${file.comments.length} comments and ${file.responses.length} answers, all invented.`);
}

/** @returns null where the demonstration itself is not loaded */
async function findPlace(services: Services, roundKey: string): Promise<Place | null> {
  const ctx = systemContext();
  const plans = services.get(PlanStore);
  const plan = await plans.findPlanByKey(ctx, demoPlan().key);
  const version = plan && (await findDemoVersion(ctx, plans, plan.id));
  if (!plan || !version) return null;
  const round = await services.get(RoundStore).findRoundByKey(ctx, plan.id, roundKey);
  return round && { plan, round, tree: await plans.tree(ctx, version.id) };
}

async function isDone(services: Services, { plan }: Place, last: DemoResponse): Promise<boolean> {
  const response = await services.get(ResponseStore).findByCode({}, plan.id, last.code);
  return response !== null && (last.publishedHoursAgo === null || response.state === 'PUBLISHED');
}

/** @returns ids by the keys of the file */
async function loadComments(
  services: Services,
  place: Place,
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

function importedComment(
  comment: DemoComment,
  { plan, round, tree }: Place,
  createdAt: Instant,
): Omit<ImportedComment, 'author'> {
  const section = tree.find(comment.section);
  if (!section)
    throw new Error(`comments.json: ${comment.key} is on ${comment.section}, which the plan does not have.`);
  const { versionId, versionNumber, sectionId, sectionKey } = section;
  const state = comment.state.toUpperCase() as CommentState;
  const judged = state === 'HELD' || state === 'REFUSED' || state === 'HIDDEN';
  return {
    key: `demo:${comment.key}`,
    place: {
      planId: plan.id,
      planKey: plan.key,
      roundId: round.id,
      versionId,
      versionNumber,
      sectionId,
      sectionKey,
    },
    stance: (comment.stance?.toUpperCase() ?? null) as Stance | null,
    language: comment.language,
    body: comment.body,
    state,
    reason: judged
      ? {
          code: (comment.reasonCode?.toUpperCase() ?? 'OTHER') as ReasonCode,
          text: comment.reason?.[comment.language] ?? null,
        }
      : null,
    channel: comment.channel.toUpperCase() as Channel,
    demonstration: true,
    createdAt,
    publishedAt: state === 'PENDING' || state === 'HELD' || state === 'REFUSED' ? null : createdAt,
    participant: {
      province: comment.province,
      ageBand: comment.ageBand ? (AGE_BANDS[comment.ageBand] ?? null) : null,
      kind: (comment.participantKind?.toUpperCase() ?? null) as ParticipantKind | null,
      consentVersion: 'demonstration',
    },
    supports: { people: 0, guests: comment.supports },
  };
}

/** Half a minute apart in the order of the file, so that a reply never comes before what it replies to. */
function saidAt(comment: DemoComment, index: number, now: number): Instant {
  return new Date(now - comment.hoursAgo * HOUR + index * 30_000).toISOString();
}

/** Somebody who speaks twice is one author; who gives no name is somebody else each time. */
function authorKeyOf({ author }: DemoComment): { key?: string } {
  if (!author.name) return {};
  return { key: `demo:${createHash('sha256').update(author.name).digest('hex').slice(0, 32)}` };
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
  { plan }: Place,
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
  { plan }: Place,
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

function draftInput(
  planKey: string,
  { comments, disposition, body, reason, changedSection }: DemoResponse,
  ids: Map<string, string>,
) {
  return {
    planKey,
    body,
    reason,
    commentIds: comments.map((key) => ids.get(key) as string),
    disposition: disposition.toUpperCase() as Disposition,
    changedSectionKey: changedSection,
  };
}

/** A context in which one of the demonstration's people acts. */
async function actingAs(services: Services, key: string): Promise<Ctx> {
  const id = await services.get(DemoPeople).idOf(key);
  const actor = id && (await services.get(Actors).person(id));
  if (!actor) throw new Error(`The demonstration has no ${key}.`);
  return { ...systemContext(), actor };
}
