import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PersonEntity } from '@rapfang/access';
import type { RoundState } from '@rapfang/consultation';
import { type Ctx } from '@rapfang/platform';
import { openTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { AttachmentService } from './attachment.service.js';
import { CommentContacts } from './comment-contacts.js';
import { CommentStateService } from './comment-state.service.js';
import { CommentViews } from './comment-views.js';
import { CommentEntity } from './comment.entity.js';
import { CountsService } from './counts.service.js';
import { ImportCommentService } from './import-comment.service.js';
import { Journey } from './journey.js';
import { ReceiptService } from './receipt.service.js';
import {
  again,
  guest,
  openRoom,
  person,
  seedPlans,
  STRICT_PLAN,
  submission,
  type Room,
  type Seeds,
} from './room.spec-kit.js';
import { SubmitCommentService, type Submitted } from './submit-comment.service.js';
import { SupportService } from './support.service.js';
import { UploadService } from './upload.service.js';

describe('A comment found again', () => {
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

  describe('the receipt', () => {
    it('finds a comment in any state, with its way, and never shows what is private', async () => {
      const { comment, receiptCode } = await submit(person(), {
        planKey: STRICT_PLAN,
        email: 'reader@example.org',
      });
      const tagged = '2026-01-01T00:00:00.000Z';
      room.get(Journey).register('TAGGED', async (_ctx, id) => (id === comment.id ? tagged : null));
      const receipt = await room
        .get(ReceiptService)
        .find(guest(), receiptCode.toLowerCase().replaceAll('-', ' '));
      expect(receipt).toMatchObject({
        code: receiptCode,
        emailForAnswer: true,
        comment: { id: comment.id, body: comment.body, state: 'PENDING' },
      });
      expect(receipt?.journey.map(({ kind, done }) => [kind, done])).toEqual([
        ['RECEIVED', true],
        ['PUBLISHED', false],
        ['TAGGED', true],
        ['ANSWERED', false],
        ['CHANGED', false],
      ]);
      expect(JSON.stringify(receipt)).not.toContain('reader@');
      expect(await room.get(ReceiptService).find(guest(), 'RF-69-2222-2222')).toBeNull();
    });

    it('cannot be guessed by trying', async () => {
      const codes = [];
      for (let n = 0; n < 70; n += 1) {
        const ctx = { ...guest(), address: '192.0.2.7' };
        codes.push(
          await room
            .get(ReceiptService)
            .find(ctx, 'RF-69-2222-2223')
            .then(
              () => 'OK',
              ({ code }: { code: string }) => code,
            ),
        );
      }
      expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(10);
    });
  });

  describe('attachments', () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );

    it('are given to those who see the comment whole, and to nobody else', async () => {
      const author = guest();
      const upload = await room.get(UploadService).store(author, { name: '../รูป.png', bytes: png });
      expect(upload).toMatchObject({ name: 'รูป.png', mediaType: 'image/png', size: png.length });
      const open = (ctx: Ctx) =>
        room
          .get(AttachmentService)
          .open(ctx, upload.id)
          .then(
            ({ stream, name }) => (stream.destroy(), name),
            ({ code }: { code: string }) => code,
          );
      expect([await open(guest()), await open(author)]).toEqual(['NOT_FOUND', 'รูป.png']);
      const { comment } = await submit(again(author), { uploadIds: [upload.id] });
      expect(await open(guest())).toBe('รูป.png');
      await room.get(CommentStateService).changeState(person(), {
        commentId: comment.id,
        expectedState: 'PUBLISHED',
        to: 'HIDDEN',
        reasonCode: 'ABUSE',
      });
      expect([await open(guest()), await open(author)]).toEqual(['NOT_FOUND', 'รูป.png']);
    });

    it('are judged by what they hold, not by what they are called', async () => {
      const store = (name: string, bytes: Uint8Array) =>
        room.get(UploadService).store(guest(), { name, bytes });
      await expect(store('a.pdf', png)).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA', field: 'file' });
      await expect(store('a.png', Buffer.from('<svg onload="alert(1)">'))).rejects.toMatchObject({
        code: 'UNSUPPORTED_MEDIA',
      });
      await expect(store('a.png', Buffer.alloc(5 * 1024 * 1024 + 1))).rejects.toMatchObject({
        code: 'TOO_LARGE',
      });
    });
  });

  it('tells letters where to go, and shows it nowhere', async () => {
    const left = await submit(guest(), { email: 'reader@example.org' });
    const silent = await submit(guest());
    const author = person();
    await test.database.transaction({}, async (ctx) => {
      const { id } = author.actor;
      await test.database.writing(ctx).insert(PersonEntity, {
        id,
        email: 'person@example.org',
        displayName: 'ก',
        language: 'th',
        createdAt: room.clock.now(),
      });
    });
    const own = await submit(author);
    const ids = [own, silent, left].map(({ comment }) => comment.id);
    expect(await room.get(CommentContacts).forComments({}, ids)).toEqual([
      {
        commentId: own.comment.id,
        email: 'person@example.org',
        given: false,
        language: 'th',
        receiptCode: own.receiptCode,
      },
      {
        commentId: left.comment.id,
        email: 'reader@example.org',
        given: true,
        language: 'th',
        receiptCode: left.receiptCode,
      },
    ]);
    expect(JSON.stringify(await room.get(CommentViews).views(guest(), ids))).not.toContain('@example.org');
  });

  it('shows who took part only in groups of five or more, and only those who agreed', async () => {
    const planKey = STRICT_PLAN;
    const take = async (province: string, consent = true) => {
      const participant = consent
        ? { province, kind: 'CITIZEN' as const, consentVersion: 'web-2026-11' }
        : null;
      const { comment } = await submit(person(), { planKey, participant });
      await room
        .get(CommentStateService)
        .changeState(person(), { commentId: comment.id, expectedState: 'PENDING', to: 'PUBLISHED' });
    };
    for (let n = 0; n < 6; n += 1) await take('ขอนแก่น');
    for (const province of ['เลย', 'เลย', 'เลย', 'TH-43', 'Nan']) await take(province);
    await take('ตราด', false);
    const id = seeds.rounds[planKey] as string;
    const shown = async (state: RoundState) =>
      (await room.get(CountsService).participantGroups(guest(), { id, state })).map(({ value, count }) => [
        value,
        count,
      ]);
    // While numbers move they move in steps: nobody reads the author's group off the one that grew.
    const inSteps = [
      ['ขอนแก่น', 5],
      ['OTHER', 5],
      ['CITIZEN', 10],
    ];
    expect(await shown('OPEN')).toEqual(inSteps);
    await take('ขอนแก่น');
    expect(await shown('OPEN')).toEqual(inSteps);
    const participant = { province: 'เลย', kind: 'CITIZEN' as const, consentVersion: 'web-2026-11' };
    const { comment } = await submit(person(), { planKey, participant });
    const refuse = (commentId: string) =>
      room
        .get(CommentStateService)
        .changeState(person(), { commentId, expectedState: 'PENDING', to: 'REFUSED', reasonCode: 'ABUSE' });
    const others = await test.database.reader
      .getRepository(CommentEntity)
      .findBy({ roundId: id, state: 'PENDING' });
    for (const other of others) if (other.id !== comment.id) await refuse(other.id);
    expect(await shown('CLOSED')).toEqual(inSteps);
    await refuse(comment.id);
    expect(await shown('CLOSED')).toEqual([
      ['ขอนแก่น', 7],
      ['OTHER', 5],
      ['CITIZEN', 12],
    ]);
  });

  it('brings in comments with their own times and supports, once', async () => {
    const place = await rowOf((await submit(guest())).comment.id);
    const { planId, planKey, roundId, versionId, versionNumber, sectionId, sectionKey } = place;
    const input = {
      key: 'demo-c01',
      place: { planId, planKey, roundId, versionId, versionNumber, sectionId, sectionKey },
      author: { kind: 'PERSON' as const, name: 'นที ก.' },
      stance: null,
      language: 'th' as const,
      body: 'จดหมาย',
      state: 'PUBLISHED' as const,
      channel: 'LETTER' as const,
      demonstration: true,
      createdAt: '2022-02-24T06:30:00.000Z',
      publishedAt: '2022-02-24T06:30:00.000Z',
      supports: { people: 3, guests: 2 },
    };
    const importer = room.get(ImportCommentService);
    const row = await importer.insertForImport(guest(), input);
    expect(await importer.insertForImport(guest(), input)).toMatchObject({ id: row.id });
    const reply = await importer.insertForImport(guest(), {
      ...input,
      key: 'demo-c02',
      parentId: row.id,
      createdAt: '2022-02-25T06:30:00.000Z',
    });
    expect(row.id < reply.id && reply.id < place.id).toBe(true);
    expect(await rowOf(row.id)).toMatchObject({
      supportCount: 3,
      guestSupportCount: 2,
      replyCount: 1,
      createdAt: input.createdAt,
    });
    await room.get(SupportService).setSupport(guest(), { commentId: row.id, supported: true });
    await room.settle();
    expect(await rowOf(row.id)).toMatchObject({ supportCount: 3, guestSupportCount: 3 });
  });
});
