import { randomUUID } from 'node:crypto';
import type { ApiClient } from './api-client.js';

/** Operations that several journeys use, as a client of the api would write them. */
export const PLAN = 'dgplan-2566-2570';

const COMMENT = `fragment C on Comment {
  id sectionKey parentId rootId stance body state revision supportCount guestSupportCount viewerSupports
  stateReason { code text } author { kind displayName } tags { tag { id kind key } source byName } responses { code disposition body { th } }
}`;

export interface CommentView {
  id: string;
  sectionKey: string;
  parentId: string | null;
  rootId: string;
  stance: string | null;
  body: string | null;
  state: string;
  revision: number;
  supportCount: number;
  guestSupportCount: number;
  viewerSupports: boolean;
  stateReason: { code: string | null; text: string | null } | null;
  author: { kind: string; displayName: string | null };
  tags: { tag: { id: string; kind: string; key: string }; source: string; byName: string | null }[];
  responses: { code: string; disposition: string; body: { th: string | null } }[];
}

export const SUBMIT = `${COMMENT} mutation($input: SubmitCommentInput!) { submitComment(input: $input) { receiptCode comment { ...C } } }`;
export const EDIT = `${COMMENT} mutation($input: EditCommentInput!) { editComment(input: $input) { ...C } }`;
export const WITHDRAW = `${COMMENT} mutation($input: WithdrawCommentInput!) { withdrawComment(input: $input) { ...C } }`;
export const SUPPORT = `${COMMENT} mutation($input: SetSupportInput!) { setSupport(input: $input) { ...C } }`;
export const DECIDE = `${COMMENT} mutation($input: DecideCommentInput!) { decideComment(input: $input) { ...C } }`;
export const TAG = `${COMMENT} mutation($input: TagCommentsInput!) { tagComments(input: $input) { ...C } }`;
export const DRAFT =
  'mutation($input: DraftResponseInput!) { draftResponse(input: $input) { id code state revision } }';
export const PUBLISH = 'mutation($id: ID!) { publishResponse(id: $id) { id code state publishedAt } }';
export const COMMENT_BY_ID = `${COMMENT} query($id: ID!) { comment(id: $id) { ...C } }`;
export const RECEIPT = `${COMMENT} query($code: String!) { receipt(code: $code) { code journey { kind done at } emailForAnswer comment { ...C } } }`;
export const THREAD = `${COMMENT} query($section: String!, $first: Int, $after: String, $last: Int, $before: String, $sort: ThreadSort) {
  section(planKey: "${PLAN}", key: $section) {
    lastEvent
    thread(first: $first, after: $after, last: $last, before: $before, sort: $sort) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { cursor node { ...C replyCount replies(first: 3) { edges { node { ...C } } } } }
    }
  }
}`;
export const TAGS = `{ tags(planKey: "${PLAN}") { id kind key code strategyNumber } }`;

export interface Submitted {
  receiptCode: string;
  comment: CommentView;
}

/** Sends a comment on a section; the rest of the input can be given. */
export async function submit(
  client: ApiClient,
  sectionKey: string,
  body: string,
  rest: Record<string, unknown> = {},
): Promise<Submitted> {
  const input = { clientId: randomUUID(), planKey: PLAN, sectionKey, body, language: 'TH', ...rest };
  return (await client.must<{ submitComment: Submitted }>(SUBMIT, { input })).submitComment;
}

export async function tagId(client: ApiClient, key: string): Promise<string> {
  const { tags } = await client.must<{ tags: { id: string; key: string }[] }>(TAGS);
  const tag = tags.find((one) => one.key === key);
  if (!tag) throw new Error(`No tag ${key}`);
  return tag.id;
}
