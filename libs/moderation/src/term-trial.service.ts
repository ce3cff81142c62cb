import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import { RecentStore } from '@rapfang/comment';
import { Clock, type Ctx } from '@rapfang/platform';
import type { CheckVerdict } from './check.kinds.js';
import { CHECKS, runChecks } from './checks.rules.js';
import { checkPermissions } from './check.permissions.js';
import { fold } from './fold.rules.js';
import { TermList } from './term-list.js';
import { TermMatcher, type TermMatching } from './term-matcher.rules.js';
import { readTerms } from './term.rules.js';

/** Comments among which new terms are tried. */
export const TRIAL_MOST = 1000;
const SAMPLES = 10;
/** Characters to each side of what was found. */
const AROUND = 40;

export interface TrialSample {
  commentId: string;
  before: string;
  found: string;
  after: string;
}

export interface TermTrial {
  looked: number;
  found: number;
  samples: TrialSample[];
}

/** Tries terms and texts before anything is decided; writes nothing. */
@Injectable()
export class TermTrialService {
  constructor(
    private readonly access: Access,
    private readonly recent: RecentStore,
    private readonly list: TermList,
    private readonly clock: Clock,
  ) {}

  /**
   * What terms would have met among the latest comments.
   * @throws DomainError VALIDATION on `lines`, FORBIDDEN
   */
  async tryTerms(ctx: Ctx, planId: string | null, lines: string, matching: TermMatching): Promise<TermTrial> {
    this.access.require(ctx, checkPermissions.manageTerms, { planId });
    const matcher = new TermMatcher(
      readTerms(lines).map((text) => ({ id: text, text, severity: 'HOLD', matching })),
    );
    const latest = await this.recent.listLatestBodies(ctx, planId, TRIAL_MOST);
    const met = latest.flatMap(({ id, body }) => {
      const [first] = matcher.find(body);
      return first ? [{ commentId: id, body, ...first }] : [];
    });
    const samples = met.slice(0, SAMPLES).map(({ commentId, body, start, end }) => ({
      commentId,
      before: body.slice(Math.max(0, start - AROUND), start),
      found: body.slice(start, end),
      after: body.slice(end, end + AROUND),
    }));
    return { looked: latest.length, found: met.length, samples };
  }

  /** What the checks say of a text, as the only comment there is. @throws DomainError FORBIDDEN */
  async tryText(ctx: Ctx, planId: string, body: string): Promise<CheckVerdict[]> {
    this.access.require(ctx, checkPermissions.readTerms, { planId });
    return runChecks(
      {
        ...{ body, letters: fold(body), at: this.clock.now(), sectionId: '', fingerprint: null, earlier: [] },
        ...{ isEdit: true, addressIsBusy: false, countsFlood: false },
        terms: await this.list.matcherFor(planId),
      },
      null,
      () => undefined,
      CHECKS,
    );
  }
}
