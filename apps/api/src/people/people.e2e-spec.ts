import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RoleGrantEntity } from '@rapfang/access';
import { newId } from '@rapfang/platform';
import type { ApiClient } from '../../../../test/harness/api-client.js';
import { PLAN, submit } from '../../../../test/harness/operations.js';
import {
  ACCEPT,
  DESK,
  GIVE,
  PEOPLE,
  problem,
  reasoned,
  startPeopleStage,
  TAKE,
  type PeopleStage,
  type Person,
} from '../../../../test/harness/people-stage.js';

describe('People and their roles', () => {
  let stage: PeopleStage;
  let admin: ApiClient;
  let planAdmin: ApiClient;
  beforeAll(async () => {
    stage = await startPeopleStage();
    ({ admin, planAdmin } = stage);
  });
  afterAll(() => stage.test.stop());
  const names = async (variables: object = {}, who = admin) =>
    (await stage.people(variables, who)).edges.map(({ node }) => node.displayName);

  it('are listed page by page, searched by name and address, with roles and organisations, in few statements', async () => {
    const first = await stage.people({ first: 3 });
    expect(first.totalCount).toBeGreaterThanOrEqual(8);
    const all: string[] = [];
    for (let page = first; ;) {
      all.push(...page.edges.map(({ node }) => node.id));
      if (!page.pageInfo.hasNextPage) break;
      page = await stage.people({ first: 3, after: page.pageInfo.endCursor });
    }
    expect(new Set(all).size).toBe(first.totalCount);
    expect(all).toEqual([...all].sort().reverse());
    expect(await names({ search: 'PREEYA' })).toEqual([]);
    expect(await names({ search: 'ปรียา' })).toEqual(['ปรียา (ผู้กลั่นกรอง)']);
    expect(await names({ search: 'Plan-Admin@' })).toEqual(['plan-admin']);
    expect(await names({ search: '%' })).toEqual([]);
    expect(await names({ role: 'ADMINISTRATOR', staff: true })).toEqual(['plan-admin', 'นภา (ผู้ดูแลระบบ)']);
    expect(await names({ staff: true })).not.toContain('มาลี ใจดี');
    const agency = (await stage.people({ role: 'AGENCY' })).edges[0]?.node;
    expect(agency?.memberships).toEqual([{ kind: 'MANAGER', organisation: { key: 'dga' } }]);
    stage.test.database.statements.reset();
    await stage.people({ first: 50 });
    const read = stage.test.database.statements.list.filter((sql) => /^\s*SELECT/i.test(sql));
    expect(read.filter((sql) => /role_grant|membership|organisation|person/i.test(sql)).length).toBeLessThan(
      12,
    );
  });

  it('show an administrator of one plan only the holders of roles on that plan', async () => {
    expect(await names({}, planAdmin)).toEqual(['plan-admin']);
    expect(await planAdmin.codeOf(PEOPLE, { planKey: 'other-plan' })).toBe('FORBIDDEN');
    const stranger = await stage.somebody('elsewhere', [['DRAFTER', stage.otherPlanId]]);
    expect(await names({ search: 'elsewhere' }, planAdmin)).toEqual([]);
    expect(problem(await planAdmin.ask(GIVE, reasoned(stranger, 'DRAFTER')))?.[0]).toBe('NOT_FOUND');
    for (const key of ['secretariat', 'moderator', 'citizen'])
      expect(await (await stage.test.client().as(key)).codeOf(PEOPLE)).toBe('FORBIDDEN');
    expect(await stage.test.client().codeOf(PEOPLE)).toBe('SIGN_IN_REQUIRED');
  });

  it('get and lose roles with a reason, at once, also in a session that is open', async () => {
    const id = await stage.somebody('rising');
    const rising = await stage.test.client().as('rising');
    expect(await rising.codeOf(DESK)).toBe('FORBIDDEN');
    const given = await admin.must<{ giveRole: Person }>(GIVE, reasoned(id, 'MODERATOR'));
    expect(given.giveRole.grants).toEqual([{ role: 'MODERATOR', planKey: PLAN }]);
    expect(await rising.codeOf(DESK)).toBeNull();
    expect((await admin.ask(GIVE, reasoned(id, 'MODERATOR'))).errors).toBeUndefined();
    expect((await stage.audit('role.given')).length).toBe(1);
    expect((await stage.audit('role.given'))[0]).toMatchObject({
      planId: stage.planId,
      subjectType: 'person',
      actorKind: 'person',
    });
    const taken = await planAdmin.must<{ takeRole: Person }>(TAKE, reasoned(id, 'MODERATOR'));
    expect(taken.takeRole.grants).toEqual([]);
    expect(await rising.codeOf(DESK)).toBe('FORBIDDEN');
    expect(problem(await admin.ask(TAKE, reasoned(id, 'MODERATOR')))).toEqual([
      'NOT_FOUND',
      'role',
      undefined,
    ]);
    for (const reason of ['', ' \u200b ', 'x'.repeat(501)]) {
      const input = { ...reasoned(id, 'DRAFTER').input, reason };
      expect(problem(await admin.ask(GIVE, { input }))?.slice(0, 2)).toEqual(['VALIDATION', 'reason']);
    }
  });

  it('cannot raise themselves, reach beyond their own plan, or invent a plan', async () => {
    const own = (await stage.people({ search: 'plan-admin' })).edges[0]?.node.id as string;
    expect(problem(await planAdmin.ask(GIVE, reasoned(own, 'MODERATOR')))).toEqual([
      'FORBIDDEN',
      null,
      'oneself',
    ]);
    for (const planKey of ['*', 'other-plan'])
      expect(problem(await planAdmin.ask(GIVE, reasoned(own, 'ADMINISTRATOR', planKey)))?.[0]).toBe(
        'FORBIDDEN',
      );
    expect(problem(await admin.ask(GIVE, reasoned(own, 'DRAFTER', 'no-such-plan')))).toEqual([
      'NOT_FOUND',
      'planKey',
      undefined,
    ]);
    expect(problem(await admin.ask(GIVE, reasoned(newId(), 'DRAFTER')))?.slice(0, 2)).toEqual([
      'NOT_FOUND',
      'personId',
    ]);
    const smuggled = { ...reasoned(own, 'DRAFTER').input, scope: '*' };
    expect((await planAdmin.ask(GIVE, { input: smuggled })).errors?.[0]?.extensions.code).toBe('BAD_REQUEST');
    for (const scope of ['*', 'other-plan'])
      expect(problem(await stage.invite('x@example.org', { planKey: scope }, planAdmin))?.[0]).toBe(
        'FORBIDDEN',
      );
  });

  it('keep the last administrator everywhere, also when two remove each other at once', async () => {
    const [one] = (await stage.people({ role: 'ADMINISTRATOR', search: 'administrator@' })).edges;
    const last = one?.node.id as string;
    expect(problem(await admin.ask(TAKE, reasoned(last, 'ADMINISTRATOR', '*')))).toEqual([
      'CONFLICT',
      'role',
      'lastAdministrator',
    ]);
    const second = await stage.somebody('admin-2', [['ADMINISTRATOR', '*']]);
    const other = await stage.test.client().as('admin-2');
    const both = await Promise.all([
      admin.codeOf(TAKE, reasoned(second, 'ADMINISTRATOR', '*')),
      other.codeOf(TAKE, reasoned(last, 'ADMINISTRATOR', '*')),
    ]);
    expect(both.filter((code) => code === null)).toHaveLength(1);
    const left = await stage.test.database.database.reader.manager.countBy(RoleGrantEntity, {
      role: 'ADMINISTRATOR',
      scope: '*',
    });
    expect(left).toBe(1);
    const survivor = both[0] === null ? admin : other;
    if (survivor === other) {
      await other.must(GIVE, reasoned(last, 'ADMINISTRATOR', '*'));
      await admin.must(TAKE, reasoned(second, 'ADMINISTRATOR', '*'));
    }
    expect(await admin.codeOf(PEOPLE)).toBeNull();
  });

  it('speak for an organisation only while they are members', async () => {
    const members = `mutation($input: RemoveMemberInput!) { removeMember(input: $input) { key } }`;
    await stage.invite('agency-two@example.org', { role: 'AGENCY', organisationKey: 'dga' });
    const { token, text } = await stage.letterTo('agency-two@example.org');
    expect(text).toContain('agency representative');
    const agent = stage.test.client();
    const { acceptInvitation } = await agent.must<{
      acceptInvitation: { id: string; organisations: { key: string }[] };
    }>(ACCEPT, { input: { token, displayName: 'Agent Two' } });
    expect(acceptInvitation.organisations).toEqual([{ key: 'dga' }]);
    const viewer = await agent.must<{ viewer: { organisations: { id: string }[] } }>(
      '{ viewer { organisations { id } } }',
    );
    const organisationId = viewer.viewer.organisations[0]?.id as string;
    const said = await submit(agent, 's4.p4.4', 'ในนามหน่วยงาน', { organisationId });
    expect(said.comment.author.kind).toBe('ORGANISATION');
    const row = (await stage.people({ search: 'agency-two' })).edges[0]?.node;
    expect(row?.grants).toMatchObject([{ role: 'AGENCY', planKey: PLAN, organisation: { key: 'dga' } }]);
    // The demonstration's agency person is the manager of its organisation, and no administrator.
    const manager = await stage.test.client().as('agency');
    const input = { organisationKey: 'dga', personId: acceptInvitation.id, reason: 'ย้ายหน่วยงาน' };
    await manager.must(members, { input });
    const EDIT = `mutation($input: EditCommentInput!) { editComment(input: $input) { body } }`;
    const edit = { id: said.comment.id, expectedRevision: 1, body: 'ยังพูดแทนอยู่' };
    expect(await agent.codeOf(EDIT, { input: edit })).toBe('FORBIDDEN');
    const again = await submit(agent, 's4.p4.4', 'ยังในนามหน่วยงาน', { organisationId }).catch(String);
    expect(String(again)).toContain('FORBIDDEN');
    expect((await stage.people({ search: 'agency-two' })).edges[0]?.node.grants).toEqual([]);
    const kept = await stage.test
      .client()
      .must<{ comment: { author: object } }>(
        'query($id: ID!) { comment(id: $id) { author { kind organisation { th } } } }',
        { id: said.comment.id },
      );
    expect(kept.comment.author).toMatchObject({ kind: 'ORGANISATION' });
  });
});
