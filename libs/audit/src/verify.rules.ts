import type { AuditAnchorEntity, AuditSealEntity } from './audit-entry.entity.js';
import { canonical } from './canonical.rules.js';
import { EMPTY_ROOT, GrowingRoot, leafHash } from './merkle.rules.js';
import { chainHash, commitment, entryHash, type DetailField, type EntryFacts } from './record.rules.js';

/** One thing that is not as it was written. */
export interface Problem {
  kind: 'GAP' | 'CHAIN' | 'SEAL' | 'ORDER' | 'MISSING' | 'ENTRY' | 'DETAIL' | 'ANCHOR' | 'CUT_OFF' | 'STRAY';
  seq: number | null;
  entryId: string | null;
  /** A sentence for people: what differs, and where. */
  says: string;
}

export interface Detail {
  actorId: string | null;
  actorSalt: string | null;
  subjectId: string | null;
  subjectSalt: string | null;
  reason: string | null;
  reasonSalt: string | null;
}

export type Seal = Pick<
  AuditSealEntity,
  'seq' | 'entryId' | 'entryHash' | 'previousHash' | 'chainHash' | 'sealedAt'
>;
export type Before = Pick<Seal, 'seq' | 'chainHash' | 'sealedAt'>;
export type Anchor = Pick<AuditAnchorEntity, 'day' | 'entries' | 'lastSeq' | 'root' | 'chainHead'>;

/** A link against the one before it: what is missing between them, and which column was changed. */
export function checkSeal(before: Before, seal: Seal, entry: EntryFacts | null): Problem[] {
  const { seq, entryId } = seal;
  const says = (kind: Problem['kind'], text: string): Problem => ({ kind, seq, entryId, says: text });
  const problems: Problem[] = [];
  const gap = seq !== before.seq + 1;
  if (gap) {
    const [first, last] = [before.seq + 1, seq - 1];
    const which = first === last ? `Link ${first} is` : `Links ${first} to ${last} are`;
    problems.push({ kind: 'GAP', seq: first, entryId: null, says: `${which} missing from audit_seal.` });
  }
  if (chainHash(seal) !== seal.chainHash) {
    const column = changedColumn(before, seal, entry);
    problems.push(
      says('SEAL', `Link ${seq} (entry ${entryId}): ${column} in audit_seal is not what was chained.`),
    );
  } else if (!gap && seal.previousHash !== before.chainHash) {
    problems.push(
      says(
        'CHAIN',
        `Link ${seq} (entry ${entryId}) does not follow on link ${before.seq}: its previous_hash is ${seal.previousHash}, and the link before has ${before.chainHash}.`,
      ),
    );
  }
  if (seal.sealedAt < before.sealedAt)
    problems.push(
      says('ORDER', `Link ${seq} (entry ${entryId}) is older than link ${before.seq} before it.`),
    );
  return problems;
}

/** The column of a changed link: the one with which, as it should be, the chain hash is right again. */
function changedColumn(before: Before, seal: Seal, entry: EntryFacts | null): string {
  const repairs: Partial<Seal>[] = [{ previousHash: before.chainHash }];
  const hash = entry && hashOrNull(entry);
  if (hash) repairs.push({ entryHash: hash });
  const found = repairs.find((repair) => chainHash({ ...seal, ...repair }) === seal.chainHash);
  if (found) return 'previousHash' in found ? 'previous_hash' : 'entry_hash';
  return 'one of seq, entry_id, sealed_at, chain_hash';
}

