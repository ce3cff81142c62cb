import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import {
  DomainError,
  ErrorCode,
  type BilingualText,
  type Ctx,
  type Instant,
  type Transaction,
} from '@rapfang/platform';
import type { ResponseEntity } from './response.entity.js';
import { responsePermissions } from './response.permissions.js';
import { ResponseStore } from './response.store.js';

type Writing = Ctx & { tx: Transaction };

/** Taking a response up for a change, and leaving the trace of it. */
@Injectable()
export class ResponseRecord {
  constructor(
    private readonly store: ResponseStore,
    private readonly access: Access,
    private readonly audit: Audit,
  ) {}

  /**
   * The response, locked until the commit. A draft that the actor may not read looks like one that does not exist.
   * @throws DomainError NOT_FOUND
   */
  async takeUp(ctx: Writing, id: string): Promise<ResponseEntity> {
    const response = await this.store.getForChange(ctx, id);
    if (response.state === 'DRAFT' && !this.access.may(ctx, responsePermissions.readDrafts, response)) {
      throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
    }
    return response;
  }

  /** Writes the change if it still is what was taken up. @throws DomainError CONFLICT with the revision there is */
  async change(ctx: Writing, seen: ResponseEntity, change: Partial<ResponseEntity>): Promise<void> {
    if (!(await this.store.update(ctx, seen, change))) throw conflict(seen);
  }

  write(
    ctx: Writing,
    action: string,
    { id, planId }: Pick<ResponseEntity, 'id' | 'planId'>,
    before: Record<string, unknown> | null,
    after: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.append(ctx, { action, subject: { type: 'response', id }, planId, before, after });
  }
}

export function publishedBy({ actor }: Ctx, publishedAt: Instant) {
  return { publishedBy: actor.id, publishedByName: actor.displayName, publishedAt };
}

/** What the record keeps of a response; its texts are in `response` and `response_revision`. */
export function trace({
  state,
  revision,
  disposition,
  changedSectionKey,
}: ResponseEntity): Record<string, unknown> {
  return { state, revision, disposition, changedSectionKey };
}

export function textsOf(response: ResponseEntity): { body: BilingualText; reason: BilingualText } {
  return {
    body: { th: response.bodyTh, en: response.bodyEn },
    reason: { th: response.reasonTh, en: response.reasonEn },
  };
}

export function conflict(seen: Pick<ResponseEntity, 'revision' | 'state'>): DomainError {
  return new DomainError(ErrorCode.CONFLICT, {
    field: 'expectedRevision',
    params: { revision: seen.revision, state: seen.state },
  });
}
