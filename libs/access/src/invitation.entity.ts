import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, IdPrimary, TimeColumn, Words, type Instant, type Language } from '@rapfang/platform';
import { OrganisationEntity, PersonEntity, type MemberKind } from './person.entity.js';
import type { Role } from './permission.js';

/**
 * An offer by e-mail: a role on a plan, a membership of an organisation, or (for an agency) both. Open until
 * it is accepted, revoked or past its time. Of the token in the letter only the digest is kept.
 */
@Entity('invitation')
@Index('ux_invitation_token', ['tokenHash'], { unique: true })
@Index('ix_invitation_scope', ['scope', 'id'])
@Index('ix_invitation_organisation', ['organisationId', 'id'])
@Index('ix_invitation_email', ['email'])
export class InvitationEntity {
  @IdPrimary() id!: string;
  @Words(64) tokenHash!: string;
  /** Lower case; private, shown to those who may invite here only. */
  @Words(254) email!: string;
  @Words(2) language!: Language;
  @Words(16, { nullable: true }) role!: Role | null;
  /** Plan id, or '*' for everywhere; null without a role. */
  @Words(26, { nullable: true }) scope!: string | null;
  @IdColumn({ nullable: true })
  @ForeignKey(() => OrganisationEntity, { name: 'fk_invitation_organisation' })
  organisationId!: string | null;
  @Words(8, { nullable: true }) memberKind!: MemberKind | null;
  /** Null when the operator of the server invited. */
  @IdColumn({ nullable: true })
  @ForeignKey(() => PersonEntity, { name: 'fk_invitation_invited_by' })
  invitedById!: string | null;
  @TimeColumn() createdAt!: Instant;
  /** When the letter that counts was ordered; sending again makes a new token. */
  @TimeColumn() sentAt!: Instant;
  @TimeColumn() expiresAt!: Instant;
  @TimeColumn({ nullable: true }) acceptedAt!: Instant | null;
  @IdColumn({ nullable: true })
  @ForeignKey(() => PersonEntity, { name: 'fk_invitation_accepted_by' })
  acceptedById!: string | null;
  @TimeColumn({ nullable: true }) revokedAt!: Instant | null;
}
