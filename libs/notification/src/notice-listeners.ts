import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SIGN_IN_REQUESTED } from '@rapfang/access';
import { CommentEvent } from '@rapfang/comment';
import { Database, Events, systemContext, type DomainEvent } from '@rapfang/platform';
import { ResponseEvent } from '@rapfang/response';
import { MailSender } from './mail-sender.js';
import { MailStore, type MailToSend } from './mail.store.js';
import { Notices } from './notices.js';

/** Turns what happened into letters. An event that comes twice makes each letter once: see `MailEntity.key`. */
@Injectable()
export class NoticeListeners implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly database: Database,
    private readonly notices: Notices,
    private readonly store: MailStore,
    private readonly sender: MailSender,
  ) {}

  onModuleInit(): void {
    const { notices } = this;
    this.on(ResponseEvent.PUBLISHED, (event) => notices.answered(event));
    this.on(
      CommentEvent.SUBMITTED,
      (event) => notices.submitted(event),
      ({ hasEmail }) => hasEmail === true,
    );
    this.on(CommentEvent.HELD, (event) => notices.decided(event, 'HELD'));
    this.on(CommentEvent.REFUSED, (event) => notices.decided(event, 'REFUSED'));
    this.on(CommentEvent.HIDDEN, (event) => notices.decided(event, 'HIDDEN'));
    this.on(SIGN_IN_REQUESTED, async (event) => notices.signIn(event));
  }

  private on(
    type: string,
    letters: (event: DomainEvent) => Promise<MailToSend[]>,
    wants?: (payload: DomainEvent['payload']) => boolean,
  ): void {
    this.events.after(
      type,
      async (event) => {
        const due = await letters(event);
        if (due.length === 0) return;
        await this.database.transaction(systemContext(), async (ctx) => {
          await this.store.put(ctx, due);
          ctx.tx.afterCommit.push(() => this.sender.ticker.nudge());
        });
      },
      wants,
    );
  }
}
