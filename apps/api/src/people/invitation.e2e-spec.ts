import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MailSender } from '@rapfang/notification';
import { newId } from '@rapfang/platform';
import type { ApiClient } from '../../../../test/harness/api-client.js';
import { PLAN } from '../../../../test/harness/operations.js';
import { startTestServer } from '../../../../test/harness/server.js';
import {
  ACCEPT,
  DESK,
  INVITATIONS,
  OFFER,
  problem,
  reasoned,
  RESEND,
  REVOKE,
  startPeopleStage,
  TAKE,
  type PeopleStage,
  type Person,
} from '../../../../test/harness/people-stage.js';

describe('Invitations', () => {
  let stage: PeopleStage;
  let admin: ApiClient;
  let planAdmin: ApiClient;
  beforeAll(async () => {
    stage = await startPeopleStage();
    ({ admin, planAdmin } = stage);
  });
  afterAll(() => stage.test.stop());

  it('are invited by a letter that signs them in once, gives the role, and is kept as a digest only', async () => {
    const address = 'new.moderator@example.org';
    expect((await stage.invite(' New.Moderator@Example.org ')).errors).toBeUndefined();
    expect(problem(await stage.invite(address))).toEqual(['CONFLICT', 'email', 'alreadyInvited']);
    const { text, token } = await stage.letterTo(address);
    expect(text).toContain('moderator of “');
    expect(text).toContain('นภา (ผู้ดูแลระบบ)');
    expect(await stage.kept()).not.toContain(token);
    const guest = stage.test.client();
    for (let look = 0; look < 2; look += 1) {
      const { invitation } = await guest.must<{ invitation: object }>(OFFER, { token });
      expect(invitation).toMatchObject({
        email: address,
        fit: 'SIGN_IN',
        asksName: true,
        grant: { role: 'MODERATOR', planKey: PLAN },
      });
    }
    const { acceptInvitation } = await guest.must<{ acceptInvitation: object }>(ACCEPT, {
      input: { token, displayName: ' Somsri  Jaidee ' },
    });
    // The role sleeps until a second factor has been shown.
    expect(acceptInvitation).toMatchObject({
      email: address,
      displayName: 'Somsri Jaidee',
      secondFactor: 'SET_UP_NEEDED',
      grants: [],
    });
    expect(await guest.codeOf(DESK)).toBe('SECOND_FACTOR_REQUIRED');
    const person = (await stage.people({ search: address })).edges[0]?.node as Person;
    await stage.passSecondFactor(person.id);
    expect(await guest.codeOf(DESK)).toBeNull();
    expect(await stage.test.client().codeOf(ACCEPT, { input: { token } })).toBe('LINK_EXPIRED');
    expect(await stage.test.client().must(OFFER, { token })).toEqual({ invitation: null });
    expect((await stage.audit('invitation.accepted'))[0]).toMatchObject({
      planId: stage.planId,
      subjectType: 'invitation',
    });
    expect((await stage.audit('invitation.sent')).length).toBeGreaterThan(0);
    await admin.must(TAKE, reasoned(person.id, 'MODERATOR'));
    expect(await guest.codeOf(DESK)).toBe('FORBIDDEN');
  });

  it('accept only what was written to them', async () => {
    await stage.somebody('invited');
    await stage.invite('invited@example.org', { role: 'OBSERVER' });
    const { token } = await stage.letterTo('invited@example.org');
    const citizen = await stage.test.client().as('citizen');
    expect(await citizen.must(OFFER, { token })).toMatchObject({ invitation: { fit: 'OTHER_PERSON' } });
    expect(problem(await citizen.ask(ACCEPT, { input: { token } }))).toEqual([
      'FORBIDDEN',
      null,
      'otherPerson',
    ]);
    const invited = await stage.test.client().as('invited');
    expect(await invited.must(OFFER, { token })).toMatchObject({
      invitation: { fit: 'READY', asksName: false },
    });
    const before = invited.cookieHeader;
    const done = await invited.must<{ acceptInvitation: { grants: object[] } }>(ACCEPT, {
      input: { token, displayName: 'Another name' },
    });
    expect(done.acceptInvitation).toMatchObject({ displayName: 'invited', grants: [{ role: 'OBSERVER' }] });
    expect(invited.cookieHeader).toBe(before);
  });

  it('refuse forged, revoked, replaced and expired tokens alike, and those whose sender has lost the right', async () => {
    const accept = (token: string) => stage.test.client().codeOf(ACCEPT, { input: { token } });
    for (const token of ['', 'x', 'A'.repeat(43), '../../etc', "' OR 1=1 --"]) {
      expect(await accept(token)).toBe('LINK_EXPIRED');
      expect(await stage.test.client().must(OFFER, { token })).toEqual({ invitation: null });
    }
    expect(await accept('A'.repeat(65))).toBe('VALIDATION');
    expect(await stage.test.client().must(OFFER, { token: 'A'.repeat(100_000) })).toEqual({
      invitation: null,
    });

    const sent = async (email: string, who = admin) => {
      const { data } = await stage.invite(email, { role: 'DRAFTER' }, who);
      return { id: data?.inviteToRole.id as string, token: (await stage.letterTo(email)).token };
    };
    const revoked = await sent('revoked@example.org');
    const reason = 'ส่งผิดคน';
    await admin.must(REVOKE, { input: { id: revoked.id, reason } });
    expect(await accept(revoked.token)).toBe('LINK_EXPIRED');
    expect(await admin.codeOf(REVOKE, { input: { id: revoked.id, reason } })).toBe('NOT_FOUND');

    const first = await sent('again@example.org');
    await admin.must(RESEND, { id: first.id });
    const { token } = await stage.letterTo('again@example.org');
    expect(token).not.toBe(first.token);
    expect([await accept(first.token), await accept(token)]).toEqual(['LINK_EXPIRED', null]);
    expect(await admin.codeOf(RESEND, { id: first.id })).toBe('NOT_FOUND');

    const adminId = await stage.somebody('leaving-admin', [['ADMINISTRATOR', stage.planId]]);
    const leaving = await stage.test.client().as('leaving-admin');
    const orphan = await sent('orphan@example.org', leaving);
    expect(
      await planAdmin.codeOf(REVOKE, { input: { id: (await sent('mine@example.org')).id, reason } }),
    ).toBeNull();
    await admin.must(TAKE, reasoned(adminId, 'ADMINISTRATOR'));
    expect(await accept(orphan.token)).toBe('LINK_EXPIRED');
    for (const who of [leaving, stage.test.client(), await stage.test.client().as('citizen')])
      expect(['NOT_FOUND', 'SIGN_IN_REQUIRED']).toContain(await who.codeOf(RESEND, { id: orphan.id }));

    const late = await sent('late@example.org');
    stage.test.clock.advance(7 * 86_400_000 + 1000);
    expect(await accept(late.token)).toBe('LINK_EXPIRED');
    expect(
      (await admin.must<{ invitations: { totalCount: number } }>(INVITATIONS)).invitations.totalCount,
    ).toBe(0);
  });

  it('are used once by two who press at the same moment', async () => {
    await stage.invite('twice@example.org', { role: 'OBSERVER' });
    const { token } = await stage.letterTo('twice@example.org');
    const codes = await Promise.all(
      Array.from({ length: 4 }, () => stage.test.client().codeOf(ACCEPT, { input: { token } })),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set([null, 'LINK_EXPIRED']));
  });

  it.each([
    ['administrator@demo.invalid', ['VALIDATION', 'email', 'notOneself']],
    ['аdmin@example.org', ['VALIDATION', 'email', 'asciiOnly']],
    ['user@exаmple.org', ['VALIDATION', 'email', 'asciiOnly']],
    ['a\u202Eb@example.org', ['VALIDATION', 'email', 'asciiOnly']],
    ['a@example.org\r\nBcc: b@example.org', ['VALIDATION', 'email', 'isEmail']],
    ['a@example.org,b@example.org', ['VALIDATION', 'email', 'isEmail']],
    ['nobody', ['VALIDATION', 'email', 'isEmail']],
    ['\ud800@example.org', ['VALIDATION', 'email', 'isEmail']],
    [`${'a'.repeat(10_000)}@example.org`, ['VALIDATION', 'email', 'maxLength']],
  ])('invite no %j', async (email, expected) => {
    expect(problem(await stage.invite(email))).toEqual(expected);
  });

  it.each(['\u202Eevil', 'a\u0000b', 'x'.repeat(121), 'ก' + '่'.repeat(9), 'A\u2066B', '\u00ad'])(
    'take no name like %j, and keep the invitation open',
    async (displayName) => {
      const email = `named-${newId().toLowerCase()}@example.org`;
      await stage.invite(email, { role: 'OBSERVER' });
      const { token } = await stage.letterTo(email);
      const refused = problem(await stage.test.client().ask(ACCEPT, { input: { token, displayName } }));
      expect(refused?.slice(0, 2)).toEqual(['VALIDATION', 'displayName']);
      expect(
        await stage.test.client().codeOf(ACCEPT, { input: { token, displayName: 'สมศรี ใจดี' } }),
      ).toBeNull();
    },
  );

  it('send no letter for what was revoked before it went out, and empty it once sent', async () => {
    const { data } = await stage.invite('hasty@example.org');
    await admin.must(REVOKE, { input: { id: data?.inviteToRole.id, reason: 'เปลี่ยนใจ' } });
    await stage.invite('sent@example.org');
    await stage.letterTo('sent@example.org');
    while (await stage.test.server.app.get(MailSender, { strict: false }).send());
    const rows = await stage.test.database.database.reader.query<{ recipient: string; text: string }[]>(
      "SELECT recipient, text FROM mail WHERE recipient IN ('hasty@example.org', 'sent@example.org')",
    );
    expect(rows).toEqual([{ recipient: 'sent@example.org', text: '' }]);
  });

  it('count against the inviter and the address', async () => {
    const limited = await startTestServer();
    try {
      const who = await limited.client().as('administrator');
      const codes: (string | null)[] = [];
      for (let i = 0; i < 6; i += 1) {
        const { data, errors } = await stage.invite('often@example.org', {}, who);
        codes.push(errors?.[0]?.extensions.code ?? null);
        if (data) await who.must(REVOKE, { input: { id: data.inviteToRole.id, reason: 'ลอง' } });
      }
      expect(codes).toEqual([null, null, null, null, null, 'RATE_LIMITED']);
    } finally {
      await limited.stop();
    }
  });
});
