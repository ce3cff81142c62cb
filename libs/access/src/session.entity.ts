import { Entity, ForeignKey, Index } from 'typeorm';
import {
  IdColumn,
  IdPrimary,
  TimeColumn,
  Words,
  type Assurance,
  type Instant,
  type Language,
} from '@rapfang/platform';
import { PersonEntity } from './person.entity.js';

/** How a session was opened. */
export const SignInMethod = { EMAIL: 'EMAIL', PASSKEY: 'PASSKEY', OIDC: 'OIDC', DEMO: 'DEMO' } as const;
export type SignInMethod = keyof typeof SignInMethod;

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
  @Words(8, { default: 'EMAIL' }) method!: SignInMethod;
  @Words(8, { default: 'EMAIL' }) assurance!: Assurance;
  /** When this session passed a second factor; roles sleep until then. */
  @TimeColumn({ nullable: true }) secondFactorAt!: Instant | null;
  /** To within some minutes: see `LastSeen`. */
  @TimeColumn({ nullable: true }) lastSeenAt!: Instant | null;
  /** A few words for the owner: "Chrome, Android"; never the whole of what the browser says. */
  @Words(40, { nullable: true }) device!: string | null;
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
