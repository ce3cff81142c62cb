import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import {
  Clock,
  Database,
  DomainError,
  ErrorCode,
  invalid,
  newId,
  type Ctx,
  type Instant,
  type Language,
} from '@rapfang/platform';
import type { BannedTermEntity } from './banned-term.entity.js';
import { checkPermissions } from './check.permissions.js';
import { TermList } from './term-list.js';
import type { TermMatching, TermSeverity } from './term-matcher.rules.js';
import { readTerms, sameness } from './term.rules.js';
import { TermStore } from './term.store.js';

export interface NewTerms {
  /** Null: on every plan. */
  planId: string | null;
  /** One a line. */
  lines: string;
  language: Language;
  severity: TermSeverity;
  matching: TermMatching;
  note?: string | null;
}

/** The list of banned terms as this process keeps and changes it. */
@Injectable()
export class Terms {
  constructor(
    readonly store: TermStore,
    readonly list: TermList,
  ) {}
}

/** Banned terms: who adds and retires them, and that it is on record. */
@Injectable()
export class TermService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly terms: Terms,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Those of the plan and those for every plan, by their text. @throws DomainError FORBIDDEN */
  async listTerms(ctx: Ctx, planId: string | null): Promise<BannedTermEntity[]> {
    this.access.require(ctx, checkPermissions.readTerms, { planId });
    const live = await this.terms.store.listLive(ctx);
    return live.filter((term) => term.planId === null || term.planId === planId);
  }

  /**
   * Adds what is not there yet.
   * @returns the new terms; how many lines were on the list already
   * @throws DomainError VALIDATION on `lines`, FORBIDDEN
   */
  async addTerms(ctx: Ctx, input: NewTerms): Promise<{ added: BannedTermEntity[]; known: number }> {
    this.access.require(ctx, checkPermissions.manageTerms, input);
    const { planId, language, severity, matching, note } = input;
    const texts = readTerms(input.lines);
    const result = await this.database.transaction(ctx, async (ctx) => {
      const live = await this.terms.store.listLive(ctx);
      const known = new Set(
        live
          .filter((term) => term.planId === null || term.planId === planId)
          .map(({ text }) => sameness(text)),
      );
      const addedAt = this.clock.now();
      const added = texts
        .filter((text) => !known.has(sameness(text)))
        .map((text) => ({
          ...{ id: newId(), planId, text, language, severity, matching, note: note?.trim() || null },
          ...{ addedBy: ctx.actor.id, addedAt, retiredAt: null, retiredBy: null },
        }));
      await this.terms.store.insert(ctx, added);
      for (const { id } of added) {
        await this.audit.append(ctx, {
          action: 'term.added',
          subject: { type: 'term', id },
          planId,
          after: { language, severity, matching },
          reason: note ?? null,
        });
      }
      return { added, known: texts.length - added.length };
    });
    this.terms.list.forget();
    return result;
  }

  /** @throws DomainError NOT_FOUND, FORBIDDEN, CONFLICT; VALIDATION on `reason` */
  async retireTerm(ctx: Ctx, id: string, reason: string): Promise<BannedTermEntity> {
    const words = reason.trim();
    const retired = await this.database.transaction(ctx, async (ctx) => {
      const term = await this.terms.store.getLive(ctx, id);
      this.access.require(ctx, checkPermissions.manageTerms, term);
      if (!words) throw invalid('reason', 'required');
      const by: { retiredAt: Instant; retiredBy: string } = {
        retiredAt: this.clock.now(),
        retiredBy: ctx.actor.id,
      };
      if (!(await this.terms.store.retire(ctx, id, by))) throw new DomainError(ErrorCode.CONFLICT);
      await this.audit.append(ctx, {
        action: 'term.retired',
        subject: { type: 'term', id },
        planId: term.planId,
        reason: words,
      });
      return { ...term, ...by };
    });
    this.terms.list.forget();
    return retired;
  }
}
