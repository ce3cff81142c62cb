import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { AuditEntryEntity, AuditSealEntity } from './audit-entry.entity.js';
import { leafHash, pathOf, rootOf, type Hash } from './merkle.rules.js';
import { entryHash, hashedForm, type Link } from './record.rules.js';
import { SealStore } from './seal.store.js';
import type { Anchor } from './verify.rules.js';

/** Leaves of one block; a power of two, so that blocks are whole subtrees of the day. */
const BLOCK = 1024;
const DAYS_KEPT = 32;

/** One entry with all that is needed to recompute its way to a published root. See docs/record.md. */
export interface EntryProof {
  entry: Record<string, unknown>;
  entryHash: string;
  /** Null until the sealer has chained it. */
  link: (Link & { chainHash: string }) | null;
  /** Null until the day is over. */
  anchor: (Anchor & { index: number; path: string[] }) | null;
}

/** Inclusion proofs: a day's leaves are read in blocks, and the roots of whole blocks remembered. */
@Injectable()
export class Proofs {
  readonly #blocks = new LRUCache<string, Promise<Hash[]>>({ max: DAYS_KEPT });

  constructor(private readonly seals: SealStore) {}

  /** @param subject an id of the product: `comment` and the comment's id; only these actions are told of */
  async about(
    subject: { type: string; id: string },
    actions: readonly string[],
    limit: number,
  ): Promise<EntryProof[]> {
    const found = await this.seals.listAbout(subject.type, subject.id, actions, limit);
    return Promise.all(found.map(({ entry, seal }) => this.prove(entry, seal)));
  }

  private async prove(entry: AuditEntryEntity, seal: AuditSealEntity | null): Promise<EntryProof> {
    const own = { entry: hashedForm(entry), entryHash: entryHash(entry) };
    if (!seal) return { ...own, link: null, anchor: null };
    const { seq, entryId, previousHash, sealedAt, chainHash } = seal;
    const link = { seq, entryId, entryHash: seal.entryHash, previousHash, sealedAt, chainHash };
    const covered = await this.seals.findAnchorOf(seq);
    if (!covered) return { ...own, link, anchor: null };
    const { day, entries, lastSeq, root, chainHead } = covered.anchor;
    const anchor = { day, entries, lastSeq, root, chainHead };
    const index = seq - covered.firstSeq;
    const path = await this.path(anchor, covered.firstSeq, index);
    return { ...own, link, anchor: { ...anchor, index, path: path.map((hash) => hash.toString('hex')) } };
  }

  private async path(anchor: Anchor, firstSeq: number, index: number): Promise<Hash[]> {
    const block = Math.floor(index / BLOCK);
    const leaves = await this.leaves(anchor, firstSeq, block);
    const within = pathOf(leaves, index % BLOCK);
    if (anchor.entries <= BLOCK) return within;
    return [...within, ...pathOf(await this.blockRoots(anchor, firstSeq), block)];
  }

  private blockRoots(anchor: Anchor, firstSeq: number): Promise<Hash[]> {
    const kept = this.#blocks.get(anchor.day);
    if (kept) return kept;
    const made = this.readBlockRoots(anchor, firstSeq);
    this.#blocks.set(anchor.day, made);
    made.catch(() => this.#blocks.delete(anchor.day));
    return made;
  }

  private async readBlockRoots(anchor: Anchor, firstSeq: number): Promise<Hash[]> {
    const roots: Hash[] = [];
    for (let block = 0; block * BLOCK < anchor.entries; block += 1)
      roots.push(rootOf(await this.leaves(anchor, firstSeq, block)));
    return roots;
  }

  private async leaves(anchor: Anchor, firstSeq: number, block: number): Promise<Hash[]> {
    const from = block * BLOCK;
    const hashes = await this.seals.listChainHashes(firstSeq + from, Math.min(BLOCK, anchor.entries - from));
    return hashes.map((hash) => leafHash(Buffer.from(hash, 'hex')));
  }
}
