import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { ApiClient } from './api-client.js';
import { createHearing, sendInHearing, startHearing } from './hearings.js';
import { PLAN, submit, tagId } from './operations.js';
import { NO_ID, operationField, operationQuery } from './schema-inputs.js';
import type { TestServer } from './server.js';

/** Values by the name of an argument or input field; under an operation's name what is its own. */
type Values = Record<string, unknown>;

/**
 * Real things of the demonstration's plan for every staff operation, so that a call gets as far as the
 * question who may do it on this plan. An operation for which this does not suffice is named by the test.
 */
export async function realValues(
  test: TestServer,
  personId: string,
): Promise<{ common: Values; own: Record<string, Values> }> {
  const as = (key: string) => test.client().as(key);
  const [moderator, secretariat] = [await as('moderator'), await as('secretariat')];
  const guest = test.client();
  const { comment } = await submit(guest, 's4.p4.4', 'ความเห็นสำหรับตารางสิทธิ์');
  const { rounds } = await secretariat.must<{ rounds: { key: string }[] }>(
    `{ rounds(planKey: "${PLAN}", state: OPEN) { key } }`,
  );
  const hearing = await startHearing(moderator, await createHearing(secretariat));
  const inRoom = await sendInHearing(guest, hearing.id, 'ถามในห้อง');
  const [draft, other] = await responseDrafts(secretariat);
  const common: Values = {
    planKey: PLAN,
    roundKey: rounds[0]?.key,
    sectionKey: 's4.p4.4',
    commentId: comment.id,
    commentIds: [comment.id],
    hearingId: hearing.id,
    itemId: hearing.items[1]?.id,
    personId,
    tagIds: [await tagId(moderator, 's4')],
    reason: 'ทดสอบสิทธิ์',
    expectedState: 'PUBLISHED',
    key: 'matrix-key',
    organisationKey: 'dga',
    email: 'matrix@example.org',
    th: 'ข้อความ',
    en: 'Text',
    startsAt: new Date(Date.now() + 7_200_000).toISOString(),
    endsAt: new Date(Date.now() + 10_800_000).toISOString(),
    lines: 'คำทดสอบ',
    text: 'ข้อความทดสอบ',
  };
  const items = [{ title: { th: 'วาระ', en: null }, minutes: 10 }];
  const own: Record<string, Values> = {
    // The secretariat may hide; publishing, holding and refusing is a moderator's alone, and so is tagging.
    'Mutation decideComment': { decision: 'HIDE', reasonCode: 'OFF_TOPIC', tagIds: null },
    'Mutation decideComments': { decision: 'HIDE', reasonCode: 'OFF_TOPIC', id: comment.id },
    'Mutation claimComment': { id: comment.id },
    'Mutation tagComments': { add: common['tagIds'] },
    'Mutation publishResponse': { id: draft?.id },
    'Mutation reviseResponse': { id: other?.id, expectedRevision: other?.revision },
    'Mutation giveRole': { role: 'DRAFTER', organisationKey: null },
    'Mutation takeRole': { role: 'OBSERVER' },
    'Mutation inviteToRole': { organisationKey: null },
    'Mutation createHearing': { items },
    'Mutation changeHearing': { id: hearing.id, items },
    'Mutation moveHearing': { id: hearing.id, expectedState: 'LIVE', move: 'PAUSE' },
    'Mutation markAnsweredInRoom': { commentId: inRoom.comment.id },
    'Mutation showOnStage': { commentId: inRoom.comment.id },
  };
  const { addTerms } = await as('administrator').then((admin) => addTerm(admin));
  if (addTerms) own['Mutation retireTerm'] = { id: addTerms };
  return { common, own };
}

async function responseDrafts(secretariat: ApiClient): Promise<{ id: string; revision: number }[]> {
  const { responses } = await secretariat.must<{
    responses: { edges: { node: { id: string; revision: number } }[] };
  }>(`{ responses(planKey: "${PLAN}", state: DRAFT, first: 2) { edges { node { id revision } } } }`);
  return responses.edges.map(({ node }) => node);
}

async function addTerm(admin: ApiClient): Promise<{ addTerms: string | null }> {
  await admin.must('mutation($input: AddTermsInput!) { addTerms(input: $input) { __typename } }', {
    input: {
      planKey: PLAN,
      language: 'TH',
      lines: 'คำต้องห้ามของตาราง',
      matching: 'ANYWHERE',
      severity: 'HOLD',
    },
  });
  const { bannedTerms } = await admin.must<{ bannedTerms: { id: string; text: string }[] }>(
    `{ bannedTerms(planKey: "${PLAN}") { id text } }`,
  );
  return { addTerms: bannedTerms.find(({ text }) => text.includes('ตาราง'))?.id ?? null };
}

/** The operation with every argument and field that it must have or that we know a real value for. */
export function realOperation(
  schema: GraphQLSchema,
  name: string,
  { common, own }: Awaited<ReturnType<typeof realValues>>,
): { query: string; variables: Values } {
  const known: Values = { ...common, ...own[name] };
  const named = (field: string) => field in known && known[field] !== null;
  const value = (type: GraphQLInputType, field: string): unknown => {
    if (isNonNullType(type)) return value(type.ofType, field);
    // A name may stand for a text here and for an input object there.
    if (named(field) && !(isInputObjectType(type) && typeof known[field] !== 'object')) {
      const found = known[field];
      return isListType(type) && !Array.isArray(found) ? [found] : found;
    }
    if (isListType(type)) return [value(type.ofType, field)];
    if (isEnumType(type)) return type.getValues()[0]?.name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (one) => isNonNullType(one.type) || named(one.name),
      );
      return Object.fromEntries(fields.map((one) => [one.name, value(one.type, one.name)]));
    }
    return { Int: 1, Float: 1, Boolean: true }[type.name] ?? NO_ID;
  };
  const field = operationField(schema, name);
  const args = field.args.filter((one) => isNonNullType(one.type) || named(one.name));
  return {
    query: operationQuery(name, field, args),
    variables: Object.fromEntries(args.map((one) => [one.name, value(one.type, one.name)])),
  };
}
