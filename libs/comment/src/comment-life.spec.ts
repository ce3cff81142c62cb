import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Streams, type Ctx } from '@rapfang/platform';
import { openTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { CommentRevisionEntity } from './comment-revision.entity.js';
import { CommentStateService } from './comment-state.service.js';
import { CommentViews } from './comment-views.js';
import { CommentEntity } from './comment.entity.js';
import { sectionStream } from './comment.events.js';
import { EditCommentService } from './edit-comment.service.js';
import {
  again,
  guest,
  openRoom,
  person,
  PLAN,
  seedPlans,
  STRICT_PLAN,
  submission,
  type Room,
  type Seeds,
} from './room.spec-kit.js';
import { SubmitCommentService, type Submitted } from './submit-comment.service.js';
import { SupportTally, type SupportChange } from './support-tally.js';
import { SupportService } from './support.service.js';
import { WithdrawCommentService } from './withdraw-comment.service.js';

describe('The life of a comment', () => {
  let test: TestDatabase;
  let room: Room;
  let seeds: Seeds;

  beforeAll(async () => {
    test = await openTestDatabase();
    room = await openRoom(test.database, test.folder);
    seeds = await seedPlans(test.database, room.clock);
  });
  afterAll(async () => {
    await room.app.close();
    await test.close();
  });

  const submit = (ctx: Ctx, change = {}): Promise<Submitted> =>
    room.get(SubmitCommentService).submitComment(ctx, submission(change));
  const rowOf = (id: string) => test.database.reader.getRepository(CommentEntity).findOneByOrFail({ id });
  const liveTypes = async (after: number) => {
    await room.get(Streams).sequence();
    return (await room.get(Streams).read(sectionStream(PLAN, 's1'), after, 100)).map(({ type }) => type);
  };

  describe('editing', () => {
    it('keeps what was said before, and tells those who follow', async () => {
      const author = guest();
      const { comment } = await submit(author, { stance: 'SUPPORT' });
      await liveTypes(0);
      const from = await room.get(Streams).last(sectionStream(PLAN, 's1'));
      const edited = await room
        .get(EditCommentService)
        .editComment(again(author), { id: comment.id, expectedRevision: 1, body: 'ใหม่' });
      expect(edited).toMatchObject({ body: 'ใหม่', stance: 'SUPPORT', revision: 2 });
      expect(
        await test.database.reader.getRepository(CommentRevisionEntity).findBy({ commentId: comment.id }),
      ).toMatchObject([{ revision: 1, body: comment.body, at: comment.createdAt, wasPublic: 1 }]);
      expect(await liveTypes(from)).toEqual(['comment.edited']);
    });

    it('changes nothing when nothing is changed', async () => {
      const author = guest();
      const { comment } = await submit(author);
      const same = await room
        .get(EditCommentService)
        .editComment(again(author), { id: comment.id, expectedRevision: 1, body: ` ${comment.body} ` });
      expect(same.revision).toBe(1);
    });

    it('lets one of two edits of the same text through, and tells the other the present revision', async () => {
      const author = guest();
      const { comment } = await submit(author);
      const edits = ['ก', 'ข'].map((body) =>
        room
          .get(EditCommentService)
          .editComment(again(author), { id: comment.id, expectedRevision: 1, body }),
      );
      const results = await Promise.allSettled(edits);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'CONFLICT', params: { revision: 2 } },
      });
    });

    it('is for the author and the holder of the receipt alone', async () => {
      const { comment, receiptCode } = await submit(guest());
      const edit = (ctx: Ctx, code?: string) =>
        room
          .get(EditCommentService)
          .editComment(ctx, { id: comment.id, expectedRevision: 1, body: 'ของฉัน', receiptCode: code });
      await expect(edit(guest())).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
      await expect(edit(person())).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(edit(guest(), 'RF-69-2222-2222')).rejects.toMatchObject({
        code: 'NOT_FOUND',
        field: 'receiptCode',
      });
      const other = await submit(guest());
      await expect(edit(guest(), other.receiptCode)).rejects.toMatchObject({
        code: 'NOT_FOUND',
        field: 'receiptCode',
      });
      expect(await edit(guest(), receiptCode.toLowerCase())).toMatchObject({ body: 'ของฉัน' });
    });

    it('ends with the round', async () => {
      const author = guest();
      const { comment } = await submit(author);
      room.clock.shift = 2 * 86_400_000;
      await expect(
        room
          .get(EditCommentService)
          .editComment(again(author), { id: comment.id, expectedRevision: 1, body: 'สาย' }),
      ).rejects.toMatchObject({ code: 'ROUND_CLOSED' });
      room.clock.shift = 0;
    });

    it('does not slip a new text past a moderator who has read the old one', async () => {
      const author = person();
      const { comment } = await submit(author, { planKey: STRICT_PLAN });
      await room
        .get(CommentStateService)
        .changeState(guest(), { commentId: comment.id, expectedState: 'PENDING', to: 'PUBLISHED' });
      await expect(
        room
          .get(EditCommentService)
          .editComment(again(author), { id: comment.id, expectedRevision: 1, body: 'อื่น' }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });
  });

  describe('withdrawing', () => {
    it('leaves a dated placeholder, once, also when asked again and after the round', async () => {
      const author = guest();
      const { comment, receiptCode } = await submit(author);
      await submit(guest(), { parentId: comment.id });
      room.clock.shift = 2 * 86_400_000;
      const withdrawn = await room
        .get(WithdrawCommentService)
        .withdrawComment(guest(), { id: comment.id, receiptCode });
      room.clock.shift = 0;
      expect(withdrawn).toMatchObject({ state: 'WITHDRAWN', shown: 1 });
      expect(
        await room.get(WithdrawCommentService).withdrawComment(again(author), { id: comment.id }),
      ).toEqual(withdrawn);
      const [view] = await room.get(CommentViews).publicViews([comment.id]);
      expect(view).toMatchObject({
        state: 'WITHDRAWN',
        body: null,
        stance: null,
        stateChangedAt: withdrawn.stateChangedAt,
      });
      expect((await rowOf(comment.id)).body).toBe(comment.body);
    });

    it('leaves nothing in public of what was never public', async () => {
      const author = person();
      const { comment } = await submit(author, { planKey: STRICT_PLAN });
      await room.get(WithdrawCommentService).withdrawComment(again(author), { id: comment.id });
      expect(await room.get(CommentViews).publicViews([comment.id])).toEqual([]);
    });
  });

  describe('states', () => {
    it('are changed once by two who decide at the same time, and the other learns the present state', async () => {
      const { comment } = await submit(guest());
      const hide = () =>
        room.get(CommentStateService).changeState(person(), {
          commentId: comment.id,
          expectedState: 'PUBLISHED',
          to: 'HIDDEN',
          reasonCode: 'ABUSE',
        });
      const results = await Promise.allSettled([hide(), hide()]);
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'CONFLICT', params: { state: 'HIDDEN' } },
      });
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('hide the text from everybody but the author and staff, and show it again with its first date', async () => {
      const author = guest();
      const { comment } = await submit(author);
      const state = room.get(CommentStateService);
      await state.changeState(person(), {
        commentId: comment.id,
        expectedState: 'PUBLISHED',
        to: 'HIDDEN',
        reasonCode: 'PERSONAL_DATA',
        reasonText: 'เลขบัตร',
      });
      const views = room.get(CommentViews);
      const bodies = async (ctx: Ctx) => (await views.views(ctx, [comment.id]))[0]?.body;
      const moderator = person([{ role: 'MODERATOR', scope: seeds.plans[PLAN] as string }]);
      const elsewhere = person([{ role: 'MODERATOR', scope: seeds.plans[STRICT_PLAN] as string }]);
      expect([
        await bodies(guest()),
        await bodies(elsewhere),
        await bodies(author),
        await bodies(moderator),
      ]).toEqual([null, null, comment.body, comment.body]);
      expect(JSON.stringify(await views.publicViews([comment.id]))).not.toContain(comment.body);
      const back = await state.changeState(person(), {
        commentId: comment.id,
        expectedState: 'HIDDEN',
        to: 'PUBLISHED',
      });
      expect(back).toMatchObject({ publishedAt: comment.publishedAt, reasonCode: null, reasonText: null });
    });

    it('take no way that is not open', async () => {
      const { comment } = await submit(guest());
      await expect(
        room
          .get(CommentStateService)
          .changeState(person(), { commentId: comment.id, expectedState: 'PUBLISHED', to: 'REFUSED' }),
      ).rejects.toMatchObject({
        code: 'VALIDATION',
        params: { rule: 'transition', from: 'PUBLISHED', to: 'REFUSED' },
      });
    });
  });

  describe('supporting', () => {
    it('counts each once, guests apart, and tells everyone the new counts', async () => {
      const { comment } = await submit(guest());
      const told: SupportChange[] = [];
      const stop = room.get(SupportTally).onChange((change) => told.push(change));
      const service = room.get(SupportService);
      const [one, two] = [guest(), person()];
      const put = (ctx: Ctx, supported = true) =>
        service.setSupport(again(ctx), { commentId: comment.id, supported });
      await put(one);
      await put(one);
      expect(await put(two)).toMatchObject({ supportCount: 1, guestSupportCount: 1 });
      await room.settle();
      expect(await rowOf(comment.id)).toMatchObject({ supportCount: 1, guestSupportCount: 1 });
      expect(told.at(-1)).toEqual({
        stream: sectionStream(PLAN, 's1'),
        commentId: comment.id,
        people: 1,
        guests: 1,
      });
      await put(one, false);
      await put(one, false);
      await room.settle();
      expect(await rowOf(comment.id)).toMatchObject({ supportCount: 1, guestSupportCount: 0 });
      stop();
    });

    it('is refused on one’s own comment, on what is not public, and on what is not there', async () => {
      const author = guest();
      const { comment } = await submit(author);
      const waiting = (await submit(person(), { planKey: STRICT_PLAN })).comment;
      const put = (ctx: Ctx, commentId: string) =>
        room.get(SupportService).setSupport(ctx, { commentId, supported: true });
      await expect(put(again(author), comment.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(put(guest(), waiting.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(put(guest(), 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await room.get(CommentStateService).changeState(person(), {
        commentId: comment.id,
        expectedState: 'PUBLISHED',
        to: 'HIDDEN',
        reasonCode: 'ABUSE',
      });
      await expect(put(guest(), comment.id)).rejects.toMatchObject({
        code: 'CONFLICT',
        params: { state: 'HIDDEN' },
      });
    });

    it('counts two hundred who come at once', async () => {
      const { comment } = await submit(guest());
      await Promise.all(
        Array.from({ length: 200 }, () =>
          room.get(SupportService).setSupport(guest(), { commentId: comment.id, supported: true }),
        ),
      );
      await room.settle();
      expect((await rowOf(comment.id)).guestSupportCount).toBe(200);
    });
  });
});
