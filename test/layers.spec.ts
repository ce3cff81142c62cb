import { describe, expect, it } from '@jest/globals';
import { globSync, readdirSync, readFileSync } from 'node:fs';

/** Floors of libs/: a room imports lower floors only, never a neighbour, only through its index. */
const FLOORS: Record<string, number> = {
  platform: 0,
  audit: 1,
  search: 1,
  access: 2,
  plan: 3,
  privacy: 3,
  consultation: 4,
  comment: 5,
  hearing: 6,
  moderation: 6,
  triage: 6,
  survey: 6,
  response: 7,
  notification: 8,
  report: 8,
};

const sources = globSync('libs/*/src/**/*.ts');
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    (found) => found[1] as string,
  );
const roomOf = (file: string): string => file.split('/')[1] as string;

describe('The floors of libs/', () => {
  it('has a floor for every room', () => {
    expect(readdirSync('libs').filter((room) => !(room in FLOORS))).toEqual([]);
    expect(sources.length).toBeGreaterThan(50);
  });

  it('imports lower floors only, and only by a room’s index', () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter((path) => {
          if (path.startsWith('@rapfang/')) {
            const room = path.slice('@rapfang/'.length);
            return !(room in FLOORS) || (FLOORS[room] as number) >= (FLOORS[roomOf(file)] as number);
          }
          // A test may use the harness; nothing else leaves its own flat src/.
          if (path.startsWith('.'))
            return (
              !/^\.\/[^/]+$/.test(path) &&
              !(file.endsWith('.spec.ts') && path.startsWith('../../../test/harness/'))
            );
          return false;
        })
        .map((path) => `${file} imports ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  it('asks other servers only through the guard of outbound.ts', () => {
    const calls = /(?<![.\w])fetch\(|from '(?:node:)?(?:undici|https?|http2)'|XMLHttpRequest/;
    const types = /import type [^;]*;/g;
    const found = globSync('{libs/*,apps/{api,worker}}/src/**/*.ts').filter(
      (file) =>
        !/\.(e2e-)?spec\.ts$|platform\/src\/outbound\.ts$/.test(file) &&
        calls.test(readFileSync(file, 'utf8').replace(types, '')),
    );
    expect(found).toEqual([]);
  });

  it('has no circular import inside a room', () => {
    const graph = new Map(
      sources.map((file) => [
        file,
        importsOf(file)
          .filter((path) => path.startsWith('./'))
          .map((path) => `${file.slice(0, file.lastIndexOf('/'))}/${path.slice(2).replace(/\.js$/, '.ts')}`),
      ]),
    );
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, trail: string[]): void => {
      if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      else if (!done.has(file)) {
        for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
        done.add(file);
      }
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });
});
