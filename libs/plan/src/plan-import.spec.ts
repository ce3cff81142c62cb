import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Access } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import { Clock, Events, newId, RequestLoaders, systemContext, type Ctx } from '@rapfang/platform';
import { openTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { PlanImportService, type ImportOptions } from './plan-import.service.js';
import type { PlanDocument } from './plan-document.js';
import { PlanRecord } from './plan-record.js';
import type { SectionRow } from './plan-tree.js';
import { PlanVersionStore } from './plan-version.store.js';
import { PlanService } from './plan.service.js';
import { PlanStore } from './plan.store.js';

const DEMO = join(import.meta.dirname, '../../../prisma-free-db/demo');
const json = (name: string) => JSON.parse(readFileSync(join(DEMO, name), 'utf8')) as Record<string, unknown>;
const demoPlan = () => ({
  ...json('plan-head.json'),
  sections: [1, 2, 3, 4].map((number) => json(`plan-s${number}.json`)),
});
const TABLES = [
  'plan',
  'plan_version',
  'section',
  'section_text',
  'focus_area',
  'indicator',
  'audit_entry',
  'outbox',
];
const COUNTS = [
  { kind: 'STRATEGY', count: 4 },
  { kind: 'MEASURE', count: 20 },
  { kind: 'GUIDELINE', count: 95 },
  { kind: 'PROJECT', count: 38 },
];

let test: TestDatabase;
let store: PlanStore;
let versions: PlanVersionStore;
let service: PlanService;
let importer: PlanImportService;

beforeEach(async () => {
  test = await openTestDatabase();
  const { database } = test;
  const clock = new Clock();
  store = new PlanStore(database);
  versions = new PlanVersionStore(database, clock);
  const record = new PlanRecord(new Audit(database, clock), new Events(database, clock));
  service = new PlanService(database, store, versions, new Access(), record);
  importer = new PlanImportService(service);
});
afterEach(() => test.close());

function load(content: unknown, options: ImportOptions = {}, ctx: Ctx = systemContext()) {
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content)
      : Buffer.isBuffer(content)
        ? content
        : Buffer.from(JSON.stringify(content));
  return importer.importFile(ctx, Readable.from([bytes]), options);
}

async function sectionOf(key: string, version?: number): Promise<SectionRow> {
  const row = await store.findSection(systemContext(), 'dgplan-2566-2570', key, version);
  if (!row) throw new Error(`There is no section ${key}.`);
  return row;
}

async function everything(): Promise<string> {
  const tables = await Promise.all(
    TABLES.map((table) => test.database.reader.query(`SELECT * FROM ${table} ORDER BY 1`)),
  );
  return JSON.stringify(tables);
}

