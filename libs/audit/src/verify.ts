import type { Database, Instant } from '@rapfang/platform';
import { PSEUDONYMISED, REASONS_ERASED } from './audit.service.js';
import { dayAfter, GENESIS, legalDay, startOf, type EntryFacts } from './record.rules.js';
import {
  checkDetail,
  checkEntry,
  checkSeal,
  DayTally,
  type Anchor,
  type Before,
  type Detail,
  type Problem,
  type Seal,
} from './verify.rules.js';
import { VerifyStore } from './verify.store.js';

export interface Verification {
  sound: boolean;
  /** Links checked, from which to which. */
  links: number;
  fromSeq: number;
  lastSeq: number;
  chainHead: string;
  anchors: number;
  /** Committed and not yet chained. */
  unsealed: { count: number; oldestAt: Instant | null };
  /** Entries of which something beside them was erased, by rule. */
  erased: number;
  /** Entries chained more than a day after the time they bear. */
  late: number;
  /** The first ones, in the order of the chain; `problemCount` counts all. */
  problems: Problem[];
  problemCount: number;
}

export interface VerifyOptions {
  /** Link to begin with; the one before it is taken as it stands. */
  from?: number;
  /** Hears how far it is, every few thousand links. */
  onProgress?: (done: number, of: number) => void;
}

const KEPT = 20;
const PROGRESS_EVERY = 20_000;
const DAY_MS = 86_400_000;

/**
 * Walks the whole record and recomputes everything: each entry's hash, what lies beside it, each link, each
 * anchor. Reads only, holds one page at a time.
 */
export async function verifyRecord(database: Database, options: VerifyOptions = {}): Promise<Verification> {
  const walk = new Walk(new VerifyStore(database), options);
  return walk.run();
}

class Walk {
  readonly #problems: Problem[] = [];
  #problemCount = 0;
  #links = 0;
  #erased = 0;
  #late = 0;
  #anchored = 0;
  readonly #pseudonyms = new Map<string, string>();
  readonly #reasons = new Map<string, EntryFacts>();

  constructor(
    private readonly store: VerifyStore,
    private readonly options: VerifyOptions,
  ) {}

  async run(): Promise<Verification> {
    const from = Math.max(1, this.options.from ?? 1);
    const [lastSeq, anchors] = [await this.store.lastSeq(), await this.store.anchors()];
    const earlier = from > 1 ? await this.store.findSeal(from - 1) : null;
    const start: Before = earlier ?? { seq: from - 1, chainHash: GENESIS, sealedAt: '' };
    const end = await this.chain(start, from, lastSeq, anchors);
    const unsealed = await this.unsealed();
    await this.erasures();
    return {
      sound: this.#problemCount === 0,
      links: this.#links,
      fromSeq: from,
      lastSeq: end.seq,
      chainHead: end.chainHash,
      anchors: this.#anchored,
      unsealed,
      erased: this.#erased,
      late: this.#late,
      problems: this.#problems,
      problemCount: this.#problemCount,
    };
  }

