import { Injectable } from '@nestjs/common';
import { RoundStore, type RoundEntity } from '@rapfang/consultation';
import { PlanStore, type PlanTree } from '@rapfang/plan';
import {
  Clock,
  Database,
  DomainError,
  ErrorCode,
  invalid,
  newId,
  type Ctx,
  type Transaction,
} from '@rapfang/platform';
import type { AgendaItemEntity, HearingEntity } from './hearing.entity.js';
import { HearingRecord } from './hearing-record.js';
import { hearingPermissions } from './hearing.permissions.js';
import { checkKey, checkTimes, checkTitle, ITEM_MINUTES_MOST, ITEMS_MOST } from './hearing.rules.js';
import { HearingStore } from './hearing.store.js';
import { StreamHosts } from './stream-hosts.js';

interface Texts {
  th?: string | null;
  en?: string | null;
}

export interface AgendaItemDraft {
  /** Of an item that stands already; null for a new one. */
  id?: string | null;
  title: Texts;
  /** The section it is about; without one it takes no comments (opening, break). */
  sectionKey?: string | null;
  speakers?: Texts | null;
  minutes: number;
}

export interface HearingDraft {
  title: Texts;
  venue?: Texts | null;
  startsAt: string;
  endsAt: string;
  streamUrl?: string | null;
  signUrl?: string | null;
  captionsUrl?: string | null;
  items: readonly AgendaItemDraft[];
}

export interface NewHearing extends HearingDraft {
  planKey: string;
  roundKey: string;
  key: string;
}

/** The rooms below that a hearing is made from. */
@Injectable()
export class HearingGround {
  constructor(
    readonly plans: PlanStore,
    readonly rounds: RoundStore,
    readonly hosts: StreamHosts,
  ) {}
}

