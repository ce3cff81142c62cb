import { describe, expect, it } from '@jest/globals';
import { PlanTree, type SectionRow } from './plan-tree.js';

function row(position: number, key: string, parent: string | null, depth: number): SectionRow {
  return {
    textId: `t-${key}`,
    sectionId: key,
    sectionKey: key,
    planId: 'p',
    planKey: 'p',
    versionId: 'v',
    versionNumber: 1,
    parentSectionId: parent,
    parentKey: parent,
    strategySectionId: null,
    strategyKey: null,
    strategyNumber: null,
    position,
    depth,
    kind: 'TEXT',
    code: '',
    titleTh: key,
    titleEn: null,
  };
}

const tree = new PlanTree([
  row(0, 's1', null, 0),
  row(1, 'm1', 's1', 1),
  row(2, 'g1', 'm1', 2),
  row(3, 'g2', 'm1', 2),
  row(4, 'm2', 's1', 1),
  row(5, 's2', null, 0),
]);
const at = (key: string): SectionRow => tree.find(key) as SectionRow;

describe('PlanTree', () => {
  it('names the ancestors from the top down', () => {
    expect(tree.ancestors(at('g2')).map((one) => one.sectionKey)).toEqual(['s1', 'm1']);
  });

  it.each([
    ['s1', null, 's2'],
    ['m1', 's1', 'm2'],
    ['g1', 'm1', 'g2'],
    ['g2', 'g1', 'm2'],
    ['m2', 'm1', 's2'],
    ['s2', 's1', null],
  ])('leads from %s back to %s and on to %s', (key, previous, next) => {
    expect([tree.previous(at(key))?.sectionKey ?? null, tree.next(at(key))?.sectionKey ?? null]).toEqual([
      previous,
      next,
    ]);
  });

  it('gathers a section with all below it, and nothing after', () => {
    expect(tree.withDescendants(at('m1')).map((one) => one.sectionKey)).toEqual(['m1', 'g1', 'g2']);
    expect(tree.withDescendants(at('s2')).map((one) => one.sectionKey)).toEqual(['s2']);
  });
});
