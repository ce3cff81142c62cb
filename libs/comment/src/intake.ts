import { Injectable } from '@nestjs/common';
import { participationLack, RoundStore, type RoundEntity } from '@rapfang/consultation';
import { findText } from '@rapfang/privacy';
import { PlanStore } from '@rapfang/plan';
import {
  Clock,
  DomainError,
  ErrorCode,
  invalid,
  type Ctx,
  type Instant,
  type Language,
  type Transaction,
} from '@rapfang/platform';
import { AuthorStore, type AuthorColumns } from './author.store.js';
import type { CommentPrivateEntity } from './comment-private.entity.js';
import { CommentLimits } from './comment-limits.js';
import type { CommentRow } from './comment-sql.js';
import { cleanBody, cleanEmail } from './comment-text.rules.js';
import type { AgeBand, Channel, ParticipantKind, Stance } from './comment.kinds.js';
import { readProvince } from './provinces.js';

/** What a participant says of themselves, with consent to a text of that version. */
export interface Participant {
  province?: string | null;
  ageBand?: AgeBand | null;
  kind?: ParticipantKind | null;
  disability?: boolean | null;
  consentVersion: string;
}

/** Where a comment is sent from, when not from its section's page. Given by rooms, never by a client. */
export interface Origin {
  channel: Channel;
  /** The round it comes in, whatever other rounds are open for the section. */
  roundId: string;
  /** Keeps what the room knows of it: in its transaction, before anybody hears of it. */
  keep: (ctx: Ctx & { tx: Transaction }, comment: CommentRow) => Promise<void>;
}

export interface Submission {
  clientId: string;
  planKey: string;
  sectionKey: string;
  parentId?: string | null;
  stance?: Stance | null;
  body: string;
  language: Language;
  displayName?: string | null;
  organisationId?: string | null;
  email?: string | null;
  participant?: Participant | null;
  uploadIds?: readonly string[] | null;
  origin?: Origin;
}

/** A submission read and found right, before it is a comment. */
export interface Draft {
  at: Instant;
  place: Pick<
    CommentRow,
    'planId' | 'planKey' | 'roundId' | 'versionId' | 'versionNumber' | 'sectionId' | 'sectionKey'
  >;
  author: AuthorColumns;
  text: Pick<CommentRow, 'stance' | 'language' | 'body'>;
  secret: Omit<CommentPrivateEntity, 'commentId' | 'receiptCode'>;
  round: RoundEntity;
  /** The round publishes only what a moderator has read. */
  judgedFirst: boolean;
}

/** Reads a submission against its section and round. */
@Injectable()
export class Intake {
  constructor(
    private readonly clock: Clock,
    private readonly plans: PlanStore,
    private readonly rounds: RoundStore,
    private readonly authors: AuthorStore,
    private readonly limits: CommentLimits,
  ) {}

  /**
   * Runs before the transaction: the lookups are cached per request, and a writer that waits for
   * nothing lets the next one in sooner.
   * @throws DomainError VALIDATION, NOT_FOUND (section), ROUND_CLOSED, SIGN_IN_REQUIRED, VERIFIED_IDENTITY_REQUIRED, FORBIDDEN (organisation), RATE_LIMITED
   */
  async read(ctx: Ctx, input: Submission): Promise<Draft> {
    const at = this.clock.now();
    const body = cleanBody(input.body);
    const secret = { email: cleanEmail(input.email), ...readParticipant(input.participant, at) };
    checkConsent(secret.consentVersion);
    // What cannot be a comment costs its sender nothing; what can, counts.
    await this.limits.use(ctx, 'submit');
    await this.limits.use(ctx, 'submitDay');
    const section = await this.plans.findSection(ctx, input.planKey, input.sectionKey);
    if (!section) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'sectionKey' });
    const { origin } = input;
    const round = origin
      ? (await this.rounds.openRounds(ctx, section.planId, at)).find(({ id }) => id === origin.roundId)
      : await this.rounds.findOpenRound(ctx, section.planId, section.sectionId, at);
    if (!round) throw new DomainError(ErrorCode.ROUND_CLOSED);
    const lack = participationLack(round.participation, ctx.actor);
    if (lack) throw new DomainError(ErrorCode[lack]);
    const { planId, planKey, versionId, versionNumber, sectionId, sectionKey } = section;
    return {
      at,
      place: { planId, planKey, roundId: round.id, versionId, versionNumber, sectionId, sectionKey },
      author: await this.authors.authorOf(ctx, input),
      text: { stance: input.stance ?? null, language: input.language, body },
      secret,
      round,
      judgedFirst: round.moderationPolicy === 'BEFORE_PUBLICATION',
    };
  }
}

/**
 * Online, people agree to a text that was on the page; what is imported names the form it came on.
 * @throws DomainError VALIDATION on `participant.consentVersion` for a version that never was
 */
function checkConsent(version: string | null): void {
  if (version !== null && !findText('PARTICIPANT', version))
    throw invalid('participant.consentVersion', 'consentVersion');
}

/** @throws DomainError VALIDATION on `participant.…` */
export function readParticipant(
  participant: Participant | null | undefined,
  at: Instant,
): Omit<Draft['secret'], 'email'> {
  if (!participant) {
    return {
      province: null,
      ageBand: null,
      participantKind: null,
      disability: null,
      consentVersion: null,
      consentAt: null,
    };
  }
  const consentVersion = participant.consentVersion.trim();
  if (!/^[\w.:-]{1,32}$/.test(consentVersion)) throw invalid('participant.consentVersion', 'required');
  return {
    province: readProvince(participant.province),
    ageBand: participant.ageBand ?? null,
    participantKind: participant.kind ?? null,
    disability: participant.disability == null ? null : Number(participant.disability),
    consentVersion,
    consentAt: at,
  };
}
