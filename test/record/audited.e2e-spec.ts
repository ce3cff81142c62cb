import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { globSync, readFileSync } from 'node:fs';
import type { ApiClient } from '../harness/api-client.js';
import {
  DECIDE,
  DRAFT,
  EDIT,
  PLAN,
  PUBLISH,
  submit,
  TAG,
  tagId,
  WITHDRAW,
  type Submitted,
} from '../harness/operations.js';
import { startTestServer, type TestServer } from '../harness/server.js';

/** Not on record, each with its reason. A staff act may not be here. */
const UNRECORDED: Record<string, string> = {
  setSupport: 'Support is latest state, not an act on record.',
  requestSignIn: 'Asking for a link does nothing yet, and the record must not tell who has an account.',
  startPasskeySignIn: 'A challenge; the sign-in itself is on record.',
  startPasskeyRegistration: 'A challenge; the new passkey is on record.',
  startAuthenticatorApp: 'A secret to confirm; the confirmation is on record.',
  startOidcSignIn: 'A way to the provider; the sign-in itself is on record.',
  startIdentityLink: 'A way to the provider; the link itself is on record.',
  renamePasskey: 'A label for the own eyes.',
  claimComment: 'Latest state for minutes; taking over another’s claim is on record.',
  releaseClaim: 'Latest state for minutes.',
};

/** Every other mutation, with the actions of which it leaves at least one. */
const RECORDED: Record<string, string[]> = {
  acceptInvitation: ['invitation.accepted'],
  addTerms: ['term.added'],
  appealDecision: ['moderation.appealed'],
  changeHearing: ['hearing.changedSetUp'],
  changeMemberKind: ['membership.changed'],
  completeOidcSignIn: ['session.opened', 'identity.linked'],
  completeSignIn: ['session.opened'],
  confirmAuthenticatorApp: ['secondFactor.enrolled'],
  createHearing: ['hearing.created'],
  decideAppeal: ['moderation.appealDecided'],
  decideComments: ['comment.published', 'comment.held', 'comment.refused', 'comment.hidden'],
  decideComment: ['comment.published', 'comment.held', 'comment.refused', 'comment.hidden'],
  dismissReports: ['reports.resolved'],
  draftResponse: ['response.drafted'],
  editComment: ['comment.edited'],
  endOtherSessions: ['session.ended'],
  endSession: ['session.ended'],
  finishPasskeyRegistration: ['passkey.added'],
  finishPasskeySignIn: ['session.opened', 'secondFactor.passed'],
  eraseMyData: ['personalData.erased'],
  giveConsent: ['consent.given'],
  withdrawConsent: ['consent.withdrawn'],
  setRoundErasureRule: ['round.erasureRuleSet'],
  setRoundParticipation: ['round.participationSet'],
  giveRole: ['role.given'],
  goToAgendaItem: ['hearing.item'],
  inviteToOrganisation: ['invitation.sent'],
  inviteToRole: ['invitation.sent'],
  leaveOrganisation: ['membership.ended'],
  markAnsweredInRoom: ['hearing.answered'],
  moveHearing: ['hearing.close'],
  publishResponse: ['response.published'],
  registerOrganisation: ['organisation.registered'],
  removeAuthenticatorApp: ['secondFactor.removed'],
  removeMember: ['membership.ended'],
  removePasskey: ['passkey.removed'],
  renameOrganisation: ['organisation.renamed'],
  renewRecoveryCodes: ['recoveryCodes.made'],
  reportComment: ['comment.reported'],
  resendInvitation: ['invitation.resent'],
  retireTerm: ['term.retired'],
  returnProposal: ['moderation.returned'],
  undoDecision: ['comment.undone'],
  reviseResponse: ['response.revised'],
  revokeInvitation: ['invitation.revoked'],
  sendHearingComment: ['comment.submitted'],
  setHearingSettings: ['hearing.settings'],
  setRoundModeration: ['round.moderationSet'],
  showOnStage: ['hearing.stage'],
  signInAsDemoPerson: ['session.opened'],
  signOut: ['session.ended'],
  submitComment: ['comment.submitted'],
  tagComments: ['comment.tagged'],
  takeRole: ['role.taken'],
  unlinkIdentity: ['identity.unlinked'],
  useRecoveryCode: ['secondFactor.passed'],
  verifyAuthenticatorCode: ['secondFactor.passed'],
  withdrawComment: ['comment.withdrawn'],
};