  private async chain(start: Before, from: number, lastSeq: number, anchors: Anchor[]): Promise<Before> {
    let before = start;
    const days = new Days(anchors, start, from);
    for await (const { seal, entry, detail } of this.store.links(from, lastSeq)) {
      this.note(...days.reach(seal, before), ...checkSeal(before, seal, entry), ...checkEntry(seal, entry));
      days.add(seal);
      if (entry) this.beside(entry, seal.seq, detail);
      if (entry && Date.parse(seal.sealedAt) - Date.parse(entry.at) > DAY_MS) this.#late += 1;
      before = seal;
      this.#links += 1;
      if (this.#links % PROGRESS_EVERY === 0) this.options.onProgress?.(seal.seq, lastSeq);
    }
    this.note(...days.end(before), ...missingDays(anchors));
    this.#anchored = days.checked;
    return before;
  }

  /** What no link holds: the honest tail waits for the sealer; anything else was put there, or cut out of the chain. */
  private async unsealed(): Promise<Verification['unsealed']> {
    const tail: Verification['unsealed'] = { count: 0, oldestAt: null };
    for await (const { entry, detail, waiting } of this.store.unsealed()) {
      this.beside(entry, null, detail);
      if (waiting) {
        tail.count += 1;
        if (!tail.oldestAt || entry.at < tail.oldestAt) tail.oldestAt = entry.at;
      } else {
        this.note({
          kind: 'STRAY',
          seq: null,
          entryId: entry.id,
          says: `Entry ${entry.id} is not in the chain and does not wait for it: it was inserted by hand, or its link was deleted.`,
        });
      }
    }
    for (const entryId of await this.store.listOrphans(KEPT)) {
      this.note({
        kind: 'MISSING',
        seq: null,
        entryId,
        says: `Entry ${entryId} is missing from audit_entry and from the chain; what lay beside it is still there.`,
      });
    }
    return tail;
  }

  private beside(entry: EntryFacts, seq: number | null, detail: Detail | null): void {
    const { problems, erased } = checkDetail(entry, seq, detail);
    this.note(...problems);
    if (erased.reason || erased.pseudonyms.length > 0) this.#erased += 1;
    for (const pseudonym of erased.pseudonyms) this.#pseudonyms.set(pseudonym, entry.id);
    if (erased.reason) this.#reasons.set(`${entry.subjectType}:${entry.subjectId}`, entry);
  }

  /** Every erasure is itself an entry; what is gone without one was taken. */
  private async erasures(): Promise<void> {
    for (const [pseudonym, entryId] of this.#pseudonyms) {
      if (await this.store.has(PSEUDONYMISED, 'pseudonym', pseudonym)) continue;
      const says = `Entry ${entryId}: "${pseudonym}" stands for a person, but no entry tells of their erasure.`;
      this.note({ kind: 'DETAIL', seq: null, entryId, says });
    }
    for (const { id: entryId, subjectType, subjectId } of this.#reasons.values()) {
      if (await this.store.has(REASONS_ERASED, subjectType, subjectId ?? '')) continue;
      const says = `Entry ${entryId}: the words of its reason are gone, but no entry tells of their erasure.`;
      this.note({ kind: 'DETAIL', seq: null, entryId, says });
    }
  }

  private note(...problems: Problem[]): void {
    this.#problemCount += problems.length;
    this.#problems.push(...problems.slice(0, KEPT - this.#problems.length));
  }
}

/** The anchors beside the chain, day by day. */
class Days {
  checked = 0;
  #tally: DayTally;
  /** The first moment after the day of the tally: spares a conversion per link. */
  #end: Instant;
  readonly #waiting: Anchor[];

  constructor(anchors: Anchor[], start: Before, from: number) {
    // An anchor that began before the first link checked cannot be recomputed.
    this.#waiting = anchors.filter(({ lastSeq, entries }) => lastSeq - entries + 1 >= from);
    this.#tally = new DayTally('', start);
    this.#end = '';
  }

  /** Closes the days that end before this link. */
  reach(seal: Seal, before: Before): Problem[] {
    if (seal.sealedAt < this.#end) return [];
    const day = legalDay(seal.sealedAt);
    const problems = this.close(before, day);
    this.#tally = new DayTally(day, before);
    this.#end = startOf(dayAfter(day));
    return problems;
  }

  add(seal: Seal): void {
    this.#tally.add(seal);
  }

  end(last: Before): Problem[] {
    const cut = this.#waiting.find(({ lastSeq }) => lastSeq > last.seq);
    if (!cut) return this.close(last, '9999-12-31');
    const says = `The chain ends at link ${last.seq}, but the anchor of ${cut.day} reaches to link ${cut.lastSeq}: the end was cut off.`;
    return [{ kind: 'CUT_OFF', seq: last.seq + 1, entryId: null, says }];
  }

  private close(before: Before, day: string): Problem[] {
    const problems: Problem[] = [];
    for (let next = this.#waiting[0]; next && next.day < day; next = this.#waiting[0]) {
      this.#waiting.shift();
      const tally = this.#tally.day === next.day ? this.#tally : new DayTally(next.day, before);
      problems.push(...tally.check(next));
      this.checked += 1;
    }
    return problems;
  }
}

/** Each day from the first anchored one to the last has one. */
function missingDays(anchors: Anchor[]): Problem[] {
  return anchors.flatMap(({ day, lastSeq }, index) => {
    const next = anchors[index + 1]?.day;
    const due = dayAfter(day);
    if (!next || next === due) return [];
    return [{ kind: 'ANCHOR', seq: lastSeq, entryId: null, says: `The anchor of ${due} is missing.` }];
  });
}
