import fc from 'fast-check';
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { PLAN, submit } from '../harness/operations.js';
import type { TestServer } from '../harness/server.js';
import { MUTATIONS, ODDITIES, SCRIPTS } from './hostile.js';

/** What the arbitraries know of the database: what a caller who has looked around would send. */
export interface Pool {
  ids: string[];
  /** Ids by table. */
  of: Map<string, string[]>;
  sections: string[];
  receipts: string[];
}

/** What somebody could know who has looked around: ids of every table, section keys, receipt codes. */
export async function readPool(test: TestServer): Promise<Pool> {
  const receipts: string[] = [];
  for (const section of ['s1.p1.2', 's4.p4.4'])
    receipts.push((await submit(test.client(), section, `ความคิดเห็น ${section}`)).receiptCode);
  const of = new Map<string, string[]>();
  for (const { tableName, columns } of test.database.database.reader.entityMetadatas) {
    if (!columns.some(({ databaseName }) => databaseName === 'id')) continue;
    const found = await test.database.database.reader.query<{ id: unknown }[]>(
      `SELECT id FROM ${tableName} ORDER BY id DESC LIMIT 4`,
    );
    of.set(
      tableName,
      found.map(({ id }) => id).filter((id) => typeof id === 'string'),
    );
  }
  const { plan } = await test
    .client()
    .must<{ plan: { sections: { key: string }[] } }>(`{ plan(key: "${PLAN}") { sections { key } } }`);
  return {
    ids: [...of.values()].flat(),
    of,
    receipts,
    sections: plan.sections.map(({ key }) => key).slice(0, 20),
  };
}

/** Ids that a field of that name may well hold: `tagIds` those of tags, `id` of `editComment` those of comments. */
function idsFor(pool: Pool, name: string): string[] {
  const words = name
    .replace(/Ids?$/, '')
    .split(/(?=[A-Z])/)
    .map((word) => word.toLowerCase());
  const last = words.at(-1) ?? '';
  const table = [...pool.of.keys()].find((one) => one === last || one.endsWith(`_${last}`));
  const found = table === undefined ? [] : (pool.of.get(table) ?? []);
  return found.length > 0 ? found : pool.ids;
}

/** Texts that a field of that name may well hold. */
function fittingText(pool: Pool, name: string): fc.Arbitrary<unknown> {
  return /planKey/.test(name)
    ? fc.constant(PLAN)
    : /sectionKey/i.test(name)
      ? fc.constantFrom(...pool.sections)
      : /receipt|^code$/i.test(name)
        ? fc.constantFrom(...pool.receipts)
        : /email/i.test(name)
          ? fc.constantFrom('a@example.org', 'ข@ตัวอย่าง.ไทย', 'citizen@demo.invalid')
          : /clientId/.test(name)
            ? fc.uuid()
            : /At$|date|day|from|until/i.test(name)
              ? fc.constantFrom('2026-11-22T04:00:00.000Z', '2026-11-22')
              : /id$|ids$/i.test(name)
                ? fc.constantFrom(...idsFor(pool, name))
                : fc.constantFrom('ข้อความที่ใช้ได้', 'A plain text.', 'citizen', 'th', '1', PLAN);
}

function texts(pool: Pool, name: string, tame: boolean): fc.Arbitrary<unknown> {
  if (tame) return fittingText(pool, name);
  return fc.oneof(
    { weight: 6, arbitrary: fittingText(pool, name) },
    { weight: 1, arbitrary: fc.constantFrom(...ODDITIES) },
    { weight: 1, arbitrary: fc.constantFrom(...SCRIPTS, ...MUTATIONS) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
    { weight: 1, arbitrary: fc.constantFrom(...pool.ids) },
  );
}

/** @param tame as a page of ours would send it; otherwise anything at all */
function valueOf(
  pool: Pool,
  type: GraphQLInputType,
  name: string,
  tame: boolean,
  depth = 0,
): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) {
    const good = present(pool, type.ofType, name, tame, depth);
    return tame ? good : fc.oneof({ weight: 9, arbitrary: good }, fc.anything({ maxDepth: 1 }));
  }
  return fc.oneof(
    { weight: tame ? 1 : 3, arbitrary: present(pool, type, name, tame, depth) },
    { weight: tame ? 2 : 1, arbitrary: fc.constant(null) },
  );
}

function present(
  pool: Pool,
  type: GraphQLInputType,
  name: string,
  tame: boolean,
  depth: number,
): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return present(pool, type.ofType, name, tame, depth);
  if (isListType(type))
    return fc.array(valueOf(pool, type.ofType, name, tame, depth + 1), {
      minLength: tame ? 1 : 0,
      maxLength: 4,
    });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map((value) => value.name));
  if (isInputObjectType(type)) {
    if (depth > 3) return fc.constant({});
    const fields = Object.values(type.getFields());
    return fc.record(
      Object.fromEntries(
        fields.map((field) => [
          field.name,
          valueOf(pool, field.type, field.name === 'id' ? `${name}Id` : field.name, tame, depth + 1),
        ]),
      ),
      { requiredKeys: fields.filter((field) => isNonNullType(field.type)).map((field) => field.name) },
    );
  }
  if (type.name === 'Boolean') return fc.boolean();
  if (tame && type.name === 'Int') return fc.constantFrom(1, 1, 1, 2, 0, 30);
  if (type.name === 'Int') return fc.oneof(fc.nat(5), fc.integer(), fc.constantFrom(0, -1, 2 ** 31 - 1));
  if (type.name === 'Float') return fc.oneof(fc.nat(5), fc.double({ noNaN: true, noDefaultInfinity: true }));
  return texts(pool, name, tame);
}

/**
 * Variables for every argument of an operation. `id` and `input` say little: the operation's own name
 * says whose id is meant.
 */
export function variablesOf(
  pool: Pool,
  { name, args }: GraphQLField<unknown, unknown>,
  tame: boolean,
): fc.Arbitrary<Record<string, unknown>> {
  const meant = (argument: string) =>
    /^(id|input)$/.test(argument) ? `${name}${argument === 'id' ? 'Id' : ''}` : argument;
  return fc.record(
    Object.fromEntries(args.map((one) => [one.name, valueOf(pool, one.type, meant(one.name), tame)])),
  );
}
