import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MembershipEntity, OrganisationEntity, PersonEntity } from '@rapfang/access';
import { AuditEntryEntity } from '@rapfang/audit';
import { Events, newId, OutboxEntity } from '@rapfang/platform';
import { openTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { CommentPrivateEntity } from './comment-private.entity.js';
import { CommentStateService } from './comment-state.service.js';
import { CommentEntity } from './comment.entity.js';
import { sectionStream } from './comment.events.js';
import {
  again,
  guest,
  openRoom,
  person,
  PLAN,
  QUIET_PLAN,
  seedPlans,
  STRICT_PLAN,
  submission,
  type Room,
} from './room.spec-kit.js';
import { SubmitCommentService } from './submit-comment.service.js';
import { UploadService } from './upload.service.js';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n');

describe('Submitting a comment', () => {
  let test: TestDatabase;
  let room: Room;
  let service: SubmitCommentService;

  beforeAll(async () => {
    test = await openTestDatabase();
    room = await openRoom(test.database, test.folder);
    await seedPlans(test.database, room.clock);
    service = room.get(SubmitCommentService);
  });
  afterAll(async () => {
    await room.app.close();
    await test.close();
  });

  const rows = () => test.database.reader.getRepository(CommentEntity).count();
  const eventsOf = (commentId: string) =>
    test.database.reader
      .getRepository(OutboxEntity)
      .find({ order: { id: 'ASC' } })
      .then((all) => all.filter(({ payload }) => payload['commentId'] === commentId));

  it('saves, receipts and publishes at once where the round judges afterwards, on record and live', async () => {
    const { comment, receiptCode } = await service.submitComment(guest(), submission({ stance: 'CONCERN' }));
    expect(comment).toMatchObject({
      state: 'PUBLISHED',
      shown: 1,
      depth: 0,
      rootId: comment.id,
      authorKind: 'GUEST',
      stance: 'CONCERN',
    });
    expect(receiptCode).toMatch(/^RF-\d\d-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    expect((await eventsOf(comment.id)).map(({ type, stream }) => [type, stream])).toEqual([
      ['comment.submitted', null],
      ['comment.published', sectionStream(PLAN, 's1')],
    ]);
    const entries = await test.database.reader
      .getRepository(AuditEntryEntity)
      .find({ where: { subjectId: comment.id }, order: { id: 'ASC' } });
    expect(entries.map(({ action, before, after }) => [action, before, after])).toEqual([
      ['comment.submitted', null, expect.stringContaining('"state":"PENDING"')],
      ['comment.published', '{"state":"PENDING"}', '{"state":"PUBLISHED"}'],
    ]);
  });

  it('waits for a moderator where the round judges first', async () => {
    const { comment } = await service.submitComment(person(), submission({ planKey: STRICT_PLAN }));
    expect(comment).toMatchObject({ state: 'PENDING', shown: 0, publishedAt: null });
    expect((await eventsOf(comment.id)).map(({ type }) => type)).toEqual(['comment.submitted']);
  });

  it('leaves a comment as a listener of its submission decided', async () => {
    const holding = 'ข้อความที่ตัวกรองกักไว้';
    room.get(Events).within('comment.submitted', async (ctx, { payload }) => {
      const row = await test.database
        .writing(ctx)
        .findOneByOrFail(CommentEntity, { id: payload['commentId'] as string });
      if (row.body !== holding) return;
      await room
        .get(CommentStateService)
        .changeState(ctx, { commentId: row.id, expectedState: 'PENDING', to: 'HELD', reasonCode: 'ABUSE' });
    });
    const { comment } = await service.submitComment(guest(), submission({ body: holding }));
    expect(comment).toMatchObject({ state: 'HELD', shown: 0, reasonCode: 'ABUSE' });
  });

  it('keeps what is private apart, and details of a person only with consent', async () => {
    const participant = {
      province: 'Chiang Mai',
      ageBand: 'FROM_25',
      kind: 'CITIZEN',
      disability: true,
      consentVersion: 'web-2026-11',
    } as const;
    const { comment } = await service.submitComment(
      guest(),
      submission({ email: ' Reader@Example.org ', participant }),
    );
    expect(
      await test.database.reader.getRepository(CommentPrivateEntity).findOneBy({ commentId: comment.id }),
    ).toMatchObject({
      email: 'reader@example.org',
      province: 'เชียงใหม่',
      ageBand: 'FROM_25',
      disability: 1,
      consentVersion: 'web-2026-11',
      consentAt: comment.createdAt,
    });
    await expect(
      service.submitComment(guest(), submission({ participant: { ...participant, consentVersion: ' ' } })),
    ).rejects.toMatchObject({
      code: 'VALIDATION',
      field: 'participant.consentVersion',
    });
  });

  it('gives the first comment again for the same client id, whatever came with it', async () => {
    const author = guest();
    const input = submission();
    const first = await service.submitComment(author, input);
    const second = await service.submitComment(again(author), { ...input, body: 'อื่น' });
    expect(second).toEqual(first);
    const other = await service.submitComment(guest(), input);
    expect(other.comment.id).not.toBe(first.comment.id);
  });

  it('makes one of twenty equal submissions that overlap', async () => {
    const author = guest();
    const input = submission();
    const before = await rows();
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        service.submitComment(again(author), input).catch((error: { code: string }) => error),
      ),
    );
    const done = all.flatMap((one) => ('receiptCode' in one ? [one.receiptCode] : []));
    expect(done.length).toBeGreaterThanOrEqual(10);
    expect(new Set(done).size).toBe(1);
    expect(await rows()).toBe(before + 1);
  });

  it('takes fifty people of one office at once, each with a receipt of their own', async () => {
    const before = await rows();
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        service.submitComment(guest(), submission({ body: `ความเห็นที่ ${n}` })),
      ),
    );
    expect(new Set(all.map(({ receiptCode }) => receiptCode)).size).toBe(50);
    expect(new Set(all.map(({ comment }) => comment.id)).size).toBe(50);
    expect(await rows()).toBe(before + 50);
  });

  it('slows down one author who floods, without telling others', async () => {
    const author = guest();
    const codes = [];
    for (let n = 0; n < 12; n += 1)
      codes.push(
        await service.submitComment(again(author), submission()).then(
          () => 'OK',
          ({ code }: { code: string }) => code,
        ),
      );
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'OK'));
    expect(codes.slice(10)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
  });

  it('hangs replies at most four levels deep, all under one root', async () => {
    let parent = (await service.submitComment(guest(), submission())).comment;
    const root = parent.id;
    const depths = [];
    for (let n = 0; n < 5; n += 1) {
      parent = (await service.submitComment(guest(), submission({ parentId: parent.id }))).comment;
      expect(parent.rootId).toBe(root);
      depths.push(parent.depth);
    }
    expect(depths).toEqual([1, 2, 3, 3, 3]);
    await room.settle();
    const counted = await test.database.reader
      .getRepository(CommentEntity)
      .find({ where: { rootId: root }, order: { id: 'ASC' } });
    expect(counted.map(({ replyCount }) => replyCount)).toEqual([5, 4, 3, 0, 0, 0]);
  });

  it('lets members speak in the name of their organisation, and nobody else', async () => {
    const [organisationId, member] = [newId(), person()];
    await test.database.transaction({}, async (ctx) => {
      const manager = test.database.writing(ctx);
      const at = room.clock.now();
      await manager.insert(OrganisationEntity, {
        id: organisationId,
        key: 'dga',
        nameTh: 'สพร.',
        nameEn: 'DGA',
        createdAt: at,
      });
      await manager.insert(PersonEntity, {
        id: member.actor.id,
        email: null,
        displayName: 'ก',
        language: 'th',
        createdAt: at,
      });
      await manager.insert(MembershipEntity, {
        id: newId(),
        personId: member.actor.id,
        organisationId,
        createdAt: at,
      });
    });
    const speaking = { ...member, actor: { ...member.actor, organisationIds: [organisationId] } };
    const { comment } = await service.submitComment(speaking, submission({ organisationId }));
    expect(comment).toMatchObject({
      authorKind: 'ORGANISATION',
      organisationNameTh: 'สพร.',
      organisationNameEn: 'DGA',
    });
    for (const other of [guest(), person()]) {
      await expect(service.submitComment(other, submission({ organisationId }))).rejects.toMatchObject({
        code: 'FORBIDDEN',
        field: 'organisationId',
      });
    }
  });

  it('claims its author’s uploads once, and no one else’s', async () => {
    const author = guest();
    const { id } = await room.get(UploadService).store(author, { name: 'แผน.pdf', bytes: PDF });
    await expect(service.submitComment(guest(), submission({ uploadIds: [id] }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: 'uploadIds',
    });
    const { comment } = await service.submitComment(again(author), submission({ uploadIds: [id, id] }));
    expect(comment.attachmentCount).toBe(1);
    await expect(service.submitComment(again(author), submission({ uploadIds: [id] }))).rejects.toMatchObject(
      { field: 'uploadIds' },
    );
  });

  it.each([
    ['a section that is none', { sectionKey: 's9' }, 'NOT_FOUND', 'sectionKey'],
    ['a plan without an open round', { planKey: QUIET_PLAN }, 'ROUND_CLOSED', null],
    ['a guest where one must sign in', { planKey: STRICT_PLAN }, 'SIGN_IN_REQUIRED', null],
    ['a reply to nothing', { parentId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }, 'NOT_FOUND', 'parentId'],
    ['a blank text', { body: ' \u200B ' }, 'VALIDATION', 'body'],
    ['a text of 100,000 characters', { body: 'ก'.repeat(100_000) }, 'VALIDATION', 'body'],
    ['a forged client id', { clientId: '../../x' }, 'VALIDATION', 'clientId'],
    ['a wrong address', { email: 'x@' }, 'VALIDATION', 'email'],
    ['four uploads', { uploadIds: ['a', 'b', 'c', 'd'] }, 'VALIDATION', 'uploadIds'],
    ['uploads that are none', { uploadIds: ['a'] }, 'NOT_FOUND', 'uploadIds'],
  ])('refuses %s and leaves the database as it was', async (_what, change, code, field) => {
    const [comments, outbox] = [await rows(), await test.database.reader.getRepository(OutboxEntity).count()];
    await expect(service.submitComment(guest(), submission(change))).rejects.toMatchObject({ code, field });
    expect(await rows()).toBe(comments);
    expect(await test.database.reader.getRepository(OutboxEntity).count()).toBe(outbox);
  });

  it('refuses a reply to another section, and to what is not public', async () => {
    const root = (await service.submitComment(guest(), submission())).comment;
    await expect(
      service.submitComment(guest(), submission({ sectionKey: 's2', parentId: root.id })),
    ).rejects.toMatchObject({ field: 'parentId' });
    await room.get(CommentStateService).changeState(guest(), {
      commentId: root.id,
      expectedState: 'PUBLISHED',
      to: 'HIDDEN',
      reasonCode: 'ABUSE',
    });
    await expect(service.submitComment(guest(), submission({ parentId: root.id }))).rejects.toMatchObject({
      code: 'VALIDATION',
      field: 'parentId',
    });
  });

  it('closes with the round', async () => {
    room.clock.shift = 2 * 86_400_000;
    await expect(service.submitComment(guest(), submission())).rejects.toMatchObject({
      code: 'ROUND_CLOSED',
    });
    room.clock.shift = 0;
  });
});
