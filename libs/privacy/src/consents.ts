import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { PersonalData, ConsentPurpose, type DataSubject, type ExportedRow } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import { Clock, Database, invalid, newId, type Ctx, type Transaction } from '@rapfang/platform';
import { ConsentEntity } from './consent.entity.js';
import { currentText, findText } from './consent-texts.js';

type Writing = Ctx & { tx: Transaction };

export interface OwnConsent {
  purpose: ConsentPurpose;
  version: string | null;
  givenAt: string | null;
  currentVersion: string;
  due: boolean;
}

/** Consents given and taken back. */
@Injectable()
export class Consents implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly personalData: PersonalData,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.personalData.register({
      room: 'privacy',
      floor: 3,
      export: (ctx, subject) => this.export(ctx, subject),
      erase: async (ctx, subject) => {
        const where = whose(subject);
        if (where) await this.database.writing(ctx).delete(ConsentEntity, where);
      },
    });
  }

  /**
   * Notes what somebody agreed to, in the transaction of the act that asked for it.
   * @throws DomainError VALIDATION on `version` for one that was never shown to anybody
   */
  note(
    ctx: Writing,
    consent: { subjectKey: string; purpose: ConsentPurpose; version: string; commentId: string | null },
  ): void {
    if (!findText(consent.purpose, consent.version)) throw invalid('version', 'consentVersion');
    this.database.insertAtCommit(ctx, ConsentEntity, {
      id: newId(),
      ...consent,
      givenAt: this.clock.now(),
      withdrawnAt: null,
    });
  }

  /** The version that is shown now, for a box that was just ticked. */
  currentVersion(purpose: ConsentPurpose): string {
    return currentText(purpose).version;
  }

  /** @throws DomainError VALIDATION on `version` */
  async give(
    ctx: Ctx,
    { authorKey, kind }: DataSubject,
    purpose: ConsentPurpose,
    version: string,
  ): Promise<void> {
    if (!authorKey || kind !== 'PERSON') throw invalid('purpose', 'consentVersion');
    await this.database.transaction(ctx, async (ctx) => {
      this.note(ctx, { subjectKey: authorKey, purpose, version, commentId: null });
      await this.write(ctx, 'consent.given', { purpose, version });
    });
  }

  /** Takes back every consent of that purpose, and has the rooms take out what was kept on it. */
  async withdraw(ctx: Ctx, subject: DataSubject, purpose: ConsentPurpose): Promise<void> {
    const where = whose(subject);
    if (!where || purpose === 'ACCOUNT') throw invalid('purpose', 'consentVersion');
    await this.database.transaction(ctx, async (ctx) => {
      await this.database
        .writing(ctx)
        .update(
          ConsentEntity,
          { ...where, purpose, withdrawnAt: IsNull() },
          { withdrawnAt: this.clock.now() },
        );
      for (const room of this.personalData.rooms()) await room.withdrawConsent?.(ctx, subject, purpose);
      await this.write(ctx, 'consent.withdrawn', { purpose });
    });
  }

  /** What stands now of each purpose. */
  async of(ctx: Ctx, subject: DataSubject): Promise<OwnConsent[]> {
    const where = whose(subject);
    const rows = where
      ? await this.database
          .manager(ctx)
          .find(ConsentEntity, { where: { ...where, withdrawnAt: IsNull() }, order: { id: 'DESC' } })
      : [];
    return Object.values(ConsentPurpose).flatMap((purpose) => {
      const last = rows.find((row) => row.purpose === purpose);
      const currentVersion = this.currentVersion(purpose);
      const asked = purpose === 'ACCOUNT' && subject.kind === 'PERSON';
      if (!last && !asked) return [];
      const { version = null, givenAt = null } = last ?? {};
      return [{ purpose, version, givenAt, currentVersion, due: version !== currentVersion }];
    });
  }

  private write(ctx: Writing, action: string, after: Record<string, unknown>): Promise<void> {
    const { kind, id } = ctx.actor;
    return this.audit.append(ctx, { action, subject: { type: kind, id }, after });
  }

  private async *export(ctx: Ctx, subject: DataSubject): AsyncGenerator<ExportedRow> {
    const where = whose(subject);
    if (!where) return;
    const rows = await this.database.manager(ctx).find(ConsentEntity, { where, order: { id: 'ASC' } });
    for (const { purpose, version, commentId, givenAt, withdrawnAt } of rows)
      yield { set: 'consents', row: { purpose, version, commentId, givenAt, withdrawnAt } };
  }
}

function whose({ authorKey, commentId }: DataSubject): { subjectKey: string } | { commentId: string } | null {
  if (authorKey) return { subjectKey: authorKey };
  return commentId ? { commentId } : null;
}
