import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Judges, RecentStore, type RecentComment, type TextToJudge, type Verdict } from '@rapfang/comment';
import { ENVIRONMENT, type Ctx, type Environment } from '@rapfang/platform';
import { AddressWatch } from './address-watch.js';
import type { Earlier, Material } from './check.kinds.js';
import { holdingCheck, REASON_OF, runChecks } from './checks.rules.js';
import { fingerprintOf } from './fingerprint.rules.js';
import { fold, type FoldedLetter } from './fold.rules.js';
import { FindingStore } from './finding.store.js';
import { FLOOD_SECONDS } from './repeat.rules.js';
import { TermList } from './term-list.js';

/** Comments of the author and of the section that a new one is compared with. */
const EARLIER_MOST = 30;

/** What judging reads. */
@Injectable()
export class JudgeSources {
  constructor(
    readonly recent: RecentStore,
    readonly terms: TermList,
    readonly address: AddressWatch,
  ) {}
}

/** Runs the checks on every text before it is public: one look at the database, the rest is pure. */
@Injectable()
export class JudgeService implements OnModuleInit {
  readonly #log = new Logger('Checks');

  constructor(
    private readonly judges: Judges,
    private readonly sources: JudgeSources,
    private readonly findings: FindingStore,
    @Inject(ENVIRONMENT) private readonly environment: Pick<Environment, 'rateLimits'>,
  ) {}

  onModuleInit(): void {
    this.judges.register((ctx, text) => this.judge(ctx, text));
  }

  private async judge(ctx: Ctx, text: TextToJudge): Promise<Verdict> {
    const { edited, place, at } = text;
    const letters = fold(text.body);
    const fingerprint = fingerprintOf(letters);
    const findings = runChecks(
      await this.material(ctx, text, letters, fingerprint),
      text.round?.checks ?? null,
      (check, error) => this.#log.error(`The check ${check} failed: ${reasonOf(error)}`),
    );
    const check = holdingCheck(findings);
    const { planId } = place;
    return {
      hold: check && REASON_OF[check],
      needsPerson: findings.some(({ evidence }) => evidence?.rule === 'NOT_RUN'),
      heldByChecks:
        edited?.state === 'HELD' && (await this.findings.listHeldByChecks(ctx, [edited.id])).size > 0,
      fingerprint,
      keep:
        findings.length === 0
          ? null
          : (ctx, commentId, revision) =>
              this.findings.insert(ctx, { planId, commentId, revision, at }, findings),
    };
  }

  private async material(
    ctx: Ctx,
    text: TextToJudge,
    letters: readonly FoldedLetter[],
    fingerprint: string | null,
  ): Promise<Material> {
    const { body, at, edited, place } = text;
    const since = new Date(Date.parse(at) - FLOOD_SECONDS * 1000).toISOString();
    const [terms, recent, addressIsBusy] = await Promise.all([
      this.sources.terms.matcherFor(place.planId),
      this.sources.recent.listRecent(ctx, { ...place, since, limit: EARLIER_MOST, fingerprint }),
      edited ? false : this.sources.address.isBusy(ctx),
    ]);
    return {
      ...{ body, letters, at, fingerprint, terms, addressIsBusy },
      sectionId: place.sectionId,
      earlier: earlierThan(recent, place.authorKey, edited?.id),
      isEdit: edited !== null,
      countsFlood: this.environment.rateLimits,
    };
  }
}

/** Each comment once, the one that is being edited left out. */
function earlierThan(
  recent: readonly RecentComment[],
  authorKey: string,
  editedId: string | undefined,
): Earlier[] {
  const byId = new Map(recent.map((one) => [one.id, one]));
  if (editedId) byId.delete(editedId);
  return [...byId.values()].map(({ authorKey: by, ...one }) => ({ ...one, own: by === authorKey }));
}

/** Never the text of the comment. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
