import { Injectable } from '@nestjs/common';
import {
  GUEST_COOKIE,
  PERSONAL_DATA_ERASED,
  PersonalData,
  SESSION_COOKIE,
  type CookieJar,
  type ErasurePlan,
} from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import { Database, Events, Limits, newId, type Ctx, type Limit, type Transaction } from '@rapfang/platform';
import { DataSubjects } from './data-subjects.js';

const PER_SUBJECT: Limit = { name: 'privacy.erase', points: 10, seconds: 3600 };
/** Hashes and ids in one event: the payload stays below what a text column of MariaDB takes. */
const CHUNK = 500;

/** The record of acts, and the word to those who clear up after the commit. */
@Injectable()
export class ErasureRecord {
  constructor(
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /** That it happened, to whom no more. */
  async write(ctx: Ctx & { tx: Transaction }, kind: string, plan: ErasurePlan): Promise<void> {
    await this.audit.append(ctx, {
      action: 'personalData.erased',
      subject: { type: 'dataSubject', id: plan.pseudonym },
      after: { kind, files: plan.files.size, letters: plan.letters.size },
    });
    const [files, letters] = [[...plan.files], [...plan.letters]];
    for (let from = 0; from < Math.max(files.length, letters.length); from += CHUNK) {
      await this.events.emit(ctx, {
        type: PERSONAL_DATA_ERASED,
        stream: null,
        payload: { files: files.slice(from, from + CHUNK), letters: letters.slice(from, from + CHUNK) },
      });
    }
  }
}

/** Erases what the rooms hold on a person, a guest or one comment: all rows in one transaction, files after it. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly database: Database,
    private readonly personalData: PersonalData,
    private readonly subjects: DataSubjects,
    private readonly record: ErasureRecord,
    private readonly limits: Limits,
  ) {}

  /**
   * At once and for good: the second step of the page is the time to think again. Erasing what is
   * erased already finds nothing and is no error.
   * @throws DomainError RECENT_SIGN_IN_REQUIRED, LAST_ADMINISTRATOR, RATE_LIMITED; NOT_FOUND on `receiptCode`
   */
  async erase(ctx: Ctx, cookies: CookieJar, receiptCode: string | null | undefined): Promise<void> {
    await this.limits.use(PER_SUBJECT, ctx.actor.kind === 'person' ? ctx.actor.id : ctx.address);
    const subject = await this.subjects.of(ctx, receiptCode);
    await this.subjects.requireRecent(ctx, subject);
    await this.database.transaction(ctx, async (outer) => {
      const plan: ErasurePlan = { pseudonym: newId(), files: new Set(), letters: new Set() };
      // What is written down of the erasure must not name the person again.
      const actor = {
        ...outer.actor,
        id: plan.pseudonym,
        displayName: null,
        grants: [],
        organisationIds: [],
      };
      const ctx = { ...outer, actor };
      for (const room of this.personalData.rooms()) await room.mayErase?.(ctx, subject);
      for (const room of this.personalData.rooms()) await room.erase(ctx, subject, plan);
      await this.record.write(ctx, subject.kind, plan);
    });
    if (subject.kind === 'PERSON') cookies.put(SESSION_COOKIE, '', 0);
    if (subject.kind === 'GUEST') cookies.put(GUEST_COOKIE, '', 0);
  }
}