describe('Importing a plan', () => {
  it('brings in all sections of the demonstration with their facts, as a draft', async () => {
    const report = await load(demoPlan());
    expect(report.problems).toEqual([]);
    expect(report.ignored).toEqual([]);
    expect(report).toMatchObject({
      kindCounts: COUNTS,
      sectionTotal: 157,
      imported: { versionNumber: 1, isNew: true, state: 'DRAFT' },
    });
    const ctx = systemContext();
    expect(await store.findSection(ctx, 'dgplan-2566-2570', 's1.p1.5')).toBeNull();
    const project = await sectionOf('s1.p1.5', 1);
    expect(project).toMatchObject({
      kind: 'PROJECT',
      code: '1.5',
      depth: 1,
      parentKey: 's1',
      strategyKey: 's1',
      strategyNumber: 1,
    });
    const { facts } = await store.content(ctx, project.textId);
    expect(facts.project).toMatchObject({
      budget: { baht: 500_000_000, annualBaht: 100_000_000, raw: 'ปีละ 100 ล้านบาท (5 ปี 500 ล้านบาท)' },
      durationMonths: 60,
      yearsActive: [2566, 2567, 2568, 2569, 2570],
    });
    const indicators = await store.indicators(ctx, project.versionId);
    expect([indicators.length, indicators.filter((one) => one.sectionId === null).length]).toEqual([18, 2]);
    expect((await store.focusAreas(ctx, project.versionId)).length).toBe(10);
    const meta = await store.meta(ctx, project.versionId);
    expect(meta).toMatchObject({
      years: { be: [2566, 2567, 2568, 2569, 2570] },
      gazette: { volume: 140, published: '2023-04-10' },
    });
    expect([meta.objectives.length, meta.goals.length, meta.visionComponents.length]).toEqual([3, 4, 4]);
  });

  // Selected only where the real plans are at hand; test/run.mjs says so when they are not.
  const corpus = process.env['CORPUS_DIR'];
  if (corpus) {
    it('takes the real plan whole: 157 sections, nothing left out', async () => {
      const report = await load(readFileSync(join(corpus, 'plans/dg-plan-2566-2570.json')));
      expect(report).toMatchObject({
        problems: [],
        ignored: [],
        kindCounts: COUNTS,
        sectionTotal: 157,
        imported: { isNew: true },
      });
    });
  }

  it('counts in a dry run, and writes nothing', async () => {
    const before = await everything();
    const report = await load(demoPlan(), { dryRun: true });
    expect(report).toMatchObject({
      kindCounts: COUNTS,
      sectionTotal: 157,
      imported: null,
      sameAsVersion: null,
    });
    expect(await everything()).toBe(before);
  });

  it('makes no second version of the same content, however the file is laid out', async () => {
    await load(demoPlan());
    const before = await everything();
    const again = await load(JSON.stringify(demoPlan(), null, 4));
    expect(again).toMatchObject({ sameAsVersion: 1, imported: { isNew: false, versionNumber: 1 } });
    expect(await load(demoPlan(), { dryRun: true })).toMatchObject({ sameAsVersion: 1, imported: null });
    expect(await everything()).toBe(before);
  });

  it('keeps the identity of a section in the next version', async () => {
    await load(demoPlan(), { publish: true });
    const changed = demoPlan();
    Object.assign(changed.sections[0] as object, { title: { th: 'ชื่อใหม่' } });
    expect((await load(changed, { publish: true })).imported).toMatchObject({
      versionNumber: 2,
      isNew: true,
      state: 'PUBLISHED',
    });
    const ctx = systemContext();
    const [first, second] = [await sectionOf('s1', 1), await sectionOf('s1')];
    expect(second).toMatchObject({ sectionId: first.sectionId, versionNumber: 2, titleTh: 'ชื่อใหม่' });
    expect(await store.findSectionById(ctx, first.sectionId)).toEqual(second);
  });

  it('imports under another key when asked', async () => {
    expect((await load(demoPlan(), { planKey: 'copy' })).imported?.planKey).toBe('copy');
    expect(await store.findPlanByKey(systemContext(), 'dgplan-2566-2570')).toBeNull();
  });

  it('is refused to people without the role', async () => {
    const citizen: Ctx = {
      actor: { ...systemContext().actor, kind: 'person', id: newId() },
      requestId: newId(),
      address: '127.0.0.1',
      loaders: new RequestLoaders(),
    };
    await expect(load(demoPlan(), {}, citizen)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('A broken file', () => {
  const text = JSON.stringify(demoPlan(), null, 2);
  const broken: [string, () => unknown, { path: string | null; line: number | null }][] = [
    [
      'cut off in the middle of a text',
      () => text.slice(0, text.indexOf('"s1.m1.g1"') + 4),
      {
        path: 'sections[0].children[0].children[0].key',
        line: text.slice(0, text.indexOf('"s1.m1.g1"')).split('\n').length,
      },
    ],
    [
      'cut off in the middle of a character',
      () => Buffer.from(text).subarray(0, Buffer.from(text).indexOf('แผน') + 4),
      { path: null, line: 5 },
    ],
    ['empty', () => '', { path: null, line: 1 }],
    ['that is no JSON', () => 'strategy: 1', { path: null, line: 1 }],
    [
      'of 50 MB in one body',
      () => text.replace('"key": "s1",', `"key": "s1", "body": {"th": "${'a'.repeat(50_000_000)}"},`),
      { path: 'sections[0].body.th', line: text.slice(0, text.indexOf('"key": "s1",')).split('\n').length },
    ],
    [
      'with a project without a Thai title',
      () => text.replace(/("key": "s2\.p2\.1",[^]*?"title": \{\s*)"th"/, '$1"thai"'),
      { path: 'sections[1].children[5].title.th', line: null },
    ],
  ];

  it.each(broken)('%s names its place and changes nothing', async (_name, content, place) => {
    await load(demoPlan(), { publish: true });
    const before = await everything();
    const broken = content();
    const report = await load(broken);
    expect(report.imported).toBeNull();
    expect(report.problems[0]).toMatchObject(place);
    expect(await everything()).toBe(before);
  });

  it('over 20 MB is not read to its end', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        read += 1_000_000;
        yield Buffer.alloc(1_000_000, ' ');
      }
    }
    const report = await importer.importFile(systemContext(), endless());
    expect(report.problems[0]?.message).toContain('larger than 20,000,000 bytes');
    expect(read).toBe(21_000_000);
  });
});

describe('A published version', () => {
  it('is frozen: every write on it is refused, and nothing changes', async () => {
    const { document } = await load(demoPlan(), { publish: true });
    const ctx = systemContext();
    const section = await sectionOf('s1');
    const before = await everything();
    const frozen = { code: 'CONFLICT', params: { rule: 'versionIsFrozen' } };
    await expect(service.publishVersion(ctx, 'dgplan-2566-2570', 1)).rejects.toMatchObject(frozen);
    for (const write of [
      (ctx: Parameters<typeof versions.freeze>[0]) => versions.freeze(ctx, section.versionId),
      (ctx: Parameters<typeof versions.freeze>[0]) =>
        versions.insertContent(ctx, section.versionId, document as PlanDocument, new Map()),
    ]) {
      await expect(test.database.transaction(ctx, write)).rejects.toMatchObject(frozen);
    }
    expect(await everything()).toBe(before);
  });

  it('carries the plain text in which anchors count', async () => {
    await load(demoPlan(), { publish: true });
    const rows: { body_th: string | null; plain_th: string | null }[] = await test.database.reader.query(
      'SELECT body_th, plain_th FROM section_text',
    );
    expect(rows.every((row) => (row.body_th === null) === (row.plain_th === null))).toBe(true);
    expect(rows.filter((row) => row.plain_th !== null).length).toBe(157);
  });

  it('is read as a whole tree in one query, and in none the second time', async () => {
    await load(demoPlan(), { publish: true });
    const section = await sectionOf('s1');
    const fresh = new PlanStore(test.database);
    test.statements.reset();
    expect((await fresh.tree(systemContext(), section.versionId)).rows.length).toBe(157);
    expect(test.statements.list.length).toBe(1);
    await fresh.tree(systemContext(), section.versionId);
    expect(test.statements.list.length).toBe(1);
  });
});
