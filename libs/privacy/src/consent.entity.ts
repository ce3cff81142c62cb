import { Entity, Index } from 'typeorm';
import type { ConsentPurpose } from '@rapfang/access';
import { IdColumn, IdPrimary, TimeColumn, Words, type Instant } from '@rapfang/platform';

/** Who agreed to which version of which text, when; the texts themselves are in consent-texts.ts. */
@Entity('consent')
@Index('ix_consent_subject', ['subjectKey', 'purpose', 'id'])
@Index('ix_consent_comment', ['commentId'])
export class ConsentEntity {
  @IdPrimary() id!: string;
  /** `person:ID` or `guest:ID`. */
  @Words(40) subjectKey!: string;
  @Words(16) purpose!: ConsentPurpose;
  @Words(32) version!: string;
  /** The comment with which it was given. */
  @IdColumn({ nullable: true }) commentId!: string | null;
  @TimeColumn() givenAt!: Instant;
  @TimeColumn({ nullable: true }) withdrawnAt!: Instant | null;
}
