import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, IdPrimary, TimeColumn, Words, type Instant, type Language } from '@rapfang/platform';

@Entity('person')
@Index('ux_person_email', ['email'], { unique: true })
@Index('ux_person_demo_key', ['demoKey'], { unique: true })
export class PersonEntity {
  @IdPrimary() id!: string;
  /** Lower case; private, never in a public answer. */
  @Words(254, { nullable: true }) email!: string | null;
  @Words(120, { nullable: true }) displayName!: string | null;
  @Words(2) language!: Language;
  @Words(32, { nullable: true }) demoKey!: string | null;
  @TimeColumn() createdAt!: Instant;
}

@Entity('organisation')
@Index('ux_organisation_key', ['key'], { unique: true })
export class OrganisationEntity {
  @IdPrimary() id!: string;
  @Words(64) key!: string;
  @Words(300, { nullable: true }) nameTh!: string | null;
  @Words(300, { nullable: true }) nameEn!: string | null;
  @TimeColumn() createdAt!: Instant;
}

/** A speaker speaks in the organisation's name; a manager does too, and invites and removes its members. */
export const MemberKind = { SPEAKER: 'SPEAKER', MANAGER: 'MANAGER' } as const;
export type MemberKind = keyof typeof MemberKind;

/** Who may speak in an organisation's name. */
@Entity('membership')
@Index('ux_membership', ['personId', 'organisationId'], { unique: true })
@Index('ix_membership_organisation', ['organisationId', 'id'])
export class MembershipEntity {
  @IdPrimary() id!: string;
  @IdColumn()
  @ForeignKey(() => PersonEntity, { name: 'fk_membership_person' })
  personId!: string;
  @IdColumn()
  @ForeignKey(() => OrganisationEntity, { name: 'fk_membership_organisation' })
  organisationId!: string;
  @Words(8, { default: MemberKind.SPEAKER }) kind!: MemberKind;
  @TimeColumn() createdAt!: Instant;
}

/** A role on one plan (`scope` = plan id) or everywhere ('*'). */
@Entity('role_grant')
@Index('ux_role_grant', ['personId', 'role', 'scope'], { unique: true })
@Index('ix_role_grant_scope', ['scope', 'role'])
export class RoleGrantEntity {
  @IdPrimary() id!: string;
  @IdColumn()
  @ForeignKey(() => PersonEntity, { name: 'fk_role_grant_person' })
  personId!: string;
  @Words(16) role!: string;
  @Words(26) scope!: string;
  /** Of an AGENCY role: the organisation for which it is held; leaving that ends the role. */
  @IdColumn({ nullable: true })
  @ForeignKey(() => OrganisationEntity, { name: 'fk_role_grant_organisation' })
  organisationId!: string | null;
  @TimeColumn() createdAt!: Instant;
}
