import { Injectable } from '@nestjs/common';
import type { ConsentPurpose, DataSubject, ErasureEffect, ErasureRule } from '@rapfang/access';
import { Database, type Ctx, type Transaction } from '@rapfang/platform';
import { COMMENT_COLUMNS, type CommentRow, type Sql } from './comment-sql.js';
import type { CommentPrivateEntity } from './comment-private.entity.js';

type Reading = Pick<Ctx, 'tx'>;

/** What an erasure must know of a comment. */
export type SubjectComment = Pick<
  CommentRow,
  'id' | 'rootId' | 'planId' | 'planKey' | 'sectionKey' | 'channel' | 'state' | 'authorKey'
> & { rule: ErasureRule };

const PAGE = 200;
/** A comment that came in no round is kept, as no round has said otherwise. */
const RULE = "COALESCE(r.erasure_rule, 'KEEP_PUBLIC_TEXT')";

/** Ids of the subject's comments, as SQL to stand in `IN (…)`. */
export function subjectComments(subject: DataSubject): Sql {
  const { text, values } = whose(subject, '');
  return { text: `SELECT id FROM comment WHERE ${text}`, values };
}

function whose({ authorKey, commentId }: DataSubject, prefix = 'c.'): Sql {
  if (authorKey) return { text: `${prefix}author_key = ?`, values: [authorKey] };
  return commentId ? { text: `${prefix}id = ?`, values: [commentId] } : { text: '1 = 0', values: [] };
}

/** A person's comments, supports and letters' addresses, for the person. */
@Injectable()
export class SubjectCommentStore {
  constructor(private readonly database: Database) {}

  listForErasure(ctx: Reading, subject: DataSubject): Promise<SubjectComment[]> {
    const where = whose(subject);
    return this.database.manager(ctx).query(
      `SELECT c.id AS id, c.root_id AS rootId, c.plan_id AS planId, c.plan_key AS planKey,
              c.section_key AS sectionKey, c.channel AS channel, c.state AS state,
              c.author_key AS authorKey, ${RULE} AS rule
         FROM comment c LEFT JOIN round r ON r.id = c.round_id WHERE ${where.text} ORDER BY c.id`,
      where.values,
    );
  }

  async listEffects(ctx: Reading, subject: DataSubject): Promise<ErasureEffect[]> {
    const where = whose(subject);
    const rows: Record<'planKey' | 'roundKey' | 'titleTh' | 'titleEn' | 'rule' | 'kind', string>[] &
      { total: number }[] = await this.database.manager(ctx).query(
      `SELECT c.plan_key AS planKey, r.\`key\` AS roundKey, r.title_th AS titleTh, r.title_en AS titleEn, ${RULE} AS rule,
              CASE WHEN c.state = 'PUBLISHED' THEN 'PUBLIC' WHEN c.published_at IS NOT NULL THEN 'SHOWN' ELSE 'NEVER' END AS kind,
              COUNT(*) AS total
         FROM comment c LEFT JOIN round r ON r.id = c.round_id WHERE ${where.text}
         GROUP BY c.plan_key, r.\`key\`, r.title_th, r.title_en, ${RULE}, kind ORDER BY c.plan_key, r.\`key\``,
      where.values,
    );
    const effects = new Map<string, ErasureEffect>();
    for (const { planKey, roundKey, titleTh, titleEn, rule, kind, total } of rows) {
      const key = `${planKey}/${roundKey}`;
      const effect = effects.get(key) ?? {
        planKey,
        roundKey,
        title: roundKey ? { th: titleTh, en: titleEn } : null,
        rule: rule as ErasureRule,
        kept: 0,
        placeholders: 0,
        gone: 0,
      };
      effects.set(key, effect);
      if (kind === 'NEVER') effect.gone += Number(total);
      else if (kind === 'PUBLIC' && rule === 'KEEP_PUBLIC_TEXT') effect.kept += Number(total);
      else effect.placeholders += Number(total);
    }
    return [...effects.values()];
  }

  /** Whole comments with their private part, oldest first, a page at a time. */
  async *comments(ctx: Reading, subject: DataSubject): AsyncGenerator<CommentRow & CommentPrivateEntity> {
    const where = whose(subject);
    for (let after = ''; ;) {
      const rows: (CommentRow & CommentPrivateEntity)[] = await this.database.manager(ctx).query(
        `SELECT ${COMMENT_COLUMNS}, p.receipt_code AS receiptCode, p.email AS email, p.province AS province,
                p.age_band AS ageBand, p.participant_kind AS participantKind, p.disability AS disability,
                p.consent_version AS consentVersion, p.consent_at AS consentAt
           FROM comment c JOIN comment_private p ON p.comment_id = c.id
          WHERE ${where.text} AND c.id > ? ORDER BY c.id LIMIT ${PAGE}`,
        [...where.values, after],
      );
      yield* rows;
      if (rows.length < PAGE) return;
      after = (rows.at(-1) as CommentRow).id;
    }
  }

  /** Where letters about these comments went, with the receipt code that each of them names. */
  listLetterContacts(ctx: Reading, subject: DataSubject): Promise<{ email: string; receiptCode: string }[]> {
    const own = subjectComments(subject);
    return this.database
      .manager(ctx)
      .query(
        `SELECT email, receipt_code AS receiptCode FROM comment_private WHERE email IS NOT NULL AND comment_id IN (${own.text})`,
        own.values,
      );
  }

  /** What was told on that consent goes: groups are counted without it from now on, letters no longer sent. */
  async withdrawConsent(
    ctx: Ctx & { tx: Transaction },
    subject: DataSubject,
    purpose: ConsentPurpose,
  ): Promise<void> {
    const columns = {
      ACCOUNT: null,
      LETTERS: 'email = NULL',
      PARTICIPANT:
        'province = NULL, age_band = NULL, participant_kind = NULL, disability = NULL, consent_version = NULL, consent_at = NULL',
    }[purpose];
    if (!columns) return;
    const own = subjectComments(subject);
    await this.database
      .writing(ctx)
      .query(`UPDATE comment_private SET ${columns} WHERE comment_id IN (${own.text})`, own.values);
  }

  /** Supports stay counted; each under a random name of its own, so that they cannot be put together. */
  async unlinkSupports(ctx: Ctx & { tx: Transaction }, supporterKey: string): Promise<void> {
    const random =
      this.database.kind === 'sqlite' ? 'lower(hex(randomblob(16)))' : "REPLACE(UUID(), '-', '')";
    await this.database
      .writing(ctx)
      .query(
        `UPDATE comment_support SET supporter_key = CONCAT('erased:', ${random}) WHERE supporter_key = ?`,
        [supporterKey],
      );
  }
}
