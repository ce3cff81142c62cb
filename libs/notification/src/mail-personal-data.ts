import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { PersonalData, type DataSubject, type ErasurePlan, type ExportedRow } from '@rapfang/access';
import { SubjectCommentStore } from '@rapfang/comment';
import { Database, type Ctx, type Transaction } from '@rapfang/platform';
import { MailEntity } from './mail.entity.js';

/** Addresses in one statement. */
const CHUNK = 500;

/** What this room holds on a person: the letters written to them. */
@Injectable()
export class MailPersonalData implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly database: Database,
    private readonly comments: SubjectCommentStore,
  ) {}

  onModuleInit(): void {
    this.personalData.register({
      room: 'notification',
      floor: 8,
      export: (ctx, subject) => this.export(ctx, subject),
      erase: (ctx, subject, plan) => this.erase(ctx, subject, plan),
    });
  }

  private async *export(ctx: Ctx, subject: DataSubject): AsyncGenerator<ExportedRow> {
    for (const { recipient, kind, subject: title, text, createdAt, sentAt } of await this.letters(
      ctx,
      subject,
    ))
      yield {
        set: 'letters',
        row: { to: recipient, kind, subject: title, text, writtenAt: createdAt, sentAt },
      };
  }

  /** Also those that wait: nobody writes to a person who has left. */
  private async erase(
    ctx: Ctx & { tx: Transaction },
    subject: DataSubject,
    plan: ErasurePlan,
  ): Promise<void> {
    const ids = (await this.letters(ctx, subject)).map(({ id }) => id);
    for (const id of ids) plan.letters.add(id);
    for (let from = 0; from < ids.length; from += CHUNK)
      await this.database.writing(ctx).delete(MailEntity, { id: In(ids.slice(from, from + CHUNK)) });
  }

  /**
   * Every letter to the address that the person has proved to be theirs. An address that was only typed
   * beside a comment may be another's: of its letters those that name a receipt of the subject's comments.
   */
  private async letters(ctx: Ctx, subject: DataSubject): Promise<MailEntity[]> {
    const manager = this.database.manager(ctx);
    const found = subject.email ? await manager.findBy(MailEntity, { recipient: subject.email }) : [];
    const contacts = (await this.comments.listLetterContacts(ctx, subject)).filter(
      ({ email }) => email !== subject.email,
    );
    const codes = Map.groupBy(contacts, ({ email }) => email);
    const addresses = [...codes.keys()];
    for (let from = 0; from < addresses.length; from += CHUNK) {
      const letters = await manager.findBy(MailEntity, {
        recipient: In(addresses.slice(from, from + CHUNK)),
      });
      found.push(
        ...letters.filter(({ recipient, text }) =>
          codes.get(recipient)?.some(({ receiptCode }) => text.includes(receiptCode)),
        ),
      );
    }
    return found;
  }
}
