import { randomUUID } from 'node:crypto';
import type { ApiClient } from './api-client.js';
import { PLAN } from './operations.js';

/** Operations on hearings, as a client of the api would write them. */
const HEARING = `fragment H on Hearing {
  id key state revision currentItemId slowSeconds guestsMay viewerMoves
  items { id number sectionKey startedAt endedAt }
  room { lastEvent stream comments onStage { comment { id body } } }
}`;
export const HEARING_BY_KEY = `${HEARING} query($key: String!) { hearing(key: $key) { ...H } }`;
export const CREATE_HEARING = `${HEARING} mutation($input: CreateHearingInput!) { createHearing(input: $input) { ...H } }`;
export const MOVE_HEARING = `${HEARING} mutation($input: MoveHearingInput!) { moveHearing(input: $input) { ...H } }`;
export const GO_TO_ITEM = `${HEARING} mutation($input: GoToItemInput!) { goToAgendaItem(input: $input) { ...H } }`;
export const SET_HEARING = `${HEARING} mutation($input: HearingSettingsInput!) { setHearingSettings(input: $input) { ...H } }`;
export const STAGE = `${HEARING} mutation($input: StageInput!) { showOnStage(input: $input) { ...H } }`;
export const ANSWERED = `${HEARING} mutation($input: AnsweredInRoomInput!) { markAnsweredInRoom(input: $input) { ...H } }`;
export const SEND_IN_HEARING = `mutation($input: SendHearingCommentInput!) {
  sendHearingComment(input: $input) { receiptCode comment { id state channel body sectionKey } } }`;
export const POSTS = `query($key: String!, $first: Int, $after: String, $itemId: ID) {
  hearing(key: $key) { posts(first: $first, after: $after, itemId: $itemId) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { itemId onStage answeredAt comment { id body state } } } } } }`;

export interface HearingSeen {
  id: string;
  key: string;
  state: string;
  currentItemId: string | null;
  slowSeconds: number;
  guestsMay: boolean;
  viewerMoves: string[];
  items: { id: string; number: number; sectionKey: string | null; startedAt: string | null }[];
  room: {
    lastEvent: number;
    stream: string;
    comments: number;
    onStage: { comment: { id: string; body: string | null } }[];
  };
}

export interface SentInHearing {
  receiptCode: string;
  comment: { id: string; state: string; channel: string; body: string; sectionKey: string };
}

let number = 0;

/** A hearing of the demonstration's open round, set up by its secretariat: an opening and two items on sections. */
export async function createHearing(
  secretariat: ApiClient,
  more: Record<string, unknown> = {},
): Promise<HearingSeen> {
  const { rounds } = await secretariat.must<{ rounds: { key: string }[] }>(
    'query($plan: String!) { rounds(planKey: $plan, state: OPEN) { key } }',
    { plan: PLAN },
  );
  const begins = Date.now() + 3_600_000;
  const input = {
    planKey: PLAN,
    roundKey: rounds[0]?.key,
    key: `hearing-${(number += 1)}-${randomUUID().slice(0, 8)}`,
    title: { th: 'ประชาพิจารณ์ร่างแผน', en: 'Public hearing on the draft' },
    startsAt: new Date(begins).toISOString(),
    endsAt: new Date(begins + 2 * 3_600_000).toISOString(),
    items: [
      { title: { th: 'เปิดประชุม', en: 'Opening' }, minutes: 10 },
      { title: { th: 'ช่องทางรับฟัง', en: 'Ways to be heard' }, sectionKey: 's4.m2', minutes: 40 },
      { title: { th: 'โครงการ', en: 'Projects' }, sectionKey: 's4.p4.4', minutes: 40 },
    ],
    ...more,
  };
  return (await secretariat.must<{ createHearing: HearingSeen }>(CREATE_HEARING, { input })).createHearing;
}

/** Starts a hearing and goes on to its item `number` (2 by default: the first that takes comments). */
export async function startHearing(
  moderator: ApiClient,
  hearing: HearingSeen,
  itemNumber = 2,
): Promise<HearingSeen> {
  const input = { id: hearing.id, move: 'START', expectedState: 'PREPARED' };
  const { moveHearing } = await moderator.must<{ moveHearing: HearingSeen }>(MOVE_HEARING, { input });
  const item = moveHearing.items[itemNumber - 1];
  if (!item || item.id === moveHearing.currentItemId) return moveHearing;
  const { goToAgendaItem } = await moderator.must<{ goToAgendaItem: HearingSeen }>(GO_TO_ITEM, {
    input: { hearingId: hearing.id, itemId: item.id, expectedItemId: moveHearing.currentItemId },
  });
  return goToAgendaItem;
}

export async function sendInHearing(
  client: ApiClient,
  hearingId: string,
  body: string,
  more: Record<string, unknown> = {},
): Promise<SentInHearing> {
  const input = { hearingId, clientId: randomUUID(), body, language: 'TH', ...more };
  return (await client.must<{ sendHearingComment: SentInHearing }>(SEND_IN_HEARING, { input }))
    .sendHearingComment;
}
