import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, IdPrimary, TimeColumn, Words, type Instant, type Language } from '@rapfang/platform';
import { PersonEntity } from './person.entity.js';

/** A signed-in browser. The cookie holds the secret, the row only its digest. */
@Entity('session')
@Index('ux_session_token', ['tokenHash'], { unique: true })
@Index('ix_session_person', ['personId'])
export class SessionEntity {
  @IdPrimary() id!: string;
  @Words(64) tokenHash!: string;
  @IdColumn()
  @ForeignKey(() => PersonEntity, { name: 'fk_session_person' })
  personId!: string;
  @TimeColumn() createdAt!: Instant;
  @TimeColumn() expiresAt!: Instant;
  @TimeColumn({ nullable: true }) endedAt!: Instant | null;
}

/** A link sent by e-mail; works once. */
@Entity('sign_in_link')
@Index('ux_sign_in_link_token', ['tokenHash'], { unique: true })
export class SignInLinkEntity {
  @IdPrimary() id!: string;
  @Words(64) tokenHash!: string;
  @Words(254) email!: string;
  @Words(2) language!: Language;
  @TimeColumn() createdAt!: Instant;
  @TimeColumn() expiresAt!: Instant;
  @TimeColumn({ nullable: true }) usedAt!: Instant | null;
}
