import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PERSONAL_DATA_ERASED, Retention } from '@rapfang/access';
import { Events } from '@rapfang/platform';

/** Letters that were sent: that one was sent, of which kind and when, stays; to whom and its words go. */
@Injectable()
export class MailRetention implements OnModuleInit {
  constructor(
    private readonly retention: Retention,
    private readonly events: Events,
  ) {}

  onModuleInit(): void {
    this.retention.register({
      kind: 'letters',
      table: 'mail',
      key: 'id',
      since: 'mail.sent_at',
      where: "mail.sent_at IS NOT NULL AND (mail.recipient <> '' OR mail.text <> '')",
      clear: "recipient = '', subject = '', text = '', last_error = NULL",
      // The file post keeps copies.
      before: async (ctx, letters) => {
        await this.events.emit(ctx, {
          type: PERSONAL_DATA_ERASED,
          stream: null,
          payload: { files: [], letters: [...letters] },
        });
      },
    });
  }
}
