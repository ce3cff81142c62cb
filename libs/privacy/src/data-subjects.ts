import { Injectable } from '@nestjs/common';
import { authorKey, PersonalData, PersonEntity, SessionEntity, type DataSubject } from '@rapfang/access';
import { Clock, Database, DomainError, ErrorCode, type Ctx } from '@rapfang/platform';

/** How long after signing in a person may export or erase, in minutes. */
const RECENT_MINUTES = 15;

/** Finds out whose data is asked for, and whether that is proved well enough. */
@Injectable()
export class DataSubjects {
  constructor(
    private readonly personalData: PersonalData,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The person signed in, the guest of the cookie, or the holder of a receipt.
   * @throws DomainError NOT_FOUND on `receiptCode`; VALIDATION, RATE_LIMITED
   */
  async of(ctx: Ctx, receiptCode: string | null | undefined): Promise<DataSubject> {
    if (receiptCode) return this.personalData.subjectOfReceipt(ctx, receiptCode);
    const { actor } = ctx;
    const person =
      actor.kind === 'person'
        ? await this.database.manager(ctx).findOneBy(PersonEntity, { id: actor.id })
        : null;
    return {
      kind: person ? 'PERSON' : 'GUEST',
      personId: person?.id ?? null,
      authorKey: authorKey(actor),
      commentId: null,
      email: person?.email ?? null,
    };
  }

  /** Guests and receipts prove themselves anew with each request; a session may be days old. */
  async isRecent({ actor }: Ctx, { kind }: DataSubject): Promise<boolean> {
    if (kind !== 'PERSON') return true;
    const session =
      actor.sessionId &&
      (await this.database.reader.manager.findOneBy(SessionEntity, { id: actor.sessionId }));
    return Boolean(session && session.createdAt > this.clock.in(-RECENT_MINUTES * 60));
  }

  /** @throws DomainError RECENT_SIGN_IN_REQUIRED */
  async requireRecent(ctx: Ctx, subject: DataSubject): Promise<void> {
    if (!(await this.isRecent(ctx, subject))) throw new DomainError(ErrorCode.RECENT_SIGN_IN_REQUIRED);
  }
}
