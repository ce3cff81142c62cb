import { Inject, Injectable } from '@nestjs/common';
import {
  Clock,
  digest,
  ENVIRONMENT,
  Events,
  newSecret,
  seal,
  unseal,
  type Ctx,
  type Environment,
  type Transaction,
} from '@rapfang/platform';
import type { InvitationEntity } from './invitation.entity.js';

/** Emitted when an invitation is to be sent, the first time or again; `notification` sends the letter. */
export const INVITATION_SENT = 'access.invitationSent';

/** What the letter needs beside the invitation itself. It travels sealed: the outbox is kept. */
export interface InvitationSent {
  invitationId: string;
  link: string;
}

/** What an invitation keeps of its letter. */
export type LetterColumns = Pick<InvitationEntity, 'tokenHash' | 'sentAt' | 'expiresAt'>;

const PURPOSE = 'invitation';
const DAYS = 7;

/** The letter of an invitation: one token at a time, known to its reader alone. */
@Injectable()
export class InvitationLetter {
  constructor(
    private readonly clock: Clock,
    private readonly events: Events,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** Draws a token and orders the letter. @returns what to keep, and the link, which is kept nowhere */
  async order(
    ctx: Ctx & { tx: Transaction },
    { id, language }: Pick<InvitationEntity, 'id' | 'language'>,
  ): Promise<{ columns: LetterColumns; link: string }> {
    const secret = newSecret();
    const link = `${this.environment.publicUrl}${language === 'en' ? '/en' : ''}/invitations/${secret}`;
    const sent: InvitationSent = { invitationId: id, link };
    await this.events.emit(ctx, {
      type: INVITATION_SENT,
      stream: null,
      payload: { sealed: seal(this.environment.sessionSecret, PURPOSE, JSON.stringify(sent)) },
    });
    const sentAt = this.clock.now();
    return {
      columns: { tokenHash: digest(secret), sentAt, expiresAt: this.clock.in(DAYS * 86_400) },
      link,
    };
  }
}

/** @throws Error when SESSION_SECRET has changed since */
export function openInvitation(
  { sessionSecret }: Pick<Environment, 'sessionSecret'>,
  payload: Record<string, unknown>,
): InvitationSent {
  return JSON.parse(unseal(sessionSecret, PURPOSE, String(payload['sealed']))) as InvitationSent;
}

/** The token of a link, to see whether a later letter has taken its place. */
export function tokenOf(link: string): string {
  return new URL(link).pathname.split('/').at(-1) ?? '';
}
