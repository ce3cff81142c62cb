import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Retention } from '@rapfang/access';

/** What of this room has a period: the words of readers whose reports were dealt with. */
@Injectable()
export class ModerationRetention implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.register({
      kind: 'reportWords',
      table: 'comment_report',
      key: 'id',
      since: 'comment_report.resolved_at',
      where: 'comment_report.resolved_at IS NOT NULL AND comment_report.text IS NOT NULL',
      clear: 'text = NULL',
    });
  }
}
