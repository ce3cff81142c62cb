import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Clock, Database, newId, type Ctx, type Transaction } from '@rapfang/platform';
import { AuditDetailEntity, AuditEntryEntity } from './audit-entry.entity.js';
import { canonical } from './canonical.rules.js';
import { firstUnfit } from './entry-guard.rules.js';
import { commitment, type DetailField } from './record.rules.js';

export interface AuditRecord {
  /** The domain's own verb in the past tense: `comment.published`. */
  action: string;
  /** Of type `person` or `guest`, the id is kept beside the hash. */
  subject: { type: string; id: string };
  /** Plan it is about; left out, only those who hold a role everywhere read it. */
  planId?: string | null;
  /** Codes, ids of things, numbers, times. Nothing of a person, no free text: see entry-guard.rules.ts. */
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  /** Free text, kept beside the hash and erasable. */
  reason?: string | null;
}

type Writing = Ctx & { tx: Transaction };

/** Action of the entry that announces a pseudonym; its subject is the pseudonym. */
export const PSEUDONYMISED = 'person.pseudonymised';
/** Action of the entry that tells that reasons about a subject were erased. */
export const REASONS_ERASED = 'record.reasonsErased';

/** Subjects whose id is kept beside the hash. */
const PEOPLE = new Set(['person', 'guest']);

/** The append-only record of who did what, when and why. */
@Injectable()
export class Audit {
  /** Pseudonym by person, of those erased in a transaction under way: its later entries must not name them. */
  readonly #erased = new WeakMap<Transaction, Map<string, string>>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Appends one entry in the caller's transaction: the act and its trace stand or fall together.
   * @throws Error naming the key of `before` or `after` that would carry a person or free text into the record
   */
  async append(ctx: Writing, record: AuditRecord): Promise<void> {
    const { before = null, after = null } = record;
    const unfit = firstUnfit(before, 'before') ?? firstUnfit(after, 'after');
    if (unfit)
      throw new Error(`${record.action}: ${unfit} may not be in the record (see entry-guard.rules.ts).`);
    const id = newId();
    const { kind } = ctx.actor;
    const isPerson = PEOPLE.has(record.subject.type);
    const actor = beside(id, 'actor', kind === 'system' ? null : this.nameOf(ctx, ctx.actor.id));
    const subject = beside(id, 'subject', isPerson ? this.nameOf(ctx, record.subject.id) : null);
    const reason = beside(id, 'reason', record.reason || null);
    this.database.insertAtCommit(ctx, AuditEntryEntity, {
      id,
      at: this.clock.now(),
      planId: record.planId ?? null,
      actorKind: kind,
      actorDigest: actor.digest,
      action: record.action,
      subjectType: record.subject.type,
      subjectId: isPerson ? null : record.subject.id,
      subjectDigest: subject.digest,
      before: before && canonical(before),
      after: after && canonical(after),
      reasonDigest: reason.digest,
      requestId: ctx.requestId,
    });
    this.database.insertAtCommit(ctx, AuditDetailEntity, {
      entryId: id,
      waiting: 1,
      actorId: actor.value,
      actorSalt: actor.salt,
      subjectId: subject.value,
      subjectSalt: subject.salt,
      reason: reason.value,
      reasonSalt: reason.salt,
    });
  }

  /**
   * Takes a person or guest out of the record: wherever they acted or were the subject, one pseudonym
   * stands from now on, the same for all their acts, so that these still belong together. The words of
   * reasons about them go; reasons that they gave as staff stay, being the office's own. The chain still
   * verifies, and the erasure is itself an entry.
   * @param pseudonym the same that the rooms put in the person's place, so that acts and record agree
   * @returns the pseudonym's id
   */
  async pseudonymise(ctx: Ctx, personId: string, pseudonym = newId()): Promise<string> {
    return this.database.transaction(ctx, async (ctx) => {
      const names = this.#erased.get(ctx.tx) ?? new Map<string, string>();
      this.#erased.set(ctx.tx, names.set(personId, pseudonym));
      for (const row of ctx.tx.waiting.get(AuditDetailEntity) ?? []) {
        eraseIn(row as AuditDetailEntity, personId, pseudonym);
      }
      const { manager } = ctx.tx;
      const rows = await manager.countBy(AuditDetailEntity, [{ actorId: personId }, { subjectId: personId }]);
      await manager.update(AuditDetailEntity, { subjectId: personId }, { reason: null, reasonSalt: null });
      await manager.update(AuditDetailEntity, { actorId: personId }, { actorId: pseudonym, actorSalt: null });
      await manager.update(
        AuditDetailEntity,
        { subjectId: personId },
        { subjectId: pseudonym, subjectSalt: null },
      );
      await this.append(ctx, {
        action: PSEUDONYMISED,
        subject: { type: 'pseudonym', id: pseudonym },
        after: { entries: rows },
      });
      return pseudonym;
    });
  }

  /**
   * Takes whoever acted on one subject under that id out of its entries, and out of no others: the author
   * of one comment who shows its receipt has proved to be no more than that.
   */
  async pseudonymiseOn(
    ctx: Ctx,
    subject: { type: string; id: string },
    actorId: string,
    pseudonym: string,
  ): Promise<void> {
    await this.database.transaction(ctx, async (ctx) => {
      await ctx.tx.manager.query(
        `UPDATE audit_detail SET actor_id = ?, actor_salt = NULL WHERE actor_id = ? AND entry_id IN
           (SELECT id FROM audit_entry WHERE subject_type = ? AND subject_id = ?)`,
        [pseudonym, actorId, subject.type, subject.id],
      );
      await this.append(ctx, { action: PSEUDONYMISED, subject: { type: 'pseudonym', id: pseudonym } });
    });
  }

  /** Erases the words of all reasons about these subjects (a comment that its author has removed). */
  async eraseReasons(ctx: Ctx, subject: { type: string; ids: readonly string[] }): Promise<void> {
    await this.database.transaction(ctx, async (ctx) => {
      for (const id of subject.ids) {
        await ctx.tx.manager.query(
          `UPDATE audit_detail SET reason = NULL, reason_salt = NULL WHERE reason_salt IS NOT NULL AND entry_id IN
             (SELECT id FROM audit_entry WHERE subject_type = ? AND subject_id = ?)`,
          [subject.type, id],
        );
        await this.append(ctx, { action: REASONS_ERASED, subject: { type: subject.type, id } });
      }
    });
  }

  private nameOf({ tx }: Writing, id: string): string {
    return this.#erased.get(tx)?.get(id) ?? id;
  }
}

/** 128 random bits: without them a digest of a known person's id could be guessed. */
export function newSalt(): string {
  return randomBytes(16).toString('base64url');
}

function beside(entryId: string, field: DetailField, value: string | null) {
  if (value === null) return { value, salt: null, digest: null };
  const salt = newSalt();
  return { value, salt, digest: commitment(entryId, field, salt, value) };
}

/** As the statements of `pseudonymise` do, for a row that is not in the database yet. */
function eraseIn(row: AuditDetailEntity, personId: string, pseudonym: string): void {
  if (row.subjectId === personId)
    Object.assign(row, { reason: null, reasonSalt: null, subjectId: pseudonym, subjectSalt: null });
  if (row.actorId === personId) Object.assign(row, { actorId: pseudonym, actorSalt: null });
}
