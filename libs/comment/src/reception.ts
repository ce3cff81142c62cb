import { Injectable } from '@nestjs/common';
import type { Ctx, Transaction } from '@rapfang/platform';
import { Consents } from '@rapfang/privacy';
import type { CommentRow } from './comment-sql.js';
import { Intake, type Draft, type Submission } from './intake.js';
import { Judges, type Verdict } from './judges.js';

/** A submission that can be a comment, and what the checks say of it. */
export interface Received extends Draft {
  verdict: Verdict;
}

/** Reads what is sent and has it judged, before the transaction, in which the next writer waits. */
@Injectable()
export class Reception {
  constructor(
    private readonly intake: Intake,
    private readonly judges: Judges,
    private readonly consents: Consents,
  ) {}

  /** @throws DomainError as `Intake.read`; judging throws nothing */
  async receive(ctx: Ctx, input: Submission): Promise<Received> {
    const draft = await this.intake.read(ctx, input);
    const { planId, sectionId } = draft.place;
    const place = { planId, sectionId, authorKey: draft.author.authorKey, depth: input.parentId ? 1 : 0 };
    const { at, round } = draft;
    const verdict = await this.judges.judge(ctx, { body: draft.text.body, place, round, at, edited: null });
    return { ...draft, verdict };
  }

  /** An address left here is for the letters that its field speaks of; for the rest a box was ticked. */
  noteConsents(
    ctx: Ctx & { tx: Transaction },
    { id: commentId, authorKey: subjectKey }: CommentRow,
    { email, consentVersion }: Draft['secret'],
  ): void {
    const given = { subjectKey, commentId };
    if (email) {
      const version = this.consents.currentVersion('LETTERS');
      this.consents.note(ctx, { ...given, purpose: 'LETTERS', version });
    }
    if (consentVersion)
      this.consents.note(ctx, { ...given, purpose: 'PARTICIPANT', version: consentVersion });
  }
}
