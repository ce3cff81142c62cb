import { Injectable } from '@nestjs/common';
import { DomainError, ErrorCode, type Ctx, type Transaction } from '@rapfang/platform';

/**
 * Whose data is asked for, and what proves it: a session, a guest's signed cookie, or a receipt code,
 * which stands for its one comment and nothing else.
 */
export interface DataSubject {
  readonly kind: 'PERSON' | 'GUEST' | 'RECEIPT';
  readonly personId: string | null;
  /** `person:ID` or `guest:ID`: everything said or supported under it. Null for a receipt. */
  readonly authorKey: string | null;
  /** The one comment of a receipt. */
  readonly commentId: string | null;
  /** The address that the person signs in with, and so has proved to be theirs. */
  readonly email: string | null;
}

/** One row of what a room holds, in plain words and values; rows of one set come one after the other. */
export interface ExportedRow {
  /** `comments`, `sessions`: described in docs/personal-data.md. */
  set: string;
  row: Record<string, unknown>;
}

/** What erasing would do to the comments of one round, told before it is done. */
export interface ErasureEffect {
  planKey: string | null;
  roundKey: string | null;
  title: { th: string | null; en: string | null } | null;
  rule: ErasureRule;
  /** Texts that stay public without a name. */
  kept: number;
  /** Public texts that go; a dated placeholder stays with its replies. */
  placeholders: number;
  /** What was never public: nothing of it stays. */
  gone: number;
}

/** What a round has said becomes of published comments whose author has their data erased. */
export const ErasureRule = { KEEP_PUBLIC_TEXT: 'KEEP_PUBLIC_TEXT', REMOVE_TEXT: 'REMOVE_TEXT' } as const;
export type ErasureRule = keyof typeof ErasureRule;

/** Shared by all rooms in one erasure. */
export interface ErasurePlan {
  /** Stands from now on where official acts name the person; drawn at random, kept nowhere else. */
  readonly pseudonym: string;
  /** SHA-256 of files that lose a row; those without any other row are removed after the commit. */
  readonly files: Set<string>;
  /** Ids of letters removed, of which the file post may have kept copies. */
  readonly letters: Set<string>;
}

/** Emitted by an erasure; ids of files and letters alone. What is not in the database goes after the commit. */
export const PERSONAL_DATA_ERASED = 'access.personalDataErased';

/** For what a person gives consent; each has texts of its own, by version. */
export const ConsentPurpose = {
  /** The account and what is kept with it: the privacy notice as a whole. */
  ACCOUNT: 'ACCOUNT',
  /** Letters to the address left with a comment. */
  LETTERS: 'LETTERS',
  /** Province, age, kind, disability: counted in groups. */
  PARTICIPANT: 'PARTICIPANT',
} as const;
export type ConsentPurpose = keyof typeof ConsentPurpose;

/** What one room does about personal data. */
export interface PersonalDataRoom {
  room: string;
  /** Of the room: higher rooms erase first, as they find theirs through the lower ones. */
  floor: number;
  export?(ctx: Ctx, subject: DataSubject): AsyncIterable<ExportedRow>;
  /** Runs in the one transaction of the erasure; twice is no harm. */
  erase(ctx: Ctx & { tx: Transaction }, subject: DataSubject, plan: ErasurePlan): Promise<void>;
  /** Takes out what was kept on that consent alone. */
  withdrawConsent?(
    ctx: Ctx & { tx: Transaction },
    subject: DataSubject,
    purpose: ConsentPurpose,
  ): Promise<void>;
  /** What becomes of the comments; only the comment room answers. */
  effects?(ctx: Ctx, subject: DataSubject): Promise<ErasureEffect[]>;
  /** Whom a receipt code stands for; null when there is no such receipt. */
  subjectOfReceipt?(ctx: Ctx, code: string): Promise<DataSubject | null>;
  /** @throws DomainError when the person may not leave yet */
  mayErase?(ctx: Ctx & { tx: Transaction }, subject: DataSubject): Promise<void>;
}

/** Every room says here, at module init, what it holds on a person: `personalData.register({ … })`. */
@Injectable()
export class PersonalData {
  readonly #rooms: PersonalDataRoom[] = [];

  register(room: PersonalDataRoom): void {
    this.#rooms.push(room);
    this.#rooms.sort((a, b) => b.floor - a.floor || (a.room < b.room ? -1 : 1));
  }

  /** Highest floor first. */
  rooms(): readonly PersonalDataRoom[] {
    return this.#rooms;
  }

  /** @throws DomainError NOT_FOUND on `receiptCode`; VALIDATION, RATE_LIMITED */
  async subjectOfReceipt(ctx: Ctx, code: string): Promise<DataSubject> {
    for (const room of this.#rooms) {
      const subject = await room.subjectOfReceipt?.(ctx, code);
      if (subject) return subject;
    }
    throw new DomainError(ErrorCode.NOT_FOUND, { field: 'receiptCode' });
  }
}
