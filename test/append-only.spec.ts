import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';

/** Of every source that runs; migrations made and moved the tables once and are named here. */
const SOURCES = globSync('{libs,apps/api/src,apps/worker/src,prisma-free-db}/**/*.ts').filter(
  (file) => !/(\.spec|e2e-spec|spec-kit)\.ts$/.test(file),
);
const MOVED = 'prisma-free-db/migrations/0012-record.ts';
const TABLE = 'audit_(?:entry|seal|anchor)\\b';
const ENTITY = 'Audit(?:Entry|Seal|Anchor)Entity';
const WRITES = [
  new RegExp(
    `\\b(?:UPDATE|DELETE\\s+FROM|TRUNCATE(?:\\s+TABLE)?|REPLACE\\s+INTO|DROP\\s+TABLE)\\s+[\`"]?${TABLE}`,
    'i',
  ),
  new RegExp(
    `\\b(?:update|delete|remove|save|upsert|softDelete|clear|increment|decrement)\\s*\\(\\s*${ENTITY}`,
  ),
  new RegExp(`\\b(?:from|into|update)\\s*\\(\\s*${ENTITY}[^;]*\\.(?:delete|set|execute)\\(`, 's'),
  new RegExp(
    `getRepository\\(\\s*${ENTITY}\\s*\\)[\\s.\\w]*\\.(?:update|delete|remove|save|upsert|clear)\\(`,
  ),
];

describe('The record is only ever added to', () => {
  it('in every source: nothing updates, deletes or replaces entries, seals and anchors', () => {
    expect(SOURCES.length).toBeGreaterThan(150);
    const found = SOURCES.filter(
      (file) => file !== MOVED && WRITES.some((one) => one.test(readFileSync(file, 'utf8'))),
    );
    expect(found).toEqual([]);
  });

  it.each([
    'UPDATE audit_entry SET action = ?',
    'delete from `audit_seal` where seq = 1',
    'manager.update(AuditEntryEntity, {}, {})',
    'manager.getRepository(AuditAnchorEntity).delete({})',
    'createQueryBuilder().delete().from(AuditSealEntity).execute()',
  ])('and would be found out by: %s', (line) => {
    expect(WRITES.some((one) => one.test(line))).toBe(true);
  });
});
