import { createHash } from 'node:crypto';

/**
 * Merkle trees of RFC 6962, section 2.1: leaves are hashed with a leading 0, nodes with a leading 1,
 * and n leaves are split at the largest power of two below n.
 */
export type Hash = Buffer;

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

const sha256 = (...parts: Uint8Array[]): Hash => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export const leafHash = (data: Uint8Array): Hash => sha256(LEAF, data);
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(NODE, left, right);
export const EMPTY_ROOT: Hash = sha256();

/** A root over leaves that come one by one; keeps one hash per level only. */
export class GrowingRoot {
  /** Roots of whole subtrees, the largest first. */
  readonly #peaks: { size: number; hash: Hash }[] = [];
  size = 0;

  add(leaf: Hash): void {
    let peak = { size: 1, hash: leaf };
    for (;;) {
      const last = this.#peaks.at(-1);
      if (last?.size !== peak.size) break;
      this.#peaks.pop();
      peak = { size: peak.size * 2, hash: nodeHash(last.hash, peak.hash) };
    }
    this.#peaks.push(peak);
    this.size += 1;
  }

  get root(): Hash {
    const [smallest, ...larger] = this.#peaks.toReversed();
    if (!smallest) return EMPTY_ROOT;
    return larger.reduce((right, left) => nodeHash(left.hash, right), smallest.hash);
  }
}

/** Root over subtree hashes; leaves are subtrees of one. */
export function rootOf(hashes: readonly Hash[]): Hash {
  const growing = new GrowingRoot();
  for (const hash of hashes) growing.add(hash);
  return growing.root;
}

/** The hashes that lead from the leaf at `index` up to the root, lowest first (RFC 6962, 2.1.1). */
export function pathOf(hashes: readonly Hash[], index: number): Hash[] {
  if (hashes.length <= 1) return [];
  const split = splitOf(hashes.length);
  const [left, right] = [hashes.slice(0, split), hashes.slice(split)];
  return index < split
    ? [...pathOf(left, index), rootOf(right)]
    : [...pathOf(right, index - split), rootOf(left)];
}

/** The root to which a leaf and its path lead; the way back of `pathOf` (RFC 9162, 2.1.3.2). @returns null for a path of the wrong length */
export function climb(leaf: Hash, index: number, size: number, path: readonly Hash[]): Hash | null {
  if (index < 0 || index >= size) return null;
  if (size === 1) return path.length === 0 ? leaf : null;
  const top = path.at(-1);
  if (!top) return null;
  const [split, below] = [splitOf(size), path.slice(0, -1)];
  if (index < split) {
    const left = climb(leaf, index, split, below);
    return left && nodeHash(left, top);
  }
  const right = climb(leaf, index - split, size - split, below);
  return right && nodeHash(top, right);
}

/** The largest power of two below `size` (2 or more). */
function splitOf(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}
