import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { orNull } from '@rapfang/consultation';
import { BilingualTextModel, DateTime, type Instant } from '@rapfang/platform';
import type { AgendaItemEntity, HearingEntity } from './hearing.entity.js';
import { HearingMove, HearingState, publicState } from './hearing.rules.js';
import { StreamKind } from './stream-address.rules.js';

registerEnumType(HearingState, { name: 'HearingState' });
registerEnumType(HearingMove, { name: 'HearingMove' });
registerEnumType(StreamKind, { name: 'StreamKind' });

@ObjectType('HearingStream', {
  description: 'A picture to show: the player’s page, or the play list of an HLS stream.',
})
export class HearingStreamModel {
  @Field(() => StreamKind) kind!: StreamKind;
  @Field() url!: string;
}

@ObjectType('AgendaItem')
export class AgendaItemModel {
  @Field(() => ID) id!: string;
  @Field(() => Int, { description: 'From 1.' }) number!: number;
  @Field(() => BilingualTextModel) title!: BilingualTextModel;
  @Field(() => BilingualTextModel, { nullable: true }) speakers!: BilingualTextModel | null;
  /** Null where the item takes no comments. */
  @Field(() => String, { nullable: true }) sectionKey!: string | null;
  @Field(() => Int, { description: 'Planned length.' }) minutes!: number;
  @Field(() => DateTime, { description: 'By the plan; what happened is in startedAt.' })
  plannedAt!: Instant;
  @Field(() => DateTime, { nullable: true }) startedAt!: Instant | null;
  @Field(() => DateTime, { nullable: true }) endedAt!: Instant | null;
  // Not in the schema.
  sectionId!: string | null;
}

@ObjectType('Hearing')
export class HearingModel {
  @Field(() => ID) id!: string;
  @Field() key!: string;
  @Field(() => HearingState, { description: 'A rehearsal is told to the desk alone; others see PREPARED.' })
  state!: HearingState;
  @Field(() => BilingualTextModel) title!: BilingualTextModel;
  @Field(() => BilingualTextModel, { nullable: true }) venue!: BilingualTextModel | null;
  @Field(() => DateTime) startsAt!: Instant;
  @Field(() => DateTime) endsAt!: Instant;
  @Field(() => DateTime, { nullable: true }) openedAt!: Instant | null;
  @Field(() => DateTime, { nullable: true }) closedAt!: Instant | null;
  @Field(() => ID, { nullable: true }) currentItemId!: string | null;
  @Field(() => HearingStreamModel, { nullable: true }) stream!: HearingStreamModel | null;
  @Field(() => HearingStreamModel, { nullable: true }) signLanguage!: HearingStreamModel | null;
  @Field(() => String, { nullable: true }) captionsUrl!: string | null;
  @Field(() => Int) slowSeconds!: number;
  @Field() guestsMay!: boolean;
  @Field() demonstration!: boolean;
  @Field(() => Int) revision!: number;
  // Not in the schema: read by field resolvers.
  planId!: string;
  planKey!: string;
  roundId!: string;
}

/** @param desk the caller sees rehearsals */
export function hearingModel(row: HearingEntity, desk: boolean): HearingModel {
  const rehearsing = row.state === 'REHEARSAL' && !desk;
  return {
    id: row.id,
    key: row.key,
    state: desk ? row.state : publicState(row.state),
    title: { th: row.titleTh, en: row.titleEn },
    venue: orNull(row.venueTh, row.venueEn),
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    openedAt: row.openedAt,
    closedAt: row.closedAt,
    currentItemId: rehearsing ? null : row.currentItemId,
    stream: row.streamKind && row.streamUrl ? { kind: row.streamKind, url: row.streamUrl } : null,
    signLanguage: row.signKind && row.signUrl ? { kind: row.signKind, url: row.signUrl } : null,
    captionsUrl: row.captionsUrl,
    slowSeconds: row.slowSeconds,
    guestsMay: row.guestsMay === 1,
    demonstration: row.demonstration === 1,
    revision: row.revision,
    planId: row.planId,
    planKey: row.planKey,
    roundId: row.roundId,
  };
}

/** @param hidden a rehearsal that the caller may not see */
export function agendaItemModel(row: AgendaItemEntity, plannedAt: Instant, hidden: boolean): AgendaItemModel {
  return {
    id: row.id,
    number: row.position + 1,
    title: { th: row.titleTh, en: row.titleEn },
    speakers: orNull(row.speakersTh, row.speakersEn),
    sectionKey: row.sectionKey,
    minutes: row.minutes,
    plannedAt,
    startedAt: hidden ? null : row.startedAt,
    endedAt: hidden ? null : row.endedAt,
    sectionId: row.sectionId,
  };
}
