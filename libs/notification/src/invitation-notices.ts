import { Inject, Injectable } from '@nestjs/common';
import {
  EVERYWHERE,
  InvitationStore,
  openInvitation,
  PeopleViews,
  tokenOf,
  type InvitationEntity,
} from '@rapfang/access';
import {
  ENVIRONMENT,
  systemContext,
  type BilingualText,
  type Ctx,
  type DomainEvent,
  type Environment,
  type Language,
} from '@rapfang/platform';
import { PlanStore, PlanView } from '@rapfang/plan';
import type { MailToSend } from './mail.store.js';
import { invitationLetter } from './invitation.words.js';
import { MailKind } from './mail.words.js';

/** The letter of an invitation. Read anew, so that a revoked or newer one makes the older letter unsaid. */
@Injectable()
export class InvitationNotices {
  constructor(
    private readonly invitations: InvitationStore,
    private readonly people: PeopleViews,
    private readonly plans: PlanStore,
    private readonly views: PlanView,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  async sent({ id, payload }: DomainEvent): Promise<MailToSend[]> {
    const ctx = systemContext();
    const { invitationId, link } = openInvitation(this.environment, payload);
    const invitation = await this.invitations.findOpen(ctx, tokenOf(link));
    if (invitation?.id !== invitationId) return [];
    const { email, language, role, memberKind, organisationId, expiresAt } = invitation;
    const organisation = await this.people.organisation(ctx, organisationId);
    const facts = {
      link,
      role,
      plan: await this.planTitle(ctx, invitation),
      organisation: organisation && inLanguage(organisation.name, language),
      memberKind,
      invitedBy: await this.people.name(ctx, invitation.invitedById),
      expiresAt,
    };
    return [
      {
        key: `invitation:${id}`,
        kind: MailKind.INVITATION,
        recipient: email,
        language,
        ...invitationLetter(language, facts),
      },
    ];
  }

  /** Null for a role everywhere; the plan's key while it has no title to show. */
  private async planTitle(ctx: Ctx, { scope, language }: InvitationEntity): Promise<string | null> {
    if (scope === null || scope === EVERYWHERE) return null;
    const plan = await this.plans.findPlan(ctx, scope);
    const shown = plan && (await this.views.plan(ctx, plan));
    return (shown && inLanguage(shown.title, language)) || (plan?.key ?? null);
  }
}

function inLanguage(text: BilingualText, language: Language): string {
  return text[language] ?? text.th ?? text.en ?? '';
}