/** An entry against the hash that was chained. */
export function checkEntry(seal: Seal, entry: EntryFacts | null): Problem[] {
  const { seq, entryId } = seal;
  const problem = (kind: Problem['kind'], says: string): Problem[] => [{ kind, seq, entryId, says }];
  if (!entry) return problem('MISSING', `Entry ${entryId} (link ${seq}) is missing from audit_entry.`);
  for (const [column, text] of [
    ['before', entry.before],
    ['after', entry.after],
  ] as const) {
    if (text !== null && !isCanonical(text))
      return problem('ENTRY', `Entry ${entryId} (link ${seq}): ${column} is not as it was written.`);
  }
  if (entryHash(entry) === seal.entryHash) return [];
  return problem(
    'ENTRY',
    `Entry ${entryId} (link ${seq}) was changed: its columns give the hash ${entryHash(entry)}, and ${seal.entryHash} was chained.`,
  );
}

export interface Erased {
  /** Pseudonyms that stand where people were. */
  pseudonyms: string[];
  /** The words of the reason are gone, and the subject is not a person who was erased. */
  reason: boolean;
}

/** What lies beside an entry against its commitments, as long as it is there; what was erased is handed on. */
export function checkDetail(
  entry: EntryFacts,
  seq: number | null,
  detail: Detail | null,
): { problems: Problem[]; erased: Erased } {
  const erased: Erased = { pseudonyms: [], reason: false };
  const problems: Problem[] = [];
  const wrong = (says: string) => problems.push({ kind: 'DETAIL', seq, entryId: entry.id, says });
  const fields: [DetailField, string | null, string | null, string | null][] = [
    ['actor', entry.actorDigest, detail?.actorId ?? null, detail?.actorSalt ?? null],
    ['subject', entry.subjectDigest, detail?.subjectId ?? null, detail?.subjectSalt ?? null],
    ['reason', entry.reasonDigest, detail?.reason ?? null, detail?.reasonSalt ?? null],
  ];
  const where = `Entry ${entry.id}${seq === null ? '' : ` (link ${seq})`}`;
  if (!detail) wrong(`${where}: its row in audit_detail is missing; an erasure would have left one.`);
  for (const [field, digest, value, salt] of detail ? fields : []) {
    if (digest === null) {
      if (value !== null || salt !== null)
        wrong(`${where} has a ${field} in audit_detail, but was written without.`);
    } else if (salt === null) {
      if (field === 'reason') erased.reason = detail?.subjectSalt !== null || entry.subjectDigest === null;
      else if (value !== null) erased.pseudonyms.push(value);
      if ((value === null) !== (field === 'reason'))
        wrong(`${where}: the ${field} is neither there nor erased.`);
    } else if (value === null || commitment(entry.id, field, salt, value) !== digest) {
      wrong(`${where}: the ${field} in audit_detail is not the one that was written.`);
    }
  }
  return { problems, erased };
}

/** A day's links as they come by, to be compared with its anchor. */
export class DayTally {
  readonly #root = new GrowingRoot();
  constructor(
    readonly day: string,
    private last: Before,
  ) {}

  add(seal: Seal): void {
    this.#root.add(leafHash(Buffer.from(seal.chainHash, 'hex')));
    this.last = seal;
  }

  check(anchor: Anchor): Problem[] {
    const found: [string, string | number, string | number][] = [
      ['entries', anchor.entries, this.#root.size],
      ['last_seq', anchor.lastSeq, this.last.seq],
      ['root', anchor.root, (this.#root.size ? this.#root.root : EMPTY_ROOT).toString('hex')],
      ['chain_head', anchor.chainHead, this.last.chainHash],
    ];
    const wrong = found.filter(([, says, is]) => says !== is);
    if (wrong.length === 0) return [];
    const what = wrong.map(([column, says, is]) => `${column} is ${says} there and ${is} in the chain`);
    return [
      {
        kind: 'ANCHOR',
        seq: anchor.lastSeq,
        entryId: null,
        says: `The anchor of ${anchor.day} does not fit the chain: ${what.join(', ')}.`,
      },
    ];
  }
}

function isCanonical(text: string): boolean {
  try {
    return canonical(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}

function hashOrNull(entry: EntryFacts): string | null {
  try {
    return entryHash(entry);
  } catch {
    return null;
  }
}
