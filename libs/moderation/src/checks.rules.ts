import type { ReasonCode } from '@rapfang/comment';
import type { CheckLimit, RoundChecks } from '@rapfang/consultation';
import { CheckName, type Check, type CheckVerdict, type Material } from './check.kinds.js';
import { checkLength } from './length.rules.js';
import { checkLinks } from './links.rules.js';
import { checkPersonalData } from './personal-data.rules.js';
import { checkFlood, checkNearDuplicate } from './repeat.rules.js';
import { checkTerms } from './terms.rules.js';

/** Every check, in the order in which they speak: the first that holds gives the reason. One more is one line here. */
export const CHECKS: readonly (readonly [CheckName, Check])[] = [
  // What could harm somebody else comes first.
  [CheckName.PERSONAL_DATA, checkPersonalData],
  [CheckName.TERMS, checkTerms],
  [CheckName.LINKS, checkLinks],
  [CheckName.LENGTH, checkLength],
  [CheckName.FLOOD, checkFlood],
  [CheckName.NEAR_DUPLICATE, checkNearDuplicate],
];

/** What the author reads when a check has held the comment. */
export const REASON_OF: Readonly<Record<CheckName, ReasonCode>> = {
  PERSONAL_DATA: 'PERSONAL_DATA',
  TERMS: 'ABUSE',
  LINKS: 'ADVERTISING',
  LENGTH: 'UNREADABLE',
  FLOOD: 'OTHER',
  NEAR_DUPLICATE: 'DUPLICATE',
};

/** How far a check may go in a round; what a round does not say is HOLD. */
export function limitOf(checks: RoundChecks | null, check: CheckName): CheckLimit {
  return checks?.[check] ?? 'HOLD';
}

/**
 * Runs every check that the round has on. A check that fails stops neither the others nor the comment:
 * its verdict says NOT_RUN, and a person has to look.
 * @param failed hears what went wrong
 * @returns findings alone, those that passed left out, in order
 */
export function runChecks(
  material: Material,
  checks: RoundChecks | null,
  failed: (check: CheckName, error: unknown) => void,
  all: typeof CHECKS = CHECKS,
): CheckVerdict[] {
  const findings: CheckVerdict[] = [];
  for (const [check, look] of all) {
    const limit = limitOf(checks, check);
    if (limit === 'OFF') continue;
    try {
      const { outcome, evidence } = look(material);
      if (outcome === 'PASS') continue;
      findings.push({ check, outcome: limit === 'FLAG' ? 'FLAG' : outcome, evidence });
    } catch (error) {
      failed(check, error);
      findings.push({ check, outcome: 'FLAG', evidence: { rule: 'NOT_RUN' } });
    }
  }
  return findings;
}

/** The check that holds the comment, or null. */
export function holdingCheck(findings: readonly CheckVerdict[]): CheckName | null {
  return findings.find(({ outcome }) => outcome === 'HOLD')?.check ?? null;
}