describe('What is done', () => {
  let test: TestServer;
  let seen = 0;
  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
    await fresh();
  });
  afterAll(() => test.stop());

  const sql = <Row>(text: string) => test.database.database.reader.query<Row[]>(text);
  /** Actions on record since the last look. */
  async function fresh(): Promise<string[]> {
    const rows = await sql<{ action: string }>('SELECT action FROM audit_entry ORDER BY id');
    const actions = rows.slice(seen).map(({ action }) => action);
    seen = rows.length;
    return actions;
  }

  it('is on record by every mutation of the schema, or there is a reason why not', () => {
    const { schema } = test.server.app.get(GraphQLSchemaHost);
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect([...mutations].sort()).toEqual([...Object.keys(RECORDED), ...Object.keys(UNRECORDED)].sort());
  });

  it('is on record under actions that the rooms really write', () => {
    const sources = globSync('libs/*/src/*.ts').filter((file) => !file.endsWith('spec.ts'));
    const text = sources.map((file) => readFileSync(file, 'utf8')).join('\n');
    const unknown = Object.values(RECORDED)
      .flat()
      .filter((action) => !text.includes(`'${action}'`) && !text.includes(`: '${action.split('.')[1]}'`));
    expect(unknown).toEqual([]);
  });

  it('by the public and by staff leaves an entry each, of the kind that was promised', async () => {
    const citizen = test.client();
    const people: Record<string, ApiClient> = {};
    for (const key of ['citizen', 'moderator', 'drafter', 'secretariat', 'administrator'])
      people[key] = await test.client().as(key);
    const { moderator, drafter, secretariat, administrator } = people as Record<string, ApiClient> & {
      [Key in 'moderator' | 'drafter' | 'secretariat' | 'administrator']: ApiClient;
    };
    await fresh();
    const missing: string[] = [];
    /** Runs the act, and looks for what it must have left. */
    async function act<Data>(mutation: string, work: () => Promise<Data>): Promise<Data> {
      const answer = await work();
      const actions = await fresh();
      if (!RECORDED[mutation]?.some((action) => actions.includes(action)))
        missing.push(`${mutation}: ${actions.join(', ') || 'nothing'}`);
      return answer;
    }
    const by = (
      client: ApiClient,
      mutation: string,
      input: Record<string, unknown>,
      type: string,
      fields: string,
    ) =>
      act(mutation, () =>
        client.must<Record<string, { id: string; revision?: number }>>(
          `mutation($input: ${type}!) { ${mutation}(input: $input) ${fields} }`,
          { input },
        ),
      );

    const sent = await act<Submitted>('submitComment', () => submit(citizen, 's2.p2.2', 'ข้อหนึ่ง'));
    const commentId = sent.comment.id;
    await act('editComment', () =>
      citizen.must(EDIT, { input: { id: commentId, expectedRevision: 1, body: 'ข้อหนึ่ง แก้แล้ว' } }),
    );
    await act('tagComments', async () =>
      moderator.must(TAG, { input: { commentIds: [commentId], add: [await tagId(moderator, 's2')] } }),
    );
    await by(
      people['citizen'] as ApiClient,
      'reportComment',
      { commentId, reason: 'OTHER', text: 'ดูหน่อย' },
      'ReportCommentInput',
      '',
    );
    await by(moderator, 'dismissReports', { commentId, reason: 'ไม่ผิด' }, 'DismissReportsInput', '{ id }');
    const drafted = await act('draftResponse', () =>
      drafter.must<{ draftResponse: { id: string } }>(DRAFT, {
        input: {
          planKey: PLAN,
          commentIds: [commentId],
          disposition: 'ACCEPTED',
          body: { th: 'รับไว้' },
          reason: { th: 'เห็นด้วย' },
        },
      }),
    );
    const { id } = drafted.draftResponse;
    await by(
      drafter,
      'reviseResponse',
      { id, expectedRevision: 1, body: { th: 'รับไว้แล้ว' } },
      'ReviseResponseInput',
      '{ id }',
    );
    await act('publishResponse', () => secretariat.must(PUBLISH, { id }));
    for (const [decision, expectedState] of [
      ['HIDE', 'PUBLISHED'],
      ['PUBLISH', 'HIDDEN'],
    ])
      await act('decideComment', () =>
        moderator.must(DECIDE, {
          input: {
            commentId,
            decision,
            expectedState,
            expectedRevision: 2,
            reasonText: 'ทดสอบ',
            ...(decision === 'HIDE' && { reasonCode: 'ABUSE' }),
          },
        }),
      );
    await act('withdrawComment', () => citizen.must(WITHDRAW, { input: { id: commentId } }));

    const [person] = await sql<{ id: string }>("SELECT id FROM person WHERE demo_key = 'citizen'");
    const role = { personId: person?.id, planKey: PLAN, role: 'OBSERVER', reason: 'ทดสอบ' };
    await by(administrator, 'giveRole', role, 'GiveRoleInput', '{ id }');
    await by(administrator, 'takeRole', role, 'TakeRoleInput', '{ id }');
    await by(
      administrator,
      'registerOrganisation',
      { key: 'office-x', name: { th: 'สำนักงาน ก' } },
      'RegisterOrganisationInput',
      '{ id }',
    );
    await by(
      administrator,
      'renameOrganisation',
      { organisationKey: 'office-x', name: { th: 'สำนักงาน ข' } },
      'RenameOrganisationInput',
      '{ id }',
    );
    const { inviteToRole } = await by(
      administrator,
      'inviteToRole',
      { email: 'x@example.org', language: 'TH', planKey: PLAN, role: 'OBSERVER' },
      'InviteToRoleInput',
      '{ id }',
    );
    await by(
      administrator,
      'revokeInvitation',
      { id: inviteToRole?.id, reason: 'พอแล้ว' },
      'RevokeInvitationInput',
      '',
    );
    await by(
      administrator,
      'addTerms',
      { language: 'TH', lines: 'คำต้องห้ามใหม่', matching: 'WORD', severity: 'HOLD', planKey: PLAN },
      'AddTermsInput',
      '{ __typename }',
    );
    const [term] = await sql<{ id: string }>('SELECT id FROM banned_term ORDER BY id DESC LIMIT 1');
    await by(administrator, 'retireTerm', { id: term?.id, reason: 'ไม่ใช้แล้ว' }, 'RetireTermInput', '{ id }');
    await act('signOut', () => moderator.must('mutation { signOut }'));
    expect(missing).toEqual([]);
  });

  it('to a comment’s state is on record, state by state, with what it was before', async () => {
    const rows = await sql<{ subject: string; before: string | null; after: string | null; state: string }>(
      "SELECT e.subject_id AS subject, e.`before`, e.`after`, c.state FROM audit_entry e JOIN comment c ON c.id = e.subject_id WHERE e.subject_type = 'comment' AND (e.action LIKE 'comment.%') ORDER BY e.id",
    );
    const last = new Map<string, string>();
    const broken: string[] = [];
    for (const { subject, before, after } of rows) {
      const stateOf = (json: string | null) =>
        json ? (JSON.parse(json) as { state?: string }).state : undefined;
      const [from, to] = [stateOf(before), stateOf(after)];
      if (from && last.get(subject) !== from)
        broken.push(`${subject}: ${last.get(subject)} then from ${from}`);
      if (to) last.set(subject, to);
    }
    for (const { subject, state } of rows)
      if (last.get(subject) !== state) broken.push(`${subject} is ${state}, on record ${last.get(subject)}`);
    expect(broken).toEqual([]);
    expect(last.size).toBeGreaterThan(50);
  });
});
