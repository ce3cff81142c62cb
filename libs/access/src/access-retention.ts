import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Retention } from './retention.js';

/** What of this room, and of the outbox below it, has a period. */
@Injectable()
export class AccessRetention implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.register(
      {
        kind: 'signInLinks',
        table: 'sign_in_link',
        key: 'id',
        since: 'sign_in_link.expires_at',
        where: '1 = 1',
        clear: null,
      },
      {
        kind: 'sessions',
        table: 'session',
        key: 'id',
        since: 'COALESCE(session.ended_at, session.expires_at)',
        where: '1 = 1',
        clear: null,
      },
      {
        kind: 'passkeyChallenges',
        table: 'passkey_challenge',
        key: 'id',
        since: 'passkey_challenge.expires_at',
        where: '1 = 1',
        clear: null,
      },
      {
        // An accepted one tells how somebody came by a role, and goes with the person.
        kind: 'invitations',
        table: 'invitation',
        key: 'id',
        since: 'COALESCE(invitation.revoked_at, invitation.expires_at)',
        where: 'invitation.accepted_at IS NULL',
        clear: null,
      },
      {
        // Those with a number in a live stream are what late readers catch up from, and hold ids of things only.
        kind: 'events',
        table: 'outbox',
        key: 'id',
        since: 'outbox.dispatched_at',
        where: 'outbox.stream IS NULL AND outbox.dispatched_at IS NOT NULL',
        clear: null,
      },
    );
  }
}
