import { Injectable, type OnModuleInit } from '@nestjs/common';
import { INVITATION_SENT, SIGN_IN_REQUESTED } from '@rapfang/access';
import { CommentEvent } from '@rapfang/comment';
import { ModerationEvent } from '@rapfang/moderation';
import { ResponseEvent } from '@rapfang/response';
import { EventLetters } from './event-letters.js';
import { InvitationNotices } from './invitation-notices.js';
import { Notices } from './notices.js';

/** Which events call for letters. */
@Injectable()
export class NoticeListeners implements OnModuleInit {
  constructor(
    private readonly letters: EventLetters,
    private readonly notices: Notices,
    private readonly invitations: InvitationNotices,
  ) {}

  onModuleInit(): void {
    const { letters, notices } = this;
    letters.on(ResponseEvent.PUBLISHED, (event) => notices.answered(event));
    letters.on(
      CommentEvent.SUBMITTED,
      (event) => notices.submitted(event),
      ({ hasEmail }) => hasEmail === true,
    );
    letters.on(CommentEvent.HELD, (event) => notices.decided(event, 'HELD'));
    letters.on(CommentEvent.REFUSED, (event) => notices.decided(event, 'REFUSED'));
    letters.on(CommentEvent.HIDDEN, (event) => notices.decided(event, 'HIDDEN'));
    letters.on(ModerationEvent.APPEAL_DECIDED, (event) => notices.appealDecided(event));
    letters.on(SIGN_IN_REQUESTED, async (event) => notices.signIn(event));
    letters.on(INVITATION_SENT, (event) => this.invitations.sent(event));
  }
}
