import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, IdPrimary, TimeColumn, Words, type Instant } from '@rapfang/platform';
import { PersonEntity } from './person.entity.js';

/** Somebody as an OpenID Connect provider knows them. One of them belongs to one person for good. */
@Entity('person_identity')
@Index('ux_person_identity', ['issuer', 'subject'], { unique: true })
@Index('ix_person_identity_person', ['personId'])
export class PersonIdentityEntity {
  @IdPrimary() id!: string;
  @IdColumn()
  @ForeignKey(() => PersonEntity, { name: 'fk_person_identity_person' })
  personId!: string;
  @Words(255) issuer!: string;
  /** The provider's own name of the person; personal data. */
  @Words(255) subject!: string;
  /** Short name under which the provider was configured then. */
  @Words(24) provider!: string;
  /** The best that this identity has been vouched for. */
  @Words(8) assurance!: 'EMAIL' | 'VERIFIED';
  @TimeColumn() createdAt!: Instant;
  @TimeColumn() lastUsedAt!: Instant;
}

/**
 * That a person is who they say, without saying who: a keyed hash of the national ID, in a table of its
 * own. The number itself is in no table, log, letter or error. One number, one account.
 */
@Entity('person_national_id')
@Index('ux_person_national_id', ['numberHash'], { unique: true })
export class PersonNationalIdEntity {
  /** The person's id. */
  @IdPrimary()
  @ForeignKey(() => PersonEntity, { name: 'fk_person_national_id' })
  id!: string;
  /** HMAC-SHA-256 as hex. */
  @Words(64) numberHash!: string;
  @TimeColumn() createdAt!: Instant;
}
