import { createHash } from 'node:crypto';
import type {
  AgeBand,
  Channel,
  CommentState,
  ImportedComment,
  ParticipantKind,
  ReasonCode,
  Stance,
} from '@rapfang/comment';
import type { Disposition } from '@rapfang/consultation';
import type { PlanTree } from '@rapfang/plan';
import type { BilingualText, Instant, Language } from '@rapfang/platform';
import type { DraftResponseInput } from '@rapfang/response';

export interface DemoComment {
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

export interface DemoResponse {
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

export interface DemoComments {
  round: string;
  comments: DemoComment[];
  responses: DemoResponse[];
}

export interface DemoPlace {
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
export const HOUR = 3_600_000;

export function importedComment(
  comment: DemoComment,
  { plan, round, tree }: DemoPlace,
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
export function saidAt(comment: DemoComment, index: number, now: number): Instant {
  return new Date(now - comment.hoursAgo * HOUR + index * 30_000).toISOString();
}

/** Somebody who speaks twice is one author; who gives no name is somebody else each time. */
export function authorKeyOf({ author }: DemoComment): { key?: string } {
  if (!author.name) return {};
  return { key: `demo:${createHash('sha256').update(author.name).digest('hex').slice(0, 32)}` };
}

export function draftInput(
  planKey: string,
  { comments, disposition, body, reason, changedSection }: DemoResponse,
  ids: ReadonlyMap<string, string>,
): DraftResponseInput {
  return {
    planKey,
    body,
    reason,
    commentIds: comments.map((key) => ids.get(key) as string),
    disposition: disposition.toUpperCase() as Disposition,
    changedSectionKey: changedSection,
  };
}
