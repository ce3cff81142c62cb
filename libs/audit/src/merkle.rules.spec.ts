import { describe, expect, it } from '@jest/globals';
import { climb, EMPTY_ROOT, GrowingRoot, leafHash, pathOf, rootOf } from './merkle.rules.js';

/** The inputs and roots of the reference tests of Certificate Transparency (RFC 6962), as its authors publish them. */
const INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = (count: number) => INPUTS.slice(0, count).map((hex) => leafHash(Buffer.from(hex, 'hex')));

describe('A Merkle tree', () => {
  it('of nothing is the hash of nothing', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(new GrowingRoot().root).toEqual(EMPTY_ROOT);
  });

  it.each(ROOTS.map((root, index) => [index + 1, root]))(
    'of %i leaves has the published root',
    (count, root) => {
      expect(rootOf(leaves(count as number)).toString('hex')).toBe(root);
    },
  );

  it('leads from every leaf of every size to its root, and from no other place', () => {
    for (let size = 1; size <= 40; size += 1) {
      const all = Array.from({ length: size }, (_, n) => leafHash(Buffer.from([n])));
      const root = rootOf(all);
      for (const [index, leaf] of all.entries()) {
        const path = pathOf(all, index);
        expect(climb(leaf, index, size, path)).toEqual(root);
        if (size > 1) expect(climb(leaf, (index + 1) % size, size, path)).not.toEqual(root);
        expect(climb(leaf, index, size, [...path, leaf])).not.toEqual(root);
      }
    }
  });

  it('over whole blocks of leaves is the tree over the leaves', () => {
    for (let size = 1; size <= 40; size += 1) {
      const all = Array.from({ length: size }, (_, n) => leafHash(Buffer.from([n])));
      const blocks = [];
      for (let from = 0; from < size; from += 8) blocks.push(rootOf(all.slice(from, from + 8)));
      expect(rootOf(blocks)).toEqual(rootOf(all));
    }
  });
});
