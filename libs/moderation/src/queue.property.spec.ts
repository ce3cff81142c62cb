import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { AuditEntryEntity } from '@rapfang/audit';
import { CommentEntity, CommentStore } from '@rapfang/comment';
import { DomainError, type Ctx } from '@rapfang/platform';
import { openRooms, type TestRooms } from '../../../test/harness/rooms.js';
import { AppealJudging } from './appeal-judging.js';
import { AppealService } from './appeal.service.js';
import { AppealStore } from './appeal.store.js';
import { ClaimService } from './claim.service.js';
import { FourEyes } from './four-eyes.js';
import { ModerationModule } from './index.js';
import { decidersOf } from './judge.rules.js';
import { Decision } from './moderation.rules.js';
import { ModerationService } from './moderation.service.js';
import { ModerationStore } from './moderation.store.js';
import { ProposalService } from './proposal.service.js';
import { QueueStore } from './queue.store.js';
import { UndoService } from './undo.service.js';

let rooms: TestRooms;
let moderators: Ctx[];
beforeAll(async () => {
  rooms = await openRooms(ModerationModule);
  moderators = [rooms.as('MODERATOR', 'ก'), rooms.as('MODERATOR', 'ข'), rooms.as('MODERATOR', 'ค')];
  jest.spyOn(rooms.get(FourEyes), 'among').mockResolvedValue(new Set(['strict']));
});
afterAll(async () => {
  jest.restoreAllMocks();
  await rooms.close();
});

const who = fc.nat(2);
const act = fc.oneof(
  fc.record({
    kind: fc.constant('decide' as const),
    who,
    decision: fc.constantFrom(...Object.values(Decision)),
  }),
  fc.record({ kind: fc.constant('undo' as const), who }),
  fc.record({ kind: fc.constant('claim' as const), who, takeOver: fc.boolean() }),
  fc.record({ kind: fc.constant('return' as const), who }),
  fc.record({ kind: fc.constant('appeal' as const) }),
  fc.record({
    kind: fc.constant('judge' as const),
    who,
    outcome: fc.constantFrom('UPHELD' as const, 'OVERTURNED' as const),
  }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(1, 6, 130) }),
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** Does it, or is refused for a reason of the domain: anything else is a fault. */
async function perform(id: string, last: { actId: string | null }, one: Act): Promise<void> {
  const ctx = 'who' in one ? (moderators[one.who] as Ctx) : (moderators[0] as Ctx);
  try {
    switch (one.kind) {
      case 'decide': {
        const { state, revision } = await rooms.get(CommentStore).getById({}, id);
        last.actId = await rooms.get(ModerationService).decide(ctx, {
          commentId: id,
          decision: one.decision,
          expectedState: state,
          expectedRevision: revision,
          reasonCode: 'ABUSE',
          reasonText: 'เหตุผล',
        });
        return;
      }
      case 'undo':
        if (last.actId) await rooms.get(UndoService).undo(ctx, last.actId);
        return;
      case 'claim':
        await rooms.get(ClaimService).claim(ctx, id, one.takeOver);
        return;
      case 'return':
        await rooms.get(ProposalService).returnProposal(ctx, { commentId: id });
        return;
      case 'appeal': {
        const guest = rooms.as(null);
        const author = { ...guest, address: id, actor: { ...guest.actor, id } };
        await rooms.get(AppealService).appeal(author, { commentId: id, text: 'ขอให้ดูใหม่' });
        return;
      }
      case 'judge': {
        const [appeal] = await rooms.get(AppealStore).listOf({}, [id]);
        if (!appeal) return;
        const { state } = await rooms.get(CommentStore).getById({}, id);
        const deciders = decidersOf(await rooms.get(ModerationStore).listOf({}, [id]), state);
        await rooms
          .get(AppealJudging)
          .decide(ctx, { appealId: appeal.id, outcome: one.outcome, reasonText: 'เหตุผล' });
        expect(deciders).not.toContain(ctx.actor.id);
        return;
      }
      case 'wait':
        rooms.clock.advance(one.seconds * 1000);
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(['VALIDATION', 'CONFLICT', 'FORBIDDEN', 'NOT_FOUND', 'RATE_LIMITED']).toContain(error.code);
  }
}

it('Whatever moderators and authors do in whatever order, the record tells how every state came to be', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), fc.boolean(), async (acts, strict) => {
      const id = await rooms.comment('s1.m1', 'PENDING');
      if (strict)
        await rooms.test.database.transaction({}, ({ tx }) =>
          tx.manager.update(CommentEntity, { id }, { roundId: 'strict' }),
        );
      const last = { actId: null };
      for (const one of acts) await perform(id, last, one);

      const comment = await rooms.get(CommentStore).getById({}, id);
      const log = await rooms.get(ModerationStore).listOf({}, [id]);
      // The log is a chain from the first state to the present one.
      let state = 'PENDING';
      for (const entry of log) {
        expect(entry.fromState).toBe(state);
        state = entry.toState;
      }
      expect(comment.state).toBe(state);
      // So is the audit.
      const audit = await rooms.test.database.reader.manager.find(AuditEntryEntity, {
        where: { subjectId: id },
        order: { id: 'ASC' },
      });
      const changes = audit.filter(({ action }) => action.startsWith('comment.'));
      const after = JSON.parse(changes.at(-1)?.after ?? '{"state":"PENDING"}') as { state: string };
      expect(after.state).toBe(state);
      // A refusal in a strict round has two people behind it; an undo takes back an entry of the same person.
      for (const entry of log) {
        if (entry.act === 'CONFIRM') {
          const proposed = log.slice(0, log.indexOf(entry)).findLast((one) => one.act === 'PROPOSE');
          expect(proposed?.actorId).not.toBe(entry.actorId);
        }
        if (strict && entry.toState === 'REFUSED' && entry.fromState !== 'REFUSED')
          expect(['CONFIRM', 'UNDO']).toContain(entry.act);
        if (entry.act === 'UNDO')
          expect(log.find((one) => one.id === entry.undoesId)?.actorId).toBe(entry.actorId);
      }
      expect((await rooms.get(AppealStore).listOf({}, [id])).length).toBeLessThanOrEqual(1);
      const proposals = await rooms.get(QueueStore).proposalsOf({}, [id]);
      expect(proposals.length).toBeLessThanOrEqual(1);
      if (proposals.length > 0) expect(['PENDING', 'HELD']).toContain(comment.state);
      // What never was public for longer than a moment leaves no place.
      expect(comment.shown).toBe(Number(comment.publishedAt !== null && comment.state !== 'REFUSED'));
    }),
    { numRuns: 60 },
  );
}, 60_000);
