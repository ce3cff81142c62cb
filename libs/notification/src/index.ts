/** notification: letters to authors and to those who sign in, each once, in their language. */
import { Module } from '@nestjs/common';
import { CommentModule } from '@rapfang/comment';
import { ModerationModule } from '@rapfang/moderation';
import { ResponseModule } from '@rapfang/response';
import { PlanModule } from '@rapfang/plan';
import { EventLetters } from './event-letters.js';
import { InvitationNotices } from './invitation-notices.js';
import { ErasedLetters } from './erased-letters.js';
import { Links } from './links.js';
import { MailPersonalData } from './mail-personal-data.js';
import { MailRetention } from './mail-retention.js';
import { MailSender } from './mail-sender.js';
import { MailStore } from './mail.store.js';
import { Mailer } from './mailer.js';
import { NoticeListeners } from './notice-listeners.js';
import { Notices } from './notices.js';

@Module({
  imports: [PlanModule, CommentModule, ModerationModule, ResponseModule],
  providers: [
    ErasedLetters,
    EventLetters,
    InvitationNotices,
    Links,
    Mailer,
    MailPersonalData,
    MailRetention,
    MailSender,
    MailStore,
    NoticeListeners,
    Notices,
  ],
  exports: [MailSender, MailStore],
})
export class NotificationModule {}

export * from './mail.entity.js';
export { MailKind } from './mail.words.js';
export { MailSender } from './mail-sender.js';
export { MailStore, type MailToSend } from './mail.store.js';
