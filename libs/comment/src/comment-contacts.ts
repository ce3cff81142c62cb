import { Injectable } from '@nestjs/common';
import { Database, type Ctx, type Language } from '@rapfang/platform';
import { isIn } from './comment-sql.js';

/** Where to write to the author of a comment. For letters alone: nothing of it is ever shown. */
export interface CommentContact {
  commentId: string;
  email: string;
  /** The address was left with the comment; otherwise it is the one its author signs in with. */
  given: boolean;
  /** Of the comment. */
  language: Language;
  receiptCode: string;
}

@Injectable()
export class CommentContacts {
  constructor(private readonly database: Database) {}

  /** Contacts of those comments whose author can be reached, in the order asked. Withdrawn ones are left out. */
  async forComments(ctx: Pick<Ctx, 'tx'>, commentIds: readonly string[]): Promise<CommentContact[]> {
    const among = isIn('c.id', commentIds);
    const rows: {
      commentId: string;
      own: string | null;
      email: string | null;
      language: Language;
      receiptCode: string;
    }[] = await this.database.manager(ctx).query(
      `SELECT c.id AS commentId, p.email AS email, person.email AS own, c.language AS language, p.receipt_code AS receiptCode
         FROM comment c JOIN comment_private p ON p.comment_id = c.id
         LEFT JOIN person ON c.author_key LIKE 'person:%' AND person.id = SUBSTR(c.author_key, 8)
         WHERE ${among.text} AND c.state <> 'WITHDRAWN'`,
      among.values,
    );
    const byId = new Map(rows.map((row) => [row.commentId, row]));
    return commentIds.flatMap((id) => {
      const row = byId.get(id);
      const email = row?.email ?? row?.own;
      return row && email
        ? [
            {
              commentId: id,
              email,
              given: row.email !== null,
              language: row.language,
              receiptCode: row.receiptCode,
            },
          ]
        : [];
    });
  }
}
