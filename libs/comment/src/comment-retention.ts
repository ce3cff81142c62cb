import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PERSONAL_DATA_ERASED, Retention } from '@rapfang/access';
import { Database, Events, type Ctx, type Transaction } from '@rapfang/platform';
import { isIn } from './comment-sql.js';

/** What of this room has a period: uploads that no comment claimed, and what authors told about themselves. */
@Injectable()
export class CommentRetention implements OnModuleInit {
  constructor(
    private readonly retention: Retention,
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  onModuleInit(): void {
    this.retention.register(
      {
        kind: 'uploads',
        table: 'attachment',
        key: 'id',
        since: 'attachment.created_at',
        where: 'attachment.comment_id IS NULL',
        clear: null,
        before: (ctx, ids) => this.takeFiles(ctx, ids),
      },
      {
        kind: 'participants',
        table: 'comment_private',
        key: 'comment_id',
        // A round without an end: from when it was sent.
        since: `(SELECT COALESCE(round.results_due_at, round.closes_at, comment.created_at)
                   FROM comment LEFT JOIN round ON round.id = comment.round_id
                  WHERE comment.id = comment_private.comment_id)`,
        where: `(comment_private.email IS NOT NULL OR comment_private.province IS NOT NULL
                 OR comment_private.age_band IS NOT NULL OR comment_private.participant_kind IS NOT NULL
                 OR comment_private.disability IS NOT NULL)`,
        clear: 'email = NULL, province = NULL, age_band = NULL, participant_kind = NULL, disability = NULL',
      },
    );
  }

  /** The bytes go after the commit, unless another row names them. */
  private async takeFiles(ctx: Ctx & { tx: Transaction }, ids: readonly string[]): Promise<void> {
    const among = isIn('id', ids);
    const rows: { sha256: string }[] = await this.database
      .writing(ctx)
      .query(`SELECT DISTINCT sha256 FROM attachment WHERE ${among.text}`, among.values);
    const files = rows.map(({ sha256 }) => sha256);
    await this.events.emit(ctx, {
      type: PERSONAL_DATA_ERASED,
      stream: null,
      payload: { files, letters: [] },
    });
  }
}
