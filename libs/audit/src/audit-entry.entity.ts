import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Flag, IdPrimary, LongText, TimeColumn, Whole, Words, type Instant } from '@rapfang/platform';

/**
 * One act, written in the transaction of the act. Never updated, never deleted. It names no person and
 * holds no free text: those lie in `audit_detail`, and here stands a digest of them.
 */
@Entity('audit_entry')
@Index('ix_audit_entry_subject', ['subjectType', 'subjectId'])
@Index('ix_audit_entry_plan', ['planId', 'id'])
export class AuditEntryEntity {
  @IdPrimary() id!: string;
  @TimeColumn() at!: Instant;
  /** The plan it was about, for who may read it; null where it was about none. */
  @Words(26, { nullable: true }) planId!: string | null;
  /** 'system', 'guest' or 'person'. */
  @Words(16) actorKind!: string;
  /** Null for the system. */
  @Words(64, { nullable: true }) actorDigest!: string | null;
  /** `comment.published`, `response.revised`: the domain's own verb. */
  @Words(64) action!: string;
  @Words(32) subjectType!: string;
  /** Null when the subject is a person, whose id is in the detail. */
  @Words(64, { nullable: true }) subjectId!: string | null;
  @Words(64, { nullable: true }) subjectDigest!: string | null;
  /** What changed, as canonical JSON; null where there was or is nothing. */
  @LongText({ nullable: true }) before!: string | null;
  @LongText({ nullable: true }) after!: string | null;
  @Words(64, { nullable: true }) reasonDigest!: string | null;
  @Words(26) requestId!: string;
}

/**
 * What lies beside an entry: who, about whom, in which words. A value without its salt has been erased:
 * of a person a pseudonym is left, of a reason nothing. The row also tells the sealer that the entry
 * waits, so that a write costs one statement and not two.
 */
@Entity('audit_detail')
@Index('ix_audit_detail_waiting', ['waiting', 'entryId'])
@Index('ix_audit_detail_actor', ['actorId'])
@Index('ix_audit_detail_subject', ['subjectId'])
export class AuditDetailEntity {
  @PrimaryColumn({ type: 'varchar', length: 26 }) entryId!: string;
  /** 1 until the sealer has chained the entry. */
  @Flag() waiting!: number;
  @Words(26, { nullable: true }) actorId!: string | null;
  @Words(22, { nullable: true }) actorSalt!: string | null;
  @Words(26, { nullable: true }) subjectId!: string | null;
  @Words(22, { nullable: true }) subjectSalt!: string | null;
  @LongText({ nullable: true }) reason!: string | null;
  @Words(22, { nullable: true }) reasonSalt!: string | null;
}

/** A link of the chain over all entries, in order of commit. Never updated, never deleted. */
@Entity('audit_seal')
@Index('ux_audit_seal_entry', ['entryId'], { unique: true })
@Index('ux_audit_seal_previous', ['previousHash'], { unique: true })
export class AuditSealEntity {
  @PrimaryColumn({ type: 'int' }) seq!: number;
  @Words(26) entryId!: string;
  @Words(64) entryHash!: string;
  @Words(64) previousHash!: string;
  @Words(64) chainHash!: string;
  @TimeColumn() sealedAt!: Instant;
}

/** What is published of a legal day once it is over. Never updated, never deleted. */
@Entity('audit_anchor')
export class AuditAnchorEntity {
  /** `2026-11-22`, in Bangkok. */
  @PrimaryColumn({ type: 'varchar', length: 10 }) day!: string;
  /** Links sealed on that day, and the last one up to its end; 0 entries leave the head as it was. */
  @Whole() entries!: number;
  @Whole() lastSeq!: number;
  /** RFC 6962 root over the day's chain hashes. */
  @Words(64) root!: string;
  /** Chain hash of `lastSeq`: stands for everything before it too. */
  @Column({ type: 'varchar', length: 64 }) chainHead!: string;
}
