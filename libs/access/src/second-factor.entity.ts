import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, IdPrimary, LongText, TimeColumn, Whole, Words, type Instant } from '@rapfang/platform';
import { PersonEntity } from './person.entity.js';

/** A public key of a person's device (WebAuthn credential). */
@Entity('passkey')
@Index('ux_passkey_credential', ['credentialHash'], { unique: true })
@Index('ix_passkey_person', ['personId'])
export class PasskeyEntity {
  @IdPrimary() id!: string;
  @IdColumn()
  @ForeignKey(() => PersonEntity, { name: 'fk_passkey_person' })
  personId!: string;
  /** Digest of the credential's id, which may be too long for an index. */
  @Words(64) credentialHash!: string;
  @LongText() credentialId!: string;
  /** COSE key as base64url. */
  @LongText() publicKey!: string;
  /** The device's own count of uses: unsigned, 32 bits, which an `int` of the databases does not hold. */
  @Words(10) signCount!: string;
  /** How the browser may reach it: `internal`, `usb,nfc`. */
  @Words(80, { nullable: true }) transports!: string | null;
  /** The name its owner gave it. */
  @Words(80) name!: string;
  @TimeColumn() createdAt!: Instant;
  @TimeColumn({ nullable: true }) lastUsedAt!: Instant | null;
}

/** An authenticator app (TOTP, RFC 6238); it counts once a code of it was confirmed. */
@Entity('authenticator_app')
@Index('ux_authenticator_app_person', ['personId'], { unique: true })
export class AuthenticatorAppEntity {
  @IdPrimary() id!: string;
  @IdColumn()
  @ForeignKey(() => PersonEntity, { name: 'fk_authenticator_app_person' })
  personId!: string;
  /** Sealed with the server's secret. */
  @Words(200) secretSealed!: string;
  @TimeColumn({ nullable: true }) confirmedAt!: Instant | null;
  /** Time step of the last code taken: neither it nor an earlier one is taken again. */
  @Whole({ default: 0 }) lastStep!: number;
  @TimeColumn() createdAt!: Instant;
}

/** A code on paper for the day the device is lost; works once. */
@Entity('recovery_code')
@Index('ux_recovery_code', ['personId', 'codeHash'], { unique: true })
export class RecoveryCodeEntity {
  @IdPrimary() id!: string;
  @IdColumn()
  @ForeignKey(() => PersonEntity, { name: 'fk_recovery_code_person' })
  personId!: string;
  /** Keyed with the server's secret: a copy of the table is not enough to try codes. */
  @Words(64) codeHash!: string;
  @TimeColumn() createdAt!: Instant;
  @TimeColumn({ nullable: true }) usedAt!: Instant | null;
}

/** What a passkey is asked to sign; bound to one browser by a cookie, used once. */
@Entity('passkey_challenge')
@Index('ux_passkey_challenge_token', ['tokenHash'], { unique: true })
@Index('ix_passkey_challenge_expiry', ['expiresAt'])
export class PasskeyChallengeEntity {
  @IdPrimary() id!: string;
  /** Digest of the secret in the browser's cookie. */
  @Words(64) tokenHash!: string;
  @Words(8) purpose!: 'REGISTER' | 'SIGN_IN';
  /** Who is to register a passkey; null when anyone may sign in with it. */
  @IdColumn({ nullable: true }) personId!: string | null;
  @Words(64) challenge!: string;
  @TimeColumn() expiresAt!: Instant;
}
