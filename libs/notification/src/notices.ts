import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { openSignIn } from '@rapfang/access';
import { CommentContacts, CommentStore, type CommentContact } from '@rapfang/comment';
import { AppealStore } from '@rapfang/moderation';
import { ENVIRONMENT, systemContext, type Ctx, type DomainEvent, type Environment } from '@rapfang/platform';
import { ResponseViews } from '@rapfang/response';
import { Links } from './links.js';
import type { MailToSend } from './mail.store.js';
import {
  answeredLetter,
  appealLetter,
  decidedLetter,
  MailKind,
  receiptLetter,
  signInLetter,
  type DecidedFacts,
} from './mail.words.js';

/** Which letters an event calls for. Read anew, so that nobody is told what is no longer so. */
@Injectable()
export class Notices {
  constructor(
    private readonly contacts: CommentContacts,
    private readonly comments: CommentStore,
    private readonly responses: ResponseViews,
    private readonly appeals: AppealStore,
    private readonly links: Links,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** Each author once for each response, however many of their comments it answers and however often it is corrected. */
  async answered({ payload }: DomainEvent): Promise<MailToSend[]> {
    const ctx = systemContext();
    const responseId = payload['responseId'] as string;
    const [response] = await this.responses.liveViews([responseId]);
    if (!response) return [];
    const contacts = await this.contacts.forComments(ctx, payload['commentIds'] as string[]);
    return contacts.map((contact) => {
      const { language, receiptCode } = contact;
      const text = (both: { th: string | null; en: string | null }) =>
        both[language] ?? both.th ?? both.en ?? '';
      return {
        ...addressed(contact, MailKind.ANSWERED, `answered:${responseId}:${sameness(contact.email)}`),
        ...answeredLetter(language, {
          code: response.code,
          receiptCode,
          disposition: response.disposition,
          body: text(response.body),
          reason: text(response.reason),
          link: this.links.receipt(language, receiptCode),
        }),
      };
    });
  }

  /** Only to an address that was left with the comment: who is signed in finds it among their own. */
  async submitted({ payload }: DomainEvent): Promise<MailToSend[]> {
    const contact = await this.contactOf(systemContext(), payload);
    if (!contact?.given) return [];
    const { language, receiptCode, commentId } = contact;
    return [
      {
        ...addressed(contact, MailKind.RECEIPT, `receipt:${commentId}`),
        ...receiptLetter(language, { code: receiptCode, link: this.links.receipt(language, receiptCode) }),
      },
    ];
  }

  /** Held, refused or hidden; nothing when it is so no longer. */
  async decided({ id, payload }: DomainEvent, state: DecidedFacts['state']): Promise<MailToSend[]> {
    const ctx = systemContext();
    const comment = await this.comments.findById(ctx, payload['commentId'] as string);
    // The same state by a later decision has a letter of its own.
    const changedAt = payload['changedAt'];
    if (comment?.state !== state || (changedAt && comment.stateChangedAt !== changedAt)) return [];
    const contact = await this.contactOf(ctx, payload);
    if (!contact) return [];
    const { language, receiptCode } = contact;
    const { reasonCode, reasonText } = comment;
    return [
      {
        ...addressed(contact, MailKind.NOT_PUBLISHED, `decided:${id}`),
        ...decidedLetter(language, {
          state,
          receiptCode,
          reasonCode,
          reasonText,
          link: this.links.receipt(language, receiptCode),
        }),
      },
    ];
  }

  /** The outcome of an appeal, with its reason. */
  async appealDecided({ payload }: DomainEvent): Promise<MailToSend[]> {
    const ctx = systemContext();
    const appeal = await this.appeals.getById(ctx, payload['appealId'] as string);
    const contact = await this.contactOf(ctx, payload);
    if (!contact || (appeal.state !== 'UPHELD' && appeal.state !== 'OVERTURNED')) return [];
    const { language, receiptCode } = contact;
    return [
      {
        ...addressed(contact, MailKind.APPEAL_DECIDED, `appeal:${appeal.id}`),
        ...appealLetter(language, {
          outcome: appeal.state,
          receiptCode,
          reason: appeal.reasonText ?? '',
          link: this.links.receipt(language, receiptCode),
        }),
      },
    ];
  }

  signIn({ id, payload }: DomainEvent): MailToSend[] {
    const { email, language, link } = openSignIn(this.environment, payload);
    return [
      {
        key: `signIn:${id}`,
        kind: MailKind.SIGN_IN,
        recipient: email,
        language,
        ...signInLetter(language, link),
      },
    ];
  }

  private async contactOf(ctx: Ctx, payload: Record<string, unknown>): Promise<CommentContact | null> {
    return (await this.contacts.forComments(ctx, [payload['commentId'] as string]))[0] ?? null;
  }
}

function addressed(contact: CommentContact, kind: MailKind, key: string) {
  return { key, kind, recipient: contact.email, language: contact.language };
}

/** The same for the same address; an address itself does not belong in a key. */
function sameness(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
}
