import { Injectable } from '@nestjs/common';
import { systemContext, type Language } from '@rapfang/platform';
import { InvitationService } from './invitation.service.js';
import { InvitationStore } from './invitation.store.js';
import { EVERYWHERE, readAddress } from './people.rules.js';
import { PeopleStore } from './people.store.js';

/** Roles come from administrators; the first one is invited by whoever runs the server. */
@Injectable()
export class FirstAdministrator {
  constructor(
    private readonly people: PeopleStore,
    private readonly invitations: InvitationStore,
    private readonly inviting: InvitationService,
  ) {}

  /**
   * Invites unless there is an administrator everywhere, or an invitation of that address waits already.
   * @returns whether a letter was ordered
   * @throws DomainError VALIDATION
   */
  async ensure(address: string): Promise<boolean> {
    const ctx = systemContext();
    const email = readAddress(address);
    if ((await this.people.countAdministrators(ctx)) > 0) return false;
    const offer = { email, role: 'ADMINISTRATOR' as const, scope: EVERYWHERE, organisationId: null };
    if (await this.invitations.findSame(ctx, offer)) return false;
    await this.inviting.invite(ctx, { ...offer, language: 'th' });
    return true;
  }

  /**
   * Invites an administrator, also when there are others: how one gets back in who has lost every account.
   * An invitation of that address that waits is ended first, so that the newest letter is the one that counts.
   * @returns the link, for the operator's screen
   * @throws DomainError VALIDATION
   */
  async invite(address: string, language: Language): Promise<string> {
    const ctx = systemContext();
    const offer = {
      email: readAddress(address),
      role: 'ADMINISTRATOR' as const,
      scope: EVERYWHERE,
      organisationId: null,
    };
    const waiting = await this.invitations.findSame(ctx, offer);
    if (waiting) await this.inviting.revoke(ctx, waiting.id, 'Sent again by the operator of the server.');
    return (await this.inviting.invite(ctx, { ...offer, language })).link;
  }
}
