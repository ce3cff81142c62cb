import { Injectable } from '@nestjs/common';
import { Database, Events, systemContext, type DomainEvent } from '@rapfang/platform';
import { MailSender } from './mail-sender.js';
import { MailStore, type MailToSend } from './mail.store.js';

/** Turns an event into letters. One that comes twice makes each letter once: see `MailEntity.key`. */
@Injectable()
export class EventLetters {
  constructor(
    private readonly events: Events,
    private readonly database: Database,
    private readonly store: MailStore,
    private readonly sender: MailSender,
  ) {}

  on(
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
