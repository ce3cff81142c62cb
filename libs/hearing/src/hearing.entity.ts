import { Entity, ForeignKey, Index } from 'typeorm';
import { RoundEntity } from '@rapfang/consultation';
import { PlanEntity, SectionEntity } from '@rapfang/plan';
import { Flag, IdColumn, IdPrimary, TimeColumn, Whole, Words, type Instant } from '@rapfang/platform';
import type { HearingState } from './hearing.rules.js';
import type { StreamKind } from './stream-address.rules.js';

/** One live hearing of a round. */
@Entity('hearing')
@Index('ux_hearing_key', ['key'], { unique: true })
@Index('ix_hearing_plan', ['planId', 'startsAt'])
@Index('ix_hearing_round', ['roundId', 'startsAt'])
export class HearingEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => PlanEntity, { name: 'fk_hearing_plan' })
  @IdColumn()
  planId!: string;
  @Words(64) planKey!: string;
  @ForeignKey(() => RoundEntity, { name: 'fk_hearing_round' })
  @IdColumn()
  roundId!: string;
  /** Name in its address, unique everywhere. */
  @Words(64) key!: string;
  @Words(300, { nullable: true }) titleTh!: string | null;
  @Words(300, { nullable: true }) titleEn!: string | null;
  @Words(300, { nullable: true }) venueTh!: string | null;
  @Words(300, { nullable: true }) venueEn!: string | null;
  @TimeColumn() startsAt!: Instant;
  @TimeColumn() endsAt!: Instant;
  @Words(16) state!: HearingState;
  @IdColumn({ nullable: true }) currentItemId!: string | null;
  @Words(16, { nullable: true }) streamKind!: StreamKind | null;
  @Words(1000, { nullable: true }) streamUrl!: string | null;
  /** A second picture with sign language, where the stream does not carry it. */
  @Words(16, { nullable: true }) signKind!: StreamKind | null;
  @Words(1000, { nullable: true }) signUrl!: string | null;
  /** Live captions, on a page of their own. */
  @Words(1000, { nullable: true }) captionsUrl!: string | null;
  /** Least time between two comments of one person, seconds; 0 is no slow mode. */
  @Whole() slowSeconds!: number;
  /** Guests may comment, raise hands and vote. */
  @Flag() guestsMay!: number;
  @Flag() demonstration!: number;
  /** Counts changes of the set-up: who edits says which one was read. */
  @Whole() revision!: number;
  @TimeColumn({ nullable: true }) openedAt!: Instant | null;
  @TimeColumn({ nullable: true }) closedAt!: Instant | null;
  @TimeColumn() createdAt!: Instant;
}

/** One point on the agenda. */
@Entity('agenda_item')
@Index('ix_agenda_item_order', ['hearingId', 'position'])
export class AgendaItemEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => HearingEntity, { name: 'fk_agenda_item_hearing' })
  @IdColumn()
  hearingId!: string;
  @Whole() position!: number;
  @Words(300, { nullable: true }) titleTh!: string | null;
  @Words(300, { nullable: true }) titleEn!: string | null;
  /** The section it is about, where comments on it stand afterwards; without one it takes none. */
  @ForeignKey(() => SectionEntity, { name: 'fk_agenda_item_section' })
  @IdColumn({ nullable: true })
  sectionId!: string | null;
  @Words(64, { nullable: true }) sectionKey!: string | null;
  @Words(500, { nullable: true }) speakersTh!: string | null;
  @Words(500, { nullable: true }) speakersEn!: string | null;
  /** Planned length. */
  @Whole() minutes!: number;
  @TimeColumn({ nullable: true }) startedAt!: Instant | null;
  @TimeColumn({ nullable: true }) endedAt!: Instant | null;
}
