import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Access } from '@rapfang/access';
import { hearingPermissions, HearingStore } from '@rapfang/hearing';
import type { Actor } from '@rapfang/platform';
import type { StreamName } from './stream-names.js';

/** Who may hear a stream: asked when somebody joins, and for the desk again at each delivery. */
@Injectable()
export class StreamGate {
  /** Plan of each hearing, which never changes. */
  readonly #plans = new LRUCache<string, string>({ max: 1000 });

  constructor(
    private readonly access: Access,
    private readonly hearings: HearingStore,
  ) {}

  async mayHear(actor: Actor, stream: StreamName): Promise<boolean> {
    if (stream.kind === 'section') return true;
    const planId = await this.planOf(stream.hearingId);
    if (planId === null) return false;
    if (stream.kind === 'hearing') return true;
    return this.access.may({ actor }, hearingPermissions.readDesk, { planId });
  }

  private async planOf(hearingId: string): Promise<string | null> {
    const known = this.#plans.get(hearingId);
    if (known !== undefined) return known;
    const hearing = await this.hearings.findById({}, hearingId);
    if (!hearing) return null;
    this.#plans.set(hearingId, hearing.planId);
    return hearing.planId;
  }
}