/** Setting a hearing up: what it is about, when, where it is shown, and its agenda. */
@Injectable()
export class PrepareHearingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ground: HearingGround,
    private readonly hearings: HearingStore,
    private readonly record: HearingRecord,
  ) {}

  /**
   * Makes a hearing of a round, with its agenda.
   * @throws DomainError NOT_FOUND (plan, round), FORBIDDEN, VALIDATION naming the field, CONFLICT on `key`
   */
  async create(ctx: Ctx, input: NewHearing): Promise<HearingEntity> {
    const key = checkKey(input.key);
    const plan = await this.ground.plans.getPlanByKey(ctx, input.planKey);
    this.record.access.require(ctx, hearingPermissions.prepare, { planId: plan.id });
    const round = await this.ground.rounds.findRoundByKey(ctx, plan.id, input.roundKey);
    if (!round) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'roundKey' });
    return this.database.transaction(ctx, async (ctx) => {
      if (await this.hearings.findByKey(ctx, key))
        throw new DomainError(ErrorCode.CONFLICT, { field: 'key' });
      const hearing = await this.hearings.insert(ctx, {
        planId: plan.id,
        planKey: plan.key,
        roundId: round.id,
        key,
        ...this.columns(input),
        state: 'PREPARED',
        currentItemId: null,
        slowSeconds: 0,
        guestsMay: 1,
        demonstration: 0,
        revision: 1,
        openedAt: null,
        closedAt: null,
        createdAt: this.clock.now(),
      });
      await this.hearings.saveItems(ctx, hearing.id, await this.items(ctx, hearing, round, input.items, []));
      await this.record.prepared(ctx, hearing, 'hearing.created');
      return hearing;
    });
  }

  /**
   * Changes the set-up and the agenda. While it goes on, items that were begun stay as they are.
   * @param expectedRevision the revision that was read: when another stands by now, nothing is done
   * @throws DomainError as `create`; CONFLICT with `revision`; VALIDATION on `state` once closed
   */
  async change(ctx: Ctx, id: string, expectedRevision: number, input: HearingDraft): Promise<HearingEntity> {
    return this.database.transaction(ctx, async (ctx) => {
      const hearing = await this.hearings.lockById(ctx, id);
      this.record.access.require(ctx, hearingPermissions.prepare, { planId: hearing.planId });
      if (hearing.revision !== expectedRevision) {
        throw new DomainError(ErrorCode.CONFLICT, { params: { revision: hearing.revision } });
      }
      if (hearing.state === 'CLOSED') throw invalid('state', 'closed');
      const round = await this.ground.rounds.getRound(ctx, hearing.roundId);
      const old = await this.hearings.listItems(ctx, [id]);
      const items = await this.items(ctx, hearing, round, input.items, old);
      const change = { ...this.columns(input), revision: hearing.revision + 1 };
      await this.hearings.update(ctx, id, change);
      await this.hearings.saveItems(ctx, id, items);
      const changed = { ...hearing, ...change };
      await this.record.prepared(ctx, changed, 'hearing.changedSetUp');
      return changed;
    });
  }

  private columns(input: HearingDraft) {
    const title = checkTitle('title', input.title);
    const venue = optionalTexts('venue', input.venue);
    const stream = input.streamUrl ? this.ground.hosts.stream('streamUrl', input.streamUrl) : null;
    const sign = input.signUrl ? this.ground.hosts.stream('signUrl', input.signUrl) : null;
    const captionsUrl = input.captionsUrl ? this.ground.hosts.link('captionsUrl', input.captionsUrl) : null;
    return {
      titleTh: title.th,
      titleEn: title.en,
      venueTh: venue.th,
      venueEn: venue.en,
      ...checkTimes(input.startsAt, input.endsAt),
      streamKind: stream?.kind ?? null,
      streamUrl: stream?.url ?? null,
      signKind: sign?.kind ?? null,
      signUrl: sign?.url ?? null,
      captionsUrl,
    };
  }

  private async items(
    ctx: Ctx & { tx: Transaction },
    hearing: HearingEntity,
    round: RoundEntity,
    drafts: readonly AgendaItemDraft[],
    old: readonly AgendaItemEntity[],
  ): Promise<AgendaItemEntity[]> {
    if (drafts.length === 0) throw invalid('items', 'required');
    if (drafts.length > ITEMS_MOST) throw invalid('items', 'maxLength', { limit: ITEMS_MOST });
    const tree = await this.treeOf(ctx, hearing, round);
    const byId = new Map(old.map((item) => [item.id, item]));
    const seen = new Set<string>();
    const items = drafts.map((draft, position): AgendaItemEntity => {
      const field = `items.${position}`;
      const known = draft.id ? byId.get(draft.id) : undefined;
      if (draft.id && (!known || seen.has(draft.id)))
        throw new DomainError(ErrorCode.NOT_FOUND, { field: `${field}.id` });
      if (draft.id) seen.add(draft.id);
      if (!Number.isInteger(draft.minutes) || draft.minutes < 1 || draft.minutes > ITEM_MINUTES_MOST) {
        throw invalid(`${field}.minutes`, 'range', { least: 1, limit: ITEM_MINUTES_MOST });
      }
      const title = checkTitle(`${field}.title`, draft.title);
      const speakers = optionalTexts(`${field}.speakers`, draft.speakers);
      const section = draft.sectionKey ? tree.find(draft.sectionKey) : null;
      if (draft.sectionKey && !section)
        throw new DomainError(ErrorCode.NOT_FOUND, { field: `${field}.sectionKey` });
      // Comments already stand in the section of an item that was begun.
      if (known?.startedAt && (known.sectionKey ?? null) !== (section?.sectionKey ?? null)) {
        throw invalid(`${field}.sectionKey`, 'begun');
      }
      return {
        id: known?.id ?? newId(),
        hearingId: hearing.id,
        position,
        titleTh: title.th,
        titleEn: title.en,
        sectionId: section?.sectionId ?? null,
        sectionKey: section?.sectionKey ?? null,
        speakersTh: speakers.th,
        speakersEn: speakers.en,
        minutes: draft.minutes,
        startedAt: known?.startedAt ?? null,
        endedAt: known?.endedAt ?? null,
      };
    });
    const removed = old.find((item) => item.startedAt && !seen.has(item.id));
    if (removed) throw invalid('items', 'begun', { position: removed.position });
    return items;
  }

  private async treeOf(ctx: Ctx, hearing: HearingEntity, round: RoundEntity): Promise<PlanTree> {
    const { plans } = this.ground;
    const versionId = round.versionId ?? (await plans.findCurrentVersion(ctx, hearing.planId))?.id;
    if (!versionId) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'roundKey' });
    return plans.tree(ctx, versionId);
  }
}

function optionalTexts(
  field: string,
  texts: Texts | null | undefined,
): { th: string | null; en: string | null } {
  if (!texts?.th?.trim() && !texts?.en?.trim()) return { th: null, en: null };
  return checkTitle(field, texts);
}
