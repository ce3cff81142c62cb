import { Entity, Index } from 'typeorm';
import { IdPrimary, JsonColumn, TimeColumn, Words, type Instant } from '@rapfang/platform';

/** One act, written in the transaction of the act. Never updated, never deleted. */
@Entity('audit_entry')
@Index('ix_audit_subject', ['subjectType', 'subjectId'])
export class AuditEntryEntity {
  @IdPrimary() id!: string;
  @TimeColumn() at!: Instant;
  @Words(16) actorKind!: string;
  @Words(26) actorId!: string;
  /** `comment.published`, `response.revised`: the domain's own verb. */
  @Words(64) action!: string;
  @Words(32) subjectType!: string;
  @Words(64) subjectId!: string;
  /** What changed; null where there was or is nothing. */
  @JsonColumn({ nullable: true }) before!: Record<string, unknown> | null;
  @JsonColumn({ nullable: true }) after!: Record<string, unknown> | null;
  @Words(500, { nullable: true }) reason!: string | null;
  @Words(26) requestId!: string;
}
