import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, type Instant } from '@rapfang/platform';
import {
  AuditAnchorEntity,
  AuditDetailEntity,
  AuditEntryEntity,
  AuditSealEntity,
} from './audit-entry.entity.js';

const PAGE = 5000;

export interface RecordHead {
  /** Links of the chain so far, and its last hash; 0 and null before the first. */
  seq: number;
  chainHash: string | null;
  sealedAt: Instant | null;
  /** Links that no anchor covers yet. */
  notAnchored: number;
  /** Entries committed and not sealed. */
  waiting: number;
}

export interface AnchorFilter {
  /** Days before this one. */
  before?: string | null;
  /** Days after this one. */
  after?: string | null;
  limit: number;
  /** Oldest first. */
  ascending?: boolean;
}

/** Reads of the chain and its anchors. */
@Injectable()
export class SealStore {
  constructor(private readonly database: Database) {}

  async findLastAnchor(): Promise<AuditAnchorEntity | null> {
    return (await this.listAnchors({ limit: 1 }))[0] ?? null;
  }

  /** The newest day first. */
  listAnchors({ before, after, limit, ascending = false }: AnchorFilter): Promise<AuditAnchorEntity[]> {
    const query = this.anchors
      .createQueryBuilder('a')
      .orderBy('a.day', ascending ? 'ASC' : 'DESC')
      .take(limit);
    if (before) query.andWhere('a.day < :before', { before });
    if (after) query.andWhere('a.day > :after', { after });
    return query.getMany();
  }

  countAnchors(): Promise<number> {
    return this.anchors.count();
  }

  findAnchor(day: string): Promise<AuditAnchorEntity | null> {
    return this.anchors.findOneBy({ day });
  }

  /** The anchor that covers a link, if its day is over; and the last link before that day. */
  async findAnchorOf(seq: number): Promise<{ anchor: AuditAnchorEntity; firstSeq: number } | null> {
    const [anchor] = await this.anchors
      .createQueryBuilder('a')
      .where('a.last_seq >= :seq AND a.entries > 0', { seq })
      .orderBy('a.day', 'ASC')
      .take(1)
      .getMany();
    return anchor ? { anchor, firstSeq: anchor.lastSeq - anchor.entries + 1 } : null;
  }

  async findFirst(): Promise<AuditSealEntity | null> {
    return (await this.sealed.find({ order: { seq: 'ASC' }, take: 1 }))[0] ?? null;
  }

  async head(): Promise<RecordHead> {
    const [[last], anchor, waiting] = await Promise.all([
      this.sealed.find({ order: { seq: 'DESC' }, take: 1 }),
      this.findLastAnchor(),
      this.database.reader.getRepository(AuditDetailEntity).countBy({ waiting: 1 }),
    ]);
    const seq = last?.seq ?? 0;
    return {
      seq,
      chainHash: last?.chainHash ?? null,
      sealedAt: last?.sealedAt ?? null,
      notAnchored: seq - (anchor?.lastSeq ?? 0),
      waiting,
    };
  }

  /** Links in order, after `seq` and sealed before `until`, a page at a time. */
  async *stream(seq: number, until: Instant): AsyncGenerator<Pick<AuditSealEntity, 'seq' | 'chainHash'>> {
    for (let last = seq; ;) {
      const rows = await this.sealed
        .createQueryBuilder('s')
        .select(['s.seq', 's.chainHash'])
        .where('s.seq > :last AND s.sealed_at < :until', { last, until })
        .orderBy('s.seq', 'ASC')
        .take(PAGE)
        .getMany();
      yield* rows;
      if (rows.length < PAGE) return;
      last = rows.at(-1)?.seq ?? last;
    }
  }

  /** Chain hashes of `count` links from `seq` on. */
  async listChainHashes(seq: number, count: number): Promise<string[]> {
    const rows = await this.sealed
      .createQueryBuilder('s')
      .select(['s.seq', 's.chainHash'])
      .where('s.seq >= :seq AND s.seq < :end', { seq, end: seq + count })
      .orderBy('s.seq', 'ASC')
      .getMany();
    return rows.map((row) => row.chainHash);
  }

  /** Entries about one thing, oldest first, with their seals; unsealed ones too. */
  async listAbout(
    subjectType: string,
    subjectId: string,
    actions: readonly string[],
    limit: number,
  ): Promise<{ entry: AuditEntryEntity; seal: AuditSealEntity | null }[]> {
    const entries = await this.database.reader.getRepository(AuditEntryEntity).find({
      where: { subjectType, subjectId, action: In([...actions]) },
      order: { id: 'ASC' },
      take: limit,
    });
    const seals = await this.sealed.findBy({ entryId: In(entries.map(({ id }) => id)) });
    const byEntry = new Map(seals.map((seal) => [seal.entryId, seal]));
    return entries.map((entry) => ({ entry, seal: byEntry.get(entry.id) ?? null }));
  }

  private get sealed() {
    return this.database.reader.getRepository(AuditSealEntity);
  }

  private get anchors() {
    return this.database.reader.getRepository(AuditAnchorEntity);
  }
}
