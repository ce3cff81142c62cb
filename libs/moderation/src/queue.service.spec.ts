import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AuditEntryEntity } from '@rapfang/audit';
import { CommentEntity, CommentStore, WithdrawCommentService } from '@rapfang/comment';
import type { Ctx } from '@rapfang/platform';
import { openRooms, type TestRooms } from '../../../test/harness/rooms.js';
import { ClaimService } from './claim.service.js';
import { FourEyes } from './four-eyes.js';
import { ModerationModule } from './index.js';
import { ModerationService } from './moderation.service.js';
import { ModerationStore } from './moderation.store.js';
import { ProposalService } from './proposal.service.js';
import { QueueStore } from './queue.store.js';
import { UndoService } from './undo.service.js';

describe('The moderation queue', () => {
  let rooms: TestRooms;
  let one: Ctx;
  let two: Ctx;
  beforeAll(async () => {
    rooms = await openRooms(ModerationModule);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    [one, two] = [rooms.as('MODERATOR', 'ปรียา'), rooms.as('MODERATOR', 'ธนกร')];
  });

  const claims = () => rooms.get(ClaimService);
  const moderation = () => rooms.get(ModerationService);
  const undoing = () => rooms.get(UndoService);
  const rowOf = (id: string) => rooms.get(CommentStore).getById({}, id);
  const actsOf = async (id: string) =>
    (await rooms.get(ModerationStore).listOf({}, [id])).map(({ act }) => act);
  const auditOf = async (id: string) =>
    (
      await rooms.test.database.reader.manager.find(AuditEntryEntity, {
        where: { subjectId: id },
        order: { id: 'ASC' },
      })
    ).map(({ action }) => action);
  const refuse = (commentId: string) =>
    ({
      commentId,
      decision: 'REFUSE',
      expectedState: 'PENDING',
      expectedRevision: 1,
      reasonCode: 'ABUSE',
    }) as const;
  const publish = (commentId: string) =>
    ({ commentId, decision: 'PUBLISH', expectedState: 'PENDING', expectedRevision: 1 }) as const;

  describe('Claims', () => {
    it('are won by exactly one of many who claim at once', async () => {
      const id = await rooms.comment('s1.m1', 'PENDING');
      const people = Array.from({ length: 24 }, (_, n) => rooms.as('MODERATOR', `ผู้กลั่นกรอง ${n}`));
      const results = await Promise.allSettled(people.map((ctx) => claims().claim(ctx, id, false)));
      const won = results.flatMap((result) =>
        result.status === 'fulfilled' ? [result.value.actorName] : [],
      );
      expect(won).toHaveLength(1);
      for (const result of results)
        if (result.status === 'rejected')
          expect(result.reason).toMatchObject({
            code: 'CONFLICT',
            params: { rule: 'claimed', byName: won[0] },
          });
      expect(await claims().list(one, rooms.planId)).toEqual(
        expect.arrayContaining([expect.objectContaining({ commentId: id, actorName: won[0] })]),
      );
    });

    it('keep another from deciding until they are taken over, which is on record', async () => {
      const id = await rooms.comment('s1.m1', 'PENDING');
      await claims().claim(one, id, false);
      await expect(moderation().decide(two, publish(id))).rejects.toMatchObject({
        code: 'CONFLICT',
        params: { rule: 'claimed', byName: 'ปรียา' },
      });
      expect((await rowOf(id)).state).toBe('PENDING');
      await claims().claim(two, id, true);
      expect(await auditOf(id)).toEqual(['moderation.takenOver']);
      await expect(moderation().decide(one, publish(id))).rejects.toMatchObject({ code: 'CONFLICT' });
      await moderation().decide(two, publish(id));
      expect(await rooms.get(QueueStore).claimsOf({}, [id], rooms.clock.now())).toEqual([]);
    });

    it('run out after two minutes without a sign of life, and last as long as they are renewed', async () => {
      const id = await rooms.comment('s1.m1', 'PENDING');
      await claims().claim(one, id, false);
      rooms.clock.advance(100_000);
      await claims().claim(one, id, false);
      rooms.clock.advance(100_000);
      await expect(claims().claim(two, id, false)).rejects.toMatchObject({ code: 'CONFLICT' });
      rooms.clock.advance(21_000);
      await claims().claim(two, id, false);
    });

    it('are given back by their holder alone', async () => {
      const id = await rooms.comment('s1.m1', 'PENDING');
      await claims().claim(one, id, false);
      expect(await claims().release(two, id)).toBe(false);
      expect(await claims().release(one, id)).toBe(true);
      await claims().claim(two, id, false);
    });

    it('are for those who decide on the plan', async () => {
      const id = await rooms.comment('s1.m1', 'PENDING');
      await expect(claims().claim(rooms.as('DRAFTER'), id, false)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
      await expect(claims().claim(rooms.as(null), id, false)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(claims().claim(one, 'nothing', false)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  describe('Many at once', () => {
    it('are each judged by themselves, and say what became of each', async () => {
      const ids = await Promise.all(Array.from({ length: 5 }, () => rooms.comment('s1.m1', 'PENDING')));
      const [open, decided, edited, claimed, withdrawn] = ids as [string, string, string, string, string];
      await moderation().decide(two, publish(decided));
      await rooms.test.database.transaction({}, async ({ tx }) => {
        await tx.manager.update(CommentEntity, { id: edited }, { revision: 2 });
        await tx.manager.update(CommentEntity, { id: withdrawn }, { state: 'WITHDRAWN' });
      });
      await claims().claim(two, claimed, false);
      const elsewhere = await rooms.comment('s1.m1', 'PUBLISHED', { planId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' });
      const pending = ids.map((id) => refuse(id));
      const { results } = await moderation().decideMany(
        one,
        [...pending, refuse(open), refuse('nothing'), { ...refuse(elsewhere), expectedState: 'PUBLISHED' }],
        { decision: 'REFUSE', reasonCode: 'DUPLICATE' },
      );
      expect(results.map(({ outcome, rule, byName }) => [outcome, rule, byName])).toEqual([
        ['DONE', null, null],
        ['CONFLICT', 'state', 'ธนกร'],
        ['CONFLICT', 'revision', null],
        ['CONFLICT', 'claimed', 'ธนกร'],
        ['CONFLICT', 'state', null],
        ['NOT_FOUND', null, null],
        ['NOT_ALLOWED', 'permission', null],
      ]);
      expect((await rowOf(open)).reasonCode).toBe('DUPLICATE');
      expect(await actsOf(open)).toEqual(['DECIDE']);
      expect((await rowOf(elsewhere)).state).toBe('PUBLISHED');
    });

    it('are two hundred at most, and at least one', async () => {
      const many = (count: number) => Array.from({ length: count }, (_, n) => publish(`id${n}`));
      await expect(moderation().decideMany(one, many(501), { decision: 'PUBLISH' })).rejects.toMatchObject({
        field: 'comments',
        params: { rule: 'maxItems', limit: 200 },
      });
      await expect(moderation().decideMany(one, [], { decision: 'PUBLISH' })).rejects.toMatchObject({
        code: 'VALIDATION',
      });
      const { results } = await moderation().decideMany(one, many(200), { decision: 'PUBLISH' });
      expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['NOT_FOUND']));
    });

    it('owe their one reason before anything is done', async () => {
      const id = await rooms.comment('s1.m1', 'PUBLISHED');
      const choice = { commentId: id, expectedState: 'PUBLISHED', expectedRevision: 1 } as const;
      await expect(moderation().decideMany(one, [choice], { decision: 'HIDE' })).rejects.toMatchObject({
        field: 'reasonCode',
      });
      const pending = await rooms.comment('s1.m1', 'PENDING');
      const { results } = await moderation().decideMany(one, [refuse(pending)], { decision: 'REFUSE' });
      expect(results).toEqual([expect.objectContaining({ outcome: 'NOT_ALLOWED', rule: 'reason' })]);
    });

    it('never collide: two who decide the same hundred at once share them without a double', async () => {
      const ids = await Promise.all(Array.from({ length: 100 }, () => rooms.comment('s1.m1', 'PENDING')));
      const [first, second] = await Promise.all([
        moderation().decideMany(one, ids.map(publish), { decision: 'PUBLISH' }),
        moderation().decideMany(two, ids.map(refuse).reverse(), { decision: 'REFUSE', reasonCode: 'ABUSE' }),
      ]);
      const done = (results: typeof first.results) =>
        results.filter(({ outcome }) => outcome === 'DONE').map(({ commentId }) => commentId);
      expect([...done(first.results), ...done(second.results)].sort()).toEqual([...ids].sort());
      for (const id of ids) expect(await actsOf(id)).toEqual(['DECIDE']);
    });
  });

  describe('Taking back', () => {
    it('puts everything back within five seconds, both acts on record, and leaves no public place', async () => {
      const id = await rooms.comment('s1.m1', 'PENDING');
      const before = await rowOf(id);
      const actId = await moderation().decide(one, publish(id));
      expect((await rowOf(id)).shown).toBe(1);
      rooms.clock.advance(4_500);
      expect(await undoing().undo(one, actId)).toEqual([expect.objectContaining({ outcome: 'DONE' })]);
      expect(await rowOf(id)).toEqual(before);
      expect(await actsOf(id)).toEqual(['DECIDE', 'UNDO']);
      expect(await auditOf(id)).toEqual(['comment.published', 'comment.undone']);
    });

    it('is over after five seconds', async () => {
      const id = await rooms.comment('s1.m1', 'PENDING');
      const actId = await moderation().decide(one, publish(id));
      rooms.clock.advance(5_100);
      await expect(undoing().undo(one, actId)).rejects.toMatchObject({ params: { rule: 'undoOver' } });
      expect((await rowOf(id)).state).toBe('PUBLISHED');
    });

    it('is for who decided, and for what was decided', async () => {
      const id = await rooms.comment('s1.m1', 'PENDING');
      const actId = await moderation().decide(one, publish(id));
      await expect(undoing().undo(two, actId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(undoing().undo(one, 'nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await undoing().undo(one, actId);
      expect(await undoing().undo(one, actId)).toEqual([expect.objectContaining({ outcome: 'CONFLICT' })]);
    });

    it('leaves what somebody has acted on since, and names them', async () => {
      const [hidden, answered, edited] = (await Promise.all(
        [1, 2, 3].map(() => rooms.comment('s1.m1', 'PENDING')),
      )) as [string, string, string];
      const { actId } = await moderation().decideMany(one, [hidden, answered, edited].map(publish), {
        decision: 'PUBLISH',
      });
      await moderation().decide(two, {
        commentId: hidden,
        decision: 'HIDE',
        expectedState: 'PUBLISHED',
        expectedRevision: 1,
        reasonCode: 'ABUSE',
      });
      const reply = await rooms.comment('s1.m1');
      await rooms.test.database.transaction({}, async ({ tx }) => {
        await tx.manager.update(
          CommentEntity,
          { id: reply },
          { parentId: answered, rootId: answered, depth: 1 },
        );
        await tx.manager.update(CommentEntity, { id: edited }, { revision: 2 });
      });
      const results = await undoing().undo(one, actId);
      expect(results.map(({ outcome, byName }) => [outcome, byName])).toEqual([
        ['CONFLICT', 'ธนกร'],
        ['CONFLICT', null],
        ['CONFLICT', null],
      ]);
      expect((await rowOf(answered)).state).toBe('PUBLISHED');
    });

    it('takes a whole act back', async () => {
      const ids = await Promise.all([1, 2, 3].map(() => rooms.comment('s1.m1', 'PENDING')));
      const { actId } = await moderation().decideMany(one, ids.map(refuse), {
        decision: 'REFUSE',
        reasonCode: 'ABUSE',
      });
      expect((await undoing().undo(one, actId)).map(({ outcome }) => outcome)).toEqual([
        'DONE',
        'DONE',
        'DONE',
      ]);
      for (const id of ids) expect(await rowOf(id)).toMatchObject({ state: 'PENDING', reasonCode: null });
    });
  });

  it('turns a refusal round later, by anybody, with words that stay on the record and not beside the text', async () => {
    const id = await rooms.comment('s1.m1', 'PENDING');
    await moderation().decide(one, refuse(id));
    const again = {
      commentId: id,
      decision: 'PUBLISH',
      expectedState: 'REFUSED',
      expectedRevision: 1,
    } as const;
    await expect(moderation().decide(two, again)).rejects.toMatchObject({ field: 'reasonText' });
    await moderation().decide(two, { ...again, reasonText: 'ไม่ใช่คำหยาบ' });
    expect(await actsOf(id)).toEqual(['DECIDE', 'REVERSE']);
    expect(await rowOf(id)).toMatchObject({ state: 'PUBLISHED', reasonText: null });
    expect((await rooms.get(ModerationStore).findLast({}, id))?.reasonText).toBe('ไม่ใช่คำหยาบ');
  });

  describe('Where refusals need four eyes', () => {
    const withRound = async () => {
      const id = await rooms.comment('s1.m1', 'PENDING');
      await rooms.test.database.transaction({}, ({ tx }) =>
        tx.manager.update(CommentEntity, { id }, { roundId: 'strict' }),
      );
      return id;
    };
    beforeAll(() => {
      jest.spyOn(rooms.get(FourEyes), 'among').mockResolvedValue(new Set(['strict']));
    });
    afterAll(() => void jest.restoreAllMocks());

    it('a refusal is proposed, stays PENDING, and is confirmed by somebody else', async () => {
      const id = await withRound();
      await moderation().decide(one, refuse(id));
      expect(await rowOf(id)).toMatchObject({ state: 'PENDING', reasonCode: null });
      await expect(moderation().decide(one, refuse(id))).rejects.toMatchObject({
        code: 'FORBIDDEN',
        params: { rule: 'ownProposal' },
      });
      await expect(moderation().decide(two, publish(id))).rejects.toMatchObject({
        params: { rule: 'proposalOpen' },
      });
      await moderation().decide(two, { ...refuse(id), reasonCode: null });
      expect(await rowOf(id)).toMatchObject({ state: 'REFUSED', reasonCode: 'ABUSE' });
      expect(await actsOf(id)).toEqual(['PROPOSE', 'CONFIRM']);
      expect(await auditOf(id)).toEqual(['moderation.proposed', 'comment.refused']);
    });

    it('a proposal is returned, and then anything may be decided', async () => {
      const id = await withRound();
      await moderation().decide(one, refuse(id));
      await rooms.get(ProposalService).returnProposal(two, { commentId: id, reasonText: 'ไม่เห็นด้วย' });
      await expect(rooms.get(ProposalService).returnProposal(two, { commentId: id })).rejects.toMatchObject({
        code: 'CONFLICT',
      });
      await moderation().decide(two, publish(id));
      expect(await actsOf(id)).toEqual(['PROPOSE', 'RETURN', 'DECIDE']);
    });

    it('a proposal and a confirmation can be taken back, and the proposal waits again', async () => {
      const id = await withRound();
      const proposed = await moderation().decide(one, refuse(id));
      await undoing().undo(one, proposed);
      expect(await rooms.get(QueueStore).proposalsOf({}, [id])).toEqual([]);
      await moderation().decide(one, refuse(id));
      const confirmed = await moderation().decide(two, { ...refuse(id), reasonCode: null });
      await undoing().undo(two, confirmed);
      expect((await rowOf(id)).state).toBe('PENDING');
      expect(await rooms.get(QueueStore).proposalsOf({}, [id])).toEqual([
        expect.objectContaining({ actorName: 'ปรียา', reasonCode: 'ABUSE' }),
      ]);
    });

    it('many are proposed at once and confirmed at once, but never by the same person', async () => {
      const ids = await Promise.all([1, 2, 3].map(withRound));
      const judging = { decision: 'REFUSE', reasonCode: 'ABUSE' } as const;
      const outcomes = async (ctx: Ctx) =>
        (await moderation().decideMany(ctx, ids.map(refuse), judging)).results.map(({ outcome }) => outcome);
      expect(await outcomes(one)).toEqual(['DONE', 'DONE', 'DONE']);
      expect(await outcomes(one)).toEqual(['NOT_ALLOWED', 'NOT_ALLOWED', 'NOT_ALLOWED']);
      expect(await outcomes(two)).toEqual(['DONE', 'DONE', 'DONE']);
      for (const id of ids) expect((await rowOf(id)).state).toBe('REFUSED');
    });

    it('exactly one of many confirms', async () => {
      const id = await withRound();
      await moderation().decide(one, refuse(id));
      const others = Array.from({ length: 8 }, () => rooms.as('MODERATOR'));
      const results = await Promise.allSettled(others.map((ctx) => moderation().decide(ctx, refuse(id))));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await actsOf(id)).toEqual(['PROPOSE', 'CONFIRM']);
    });

    it('a proposal lapses when its author withdraws the comment', async () => {
      const id = await withRound();
      await moderation().decide(one, refuse(id));
      const guest = rooms.as(null);
      const author = { ...guest, actor: { ...guest.actor, id } };
      await rooms.get(WithdrawCommentService).withdrawComment(author, { id });
      expect(await rooms.get(QueueStore).proposalsOf({}, [id])).toEqual([]);
      expect(await actsOf(id)).toEqual(['PROPOSE', 'LAPSE']);
      await expect(moderation().decide(two, refuse(id))).rejects.toMatchObject({
        code: 'CONFLICT',
        params: { state: 'WITHDRAWN' },
      });
    });
  });
});
