import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIGN_IN_REQUESTED, SignInService } from '@rapfang/access';
import { CommentStateService } from '@rapfang/comment';
import { AppealJudging, AppealService, ModerationService, UndoService } from '@rapfang/moderation';
import { Events, OutboxEntity, systemContext } from '@rapfang/platform';
import { ResponseModule, ResponseService, ReviseResponseService } from '@rapfang/response';
import { openRooms, type TestRooms } from '../../../test/harness/rooms.js';
import { NotificationModule } from './index.js';
import { MailEntity } from './mail.entity.js';
import { MailSender } from './mail-sender.js';
import { MailStore, oneLine } from './mail.store.js';
import { Mailer } from './mailer.js';

describe('Letters', () => {
  let rooms: TestRooms;
  beforeAll(async () => {
    rooms = await openRooms(ResponseModule, NotificationModule);
  });
  afterAll(() => rooms.close());

  const lettersTo = async (recipient: string) => {
    await rooms.settle();
    return rooms.test.database.reader.manager.find(MailEntity, {
      where: { recipient },
      order: { id: 'ASC' },
    });
  };
  const emit = (type: string, payload: Record<string, unknown>) =>
    rooms.test.database.transaction(systemContext(), (ctx) =>
      rooms.get(Events).emit(ctx, { type, stream: null, payload }),
    );
  const publish = async (commentIds: string[]) => {
    const service = rooms.get(ResponseService);
    const text = {
      body: { th: 'รับไว้พิจารณา', en: 'We accept it.' },
      reason: { th: 'ตรงเป้าหมาย', en: 'It fits.' },
    };
    const id = await service.draft(rooms.as('DRAFTER'), {
      planKey: rooms.planKey,
      commentIds,
      disposition: 'ACCEPTED_IN_PART',
      ...text,
    });
    await service.publish(rooms.as('SECRETARIAT'), id);
    return id;
  };

  it('tell each author of an answer once, in their language, though the event comes twice and they wrote in two sections', async () => {
    const ids = [
      await rooms.comment('s1.m1', 'PUBLISHED', { email: 'a@example.org' }),
      await rooms.comment('s2.m1', 'PUBLISHED', { email: 'A@example.org' }),
      await rooms.comment('s1.m1', 'PUBLISHED', { email: 'b@example.org', language: 'en' }),
      await rooms.comment('s1.m1'),
    ];
    const responseId = await publish(ids);
    const [first] = await lettersTo('a@example.org');
    await emit('response.published', { responseId, commentIds: ids });
    await rooms
      .get(ReviseResponseService)
      .revise(rooms.as('SECRETARIAT'), { id: responseId, expectedRevision: 1, body: { th: 'แก้คำผิด' } });
    expect(await lettersTo('a@example.org')).toEqual([first]);
    expect(await lettersTo('A@example.org')).toEqual([]);
    expect(first).toMatchObject({ kind: 'ANSWERED', language: 'th' });
    expect(first?.text).toContain('รับบางส่วน');
    expect(first?.text).toMatch(/https:\/\/rapfang\.example\/receipts\/RF-69-/);
    const [english, ...more] = await lettersTo('b@example.org');
    expect(more).toEqual([]);
    expect(english?.text).toContain('We accept it.');
    expect(english?.text).toMatch(/https:\/\/rapfang\.example\/en\/receipts\/RF-69-/);
  });

  it('tell the author why a comment was held, refused or hidden, unless it is so no longer', async () => {
    const states = rooms.get(CommentStateService);
    const ctx = systemContext();
    const held = await rooms.comment('s1.m1', 'PENDING', { email: 'held@example.org' });
    await states.changeState(ctx, {
      commentId: held,
      expectedState: 'PENDING',
      to: 'HELD',
      reasonCode: 'ADVERTISING',
    });
    expect((await lettersTo('held@example.org')).map(({ text }) => text)).toEqual([
      expect.stringContaining('เป็นการโฆษณา'),
    ]);
    await states.changeState(ctx, {
      commentId: held,
      expectedState: 'HELD',
      to: 'REFUSED',
      reasonCode: 'OTHER',
      reasonText: 'ส่งผิดที่',
    });
    expect((await lettersTo('held@example.org')).at(-1)?.text).toContain('ส่งผิดที่');
    const quick = await rooms.comment('s1.m1', 'PUBLISHED', { email: 'quick@example.org' });
    await states.changeState(ctx, {
      commentId: quick,
      expectedState: 'PUBLISHED',
      to: 'HIDDEN',
      reasonCode: 'ABUSE',
    });
    await states.changeState(ctx, { commentId: quick, expectedState: 'HIDDEN', to: 'PUBLISHED' });
    expect(await lettersTo('quick@example.org')).toEqual([]);
  });

  it('wait until a decision can no longer be taken back, and are never written for one that was', async () => {
    const moderation = rooms.get(ModerationService);
    const moderator = rooms.as('MODERATOR');
    const refuse = (commentId: string, reasonCode: 'ABUSE' | 'OFF_TOPIC') =>
      moderation.decide(moderator, {
        commentId,
        decision: 'REFUSE',
        expectedState: 'PENDING',
        expectedRevision: 1,
        reasonCode,
      });
    const undone = await rooms.comment('s1.m1', 'PENDING', { email: 'undone@example.org' });
    const again = await rooms.comment('s1.m1', 'PENDING', { email: 'again@example.org' });
    const stays = await rooms.comment('s1.m1', 'PENDING', { email: 'stays@example.org' });
    await rooms.get(UndoService).undo(moderator, await refuse(undone, 'ABUSE'));
    await rooms.get(UndoService).undo(moderator, await refuse(again, 'ABUSE'));
    await new Promise((resume) => setTimeout(resume, 5));
    await refuse(again, 'OFF_TOPIC');
    await refuse(stays, 'ABUSE');
    expect(await lettersTo('stays@example.org')).toEqual([]);
    rooms.clock.advance(11_000);
    expect(await lettersTo('undone@example.org')).toEqual([]);
    expect(await lettersTo('stays@example.org')).toHaveLength(1);
    const [letter, ...more] = await lettersTo('again@example.org');
    expect(more).toEqual([]);
    expect(letter?.text).toContain('ไม่เกี่ยวกับร่างแผน');
  });

  it('tell the author what became of an appeal', async () => {
    const id = await rooms.comment('s1.m1', 'PENDING', { email: 'appeal@example.org' });
    await rooms.get(ModerationService).decide(rooms.as('MODERATOR'), {
      commentId: id,
      decision: 'REFUSE',
      expectedState: 'PENDING',
      expectedRevision: 1,
      reasonCode: 'ABUSE',
    });
    const guest = rooms.as(null);
    const author = { ...guest, actor: { ...guest.actor, id } };
    const appeal = await rooms.get(AppealService).appeal(author, { commentId: id, text: 'ขอให้ดูใหม่' });
    await rooms.get(AppealJudging).decide(rooms.as('MODERATOR'), {
      appealId: appeal.id,
      outcome: 'OVERTURNED',
      reasonText: 'ไม่ใช่คำหยาบ',
    });
    rooms.clock.advance(11_000);
    const letters = await lettersTo('appeal@example.org');
    expect(letters.map(({ kind }) => kind)).toEqual(['APPEAL_DECIDED']);
    expect(letters[0]?.text).toContain('ไม่ใช่คำหยาบ');
  });

  it('carry the receipt after a submission, once, and nothing to those who left no address', async () => {
    const id = await rooms.comment('s1.m1', 'PENDING', { email: 'new@example.org' });
    await emit('comment.submitted', { commentId: id, hasEmail: true });
    await emit('comment.submitted', { commentId: id, hasEmail: true });
    await emit('comment.submitted', { commentId: await rooms.comment('s1.m1', 'PENDING'), hasEmail: true });
    const letters = await lettersTo('new@example.org');
    expect(letters.map(({ kind }) => kind)).toEqual(['RECEIPT']);
    expect(letters[0]?.subject).toMatch(/RF-69-/);
  });

  it('are posted once each, with Thai subjects, and a sign-in link does not stay in the database', async () => {
    const link = await rooms.get(SignInService).request(rooms.as(null), 'Me@example.org', 'th', null);
    const token = new URL(link).searchParams.get('token') as string;
    const outbox = () => rooms.test.database.reader.manager.findBy(OutboxEntity, { type: SIGN_IN_REQUESTED });
    const whileWaiting = JSON.stringify(await outbox());
    await rooms.settle();
    expect(await outbox()).toEqual([
      expect.objectContaining({ dispatchedAt: expect.any(String), lastError: null }),
    ]);
    for (const kept of [whileWaiting, JSON.stringify(await outbox())]) {
      expect(kept).not.toContain(token);
      expect(kept).not.toContain('me@example.org');
    }
    expect(JSON.stringify(await lettersTo('me@example.org'))).not.toContain(token);
    const sender = rooms.get(MailSender);
    while (await sender.send());
    await sender.send();
    const folder = join(rooms.test.folder, 'mail');
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const mine = files.filter((file) => file.includes('To: me@example.org'));
    expect(mine).toHaveLength(1);
    const letter = Buffer.from(mine[0]?.split('\r\n\r\n')[1] ?? '', 'base64').toString();
    expect(letter).toContain(token);
    expect(mine[0]).toMatch(/^Subject: =\?UTF-8\?/m);
    const [mail] = await lettersTo('me@example.org');
    expect(mail).toMatchObject({ kind: 'SIGN_IN', text: '', attempts: 1 });
    expect(mail?.sentAt).not.toBeNull();
  });

  it('cannot be given further headers or recipients by what people write', async () => {
    expect(oneLine('ขอบคุณ\r\nBcc: thief@example.org\u2028x')).toBe('ขอบคุณ Bcc: thief@example.org x');
    await rooms.test.database.transaction(systemContext(), (ctx) =>
      rooms.get(MailStore).put(ctx, [
        {
          key: 'evil',
          kind: 'RECEIPT',
          recipient: 'x@example.org\r\nBcc: thief@example.org, y@example.org',
          subject: 'a\r\nBcc: thief@example.org',
          text: 'body',
          language: 'en',
        },
      ]),
    );
    while (await rooms.get(MailSender).send());
    const folder = join(rooms.test.folder, 'mail');
    const evil = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .filter((file) => file.includes('body') && file.includes('thief'));
    expect(evil).toHaveLength(1);
    for (const file of evil) {
      const head = file.slice(0, file.indexOf('\r\n\r\n'));
      expect(head).not.toMatch(/^Bcc:/im);
      expect(head.match(/^To:/gim)).toHaveLength(1);
    }
  });

  it('wait longer after each failure and keep what went wrong', async () => {
    await rooms.test.database.transaction(systemContext(), (ctx) =>
      rooms.get(MailStore).put(ctx, [
        {
          key: 'late',
          kind: 'RECEIPT',
          recipient: 'late@example.org',
          subject: 's',
          text: 't',
          language: 'en',
        },
      ]),
    );
    const mailer = rooms.get(Mailer);
    const post = mailer.post.bind(mailer);
    mailer.post = async () => {
      throw new Error('451 try later');
    };
    const sender = rooms.get(MailSender);
    await sender.send();
    mailer.post = post;
    await sender.send();
    const [mail] = await lettersTo('late@example.org');
    expect(mail).toMatchObject({ attempts: 1, sentAt: null, lastError: '451 try later', claimedUntil: null });
    expect((mail?.nextAttemptAt ?? '') > new Date().toISOString()).toBe(true);
  });
});
