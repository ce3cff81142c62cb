import { InvitationEntity, PersonEntity, RoleGrantEntity, SessionEntity } from '@rapfang/access';
import { AuditEntryEntity } from '@rapfang/audit';
import { PlanEntity } from '@rapfang/plan';
import { EventPump, newId, unseal } from '@rapfang/platform';
import type { ApiClient } from './api-client.js';
import { PLAN } from './operations.js';
import { startTestServer, type TestServer } from './server.js';

export const PEOPLE = `query($planKey: String, $role: Role, $search: String, $staff: Boolean, $first: Int, $after: String) {
  people(planKey: $planKey, role: $role, search: $search, staff: $staff, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id displayName email grants { role planKey organisation { key } } memberships { kind organisation { key } } } }
  }
}`;
export const INVITE = `mutation($input: InviteToRoleInput!) { inviteToRole(input: $input) { id email grant { role planKey } organisation { key } invitedByName expiresAt } }`;
export const INVITATIONS = `query($planKey: String) { invitations(planKey: $planKey) { totalCount edges { node { id email invitedByName grant { role planKey } } } } }`;
export const OFFER = `query($token: String!) { invitation(token: $token) { email fit asksName invitedByName grant { role planKey } organisation { key } memberKind } }`;
export const ACCEPT = `mutation($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id email displayName secondFactor grants { role planKey } organisations { key } } }`;
export const RESEND = `mutation($id: ID!) { resendInvitation(id: $id) { id } }`;
export const REVOKE = `mutation($input: RevokeInvitationInput!) { revokeInvitation(input: $input) }`;
export const GIVE = `mutation($input: GiveRoleInput!) { giveRole(input: $input) { id grants { role planKey } } }`;
export const TAKE = `mutation($input: TakeRoleInput!) { takeRole(input: $input) { id grants { role planKey } } }`;
export const DESK = `query { deskCounts(planKey: "${PLAN}") { state } }`;

export interface Person {
  id: string;
  displayName: string | null;
  email: string | null;
  grants: { role: string; planKey: string | null; organisation: { key: string } | null }[];
  memberships: { kind: string; organisation: { key: string } }[];
}
export interface People {
  people: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    edges: { node: Person }[];
  };
}

/** What is wrong, in short: code, field, rule; undefined when nothing is. */
export const problem = ({ errors }: Awaited<ReturnType<ApiClient['ask']>>) =>
  errors && [errors[0]?.extensions.code, errors[0]?.extensions.field, errors[0]?.extensions.params['rule']];

export const reasoned = (personId: string, role: string, planKey = PLAN) => ({
  input: { personId, role, planKey, reason: 'ตามคำสั่งที่ 1/2569' },
});

/** The demonstration with a second plan, an administrator of everything and one of the first plan alone. */
export interface PeopleStage {
  test: TestServer;
  admin: ApiClient;
  planAdmin: ApiClient;
  planId: string;
  otherPlanId: string;
  /** A person with roles, whom a demo sign-in opens with a second factor. */
  somebody(demoKey: string, grants?: [role: string, scope: string][]): Promise<string>;
  people(variables?: object, who?: ApiClient): Promise<People['people']>;
  invite(email: string, more?: object, who?: ApiClient): Promise<Awaited<ReturnType<typeof ask>>>;
  /** The newest letter to the address, as its reader finds it. */
  letterTo(address: string): Promise<{ text: string; token: string }>;
  audit(action: string): Promise<AuditEntryEntity[]>;
  /** Somebody passes a second factor in every session that is open. */
  passSecondFactor(personId: string): Promise<void>;
  /** All that is kept of invitations and of what waits. */
  kept(): Promise<string>;
}

const ask = (who: ApiClient, email: string, more: object) =>
  who.ask<{ inviteToRole: { id: string } }>(INVITE, {
    input: { email, language: 'EN', role: 'MODERATOR', planKey: PLAN, ...more },
  });

export async function startPeopleStage(): Promise<PeopleStage> {
  // Without jobs: letters are written and sent when the test says so.
  const test = await startTestServer({ RATE_LIMITS: 'off', ROLES: 'api' });
  const { database } = test.database;
  const { manager } = database.reader;
  const planId = (await manager.findOneByOrFail(PlanEntity, { key: PLAN })).id;
  const otherPlanId = newId();
  await database.transaction({}, async (ctx) => {
    await database
      .writing(ctx)
      .insert(PlanEntity, { id: otherPlanId, key: 'other-plan', createdAt: test.clock.now() });
  });
  const somebody: PeopleStage['somebody'] = async (demoKey, grants = []) => {
    const id = newId();
    const createdAt = test.clock.now();
    await database.transaction({}, async (ctx) => {
      await database.writing(ctx).insert(PersonEntity, {
        id,
        email: `${demoKey}@example.org`,
        displayName: demoKey,
        language: 'en',
        demoKey,
        createdAt,
      });
      for (const [role, scope] of grants)
        await database
          .writing(ctx)
          .insert(RoleGrantEntity, { id: newId(), personId: id, role, scope, createdAt });
    });
    return id;
  };
  await somebody('plan-admin', [['ADMINISTRATOR', planId]]);
  const admin = await test.client().as('administrator');
  return {
    test,
    admin,
    planAdmin: await test.client().as('plan-admin'),
    planId,
    otherPlanId,
    somebody,
    people: async (variables = {}, who = admin) =>
      (await who.must<People>(PEOPLE, { first: 100, ...variables })).people,
    invite: (email, more = {}, who = admin) => ask(who, email, more),
    async letterTo(address) {
      while (await test.server.app.get(EventPump).pump());
      const waiting = await database.reader.query<{ text: string }[]>(
        "SELECT text FROM mail WHERE recipient = ? AND kind = 'INVITATION' ORDER BY id DESC",
        [address],
      );
      // Sealed while it waits, for its link lets the reader in.
      const text = unseal(test.environment.sessionSecret, 'letter', waiting[0]?.text ?? '');
      return { text, token: /\/invitations\/([\w-]{43})/.exec(text)?.[1] ?? '' };
    },
    audit: (action) => manager.find(AuditEntryEntity, { where: { action }, order: { id: 'DESC' } }),
    passSecondFactor: (personId) =>
      database.transaction({}, async (ctx) => {
        await database.writing(ctx).update(SessionEntity, { personId }, { secondFactorAt: test.clock.now() });
      }),
    async kept() {
      const outbox = await database.reader.query<object[]>('SELECT payload FROM outbox');
      const mail = await database.reader.query<object[]>('SELECT text FROM mail');
      return JSON.stringify([await manager.find(InvitationEntity), outbox, mail]);
    },
  };
}
