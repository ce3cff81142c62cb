import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import fc from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { DEMO_PEOPLE } from '@rapfang/access';
import type { ApiAnswer, ApiClient } from '../harness/api-client.js';
import { operationField, operationQuery, selectionOf } from '../harness/schema-inputs.js';
import { startTestServer, type TestServer } from '../harness/server.js';
import { readPool, variablesOf, type Pool } from './arbitraries.js';

/** Runs of each mutation; FUZZ_RUNS=1000 for a night. FUZZ_SEED repeats one that failed. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 40);
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

/** A guest, and everybody whom the demonstration knows. */
const CALLERS = [null, ...DEMO_PEOPLE.map(({ key }) => key)];
type Caller = string | null;

/** Asked by guests alone: a person whom it erases could not ask the next. test/erasure.e2e-spec.ts erases people. */
const ERASES_ITS_CALLER = 'Mutation eraseMyData';

/** Numbered after the commit of something else. */
const MAY_GROW = new Set(['stream']);

/** What a refused mutation writes on purpose. Everything else must stand as it was. */
const KEPT_OF_REFUSALS: Record<string, { tables: string[]; why: string } | undefined> = {
  'Mutation useRecoveryCode': { tables: ['audit_entry', 'audit_detail'], why: 'A wrong code is on record.' },
  'Mutation verifyAuthenticatorCode': {
    tables: ['audit_entry', 'audit_detail'],
    why: 'A wrong code is on record.',
  },
};

describe(`Fuzzing of every mutation (seed ${SEED}, ${RUNS} runs each)`, () => {
  let test: TestServer;
  let schema: GraphQLSchema;
  let pool: Pool;
  const clients = new Map<Caller, ApiClient>();

  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off', ROLES: 'api' });
    schema = test.server.app.get(GraphQLSchemaHost).schema;
    pool = await readPool(test);
  }, 120_000);
  afterAll(() => test.stop());

  const rows = <Row>(sql: string): Promise<Row[]> => test.database.database.reader.query<Row[]>(sql);

  async function clientFor(caller: Caller): Promise<ApiClient> {
    const known = clients.get(caller);
    if (known) return known;
    const guest = test.client();
    // Somebody who was erased on the way is a guest from then on.
    const client = caller ? await guest.as(caller).catch(() => guest) : guest;
    clients.set(caller, client);
    return client;
  }

  /** How much each table holds, and what changes in place: a half-written row shows in one of them. */
  async function digest(): Promise<Map<string, string>> {
    const tables = test.database.database.reader.entityMetadatas
      .filter(({ tableName }) => !MAY_GROW.has(tableName))
      .map(({ tableName, columns }) => {
        const names = columns.map(({ databaseName }) => databaseName);
        const sums = [
          'revision',
          'state_changed_at',
          'ended_at',
          'used_at',
          'edited_at',
          'published_at',
          'support_count',
        ]
          .filter((column) => names.includes(column))
          .map((column) => (/_at$/.test(column) ? `COUNT(${column})` : `COALESCE(SUM(${column}), 0)`));
        const parts = ['COUNT(*)', ...sums];
        const text =
          test.database.settings.kind === 'sqlite'
            ? parts.join(` || ':' || `)
            : `CONCAT_WS(':', ${parts.join(', ')})`;
        return `SELECT '${tableName}' AS name, ${text} AS held FROM \`${tableName}\``;
      });
    const found = await rows<{ name: string; held: string }>(tables.join(' UNION ALL '));
    return new Map(found.map(({ name, held }) => [name, String(held)]));
  }

  const outcomes = new Map<string, { good: number; refused: number }>();

  it('never breaks, and what it refuses it leaves as it was', async () => {
    const mutations = test.server.marked.operations
      .map(({ name }) => name)
      .filter((name) => name.startsWith('Mutation '))
      // Those that make somebody vanish come last, or the others would have nobody to act as.
      .sort((a, b) => Number(/erase/i.test(a)) - Number(/erase/i.test(b)));
    expect(mutations.length).toBeGreaterThan(10);
    const broken: string[] = [];
    for (const name of mutations) {
      const field = operationField(schema, name);
      const query = operationQuery(name, field, field.args, selectionOf(field, 2));
      const input = fc.record({
        caller: fc.constantFrom(...(name === ERASES_ITS_CALLER ? [null] : CALLERS)),
        variables: fc.oneof(variablesOf(pool, field, true), variablesOf(pool, field, false)),
      });
      const outcome = { good: 0, refused: 0 };
      outcomes.set(name, outcome);
      const found = await fc.check(
        fc.asyncProperty(input, async ({ caller, variables }) => {
          const client = await clientFor(caller);
          const before = await digest();
          const response = await client.send('/graphql', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ query, variables }),
          });
          const { data, errors } = (await response.json()) as ApiAnswer<Record<string, unknown>>;
          if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
          const inside = errors?.find(({ extensions }) => extensions.code === 'INTERNAL');
          if (inside) throw new Error(`INTERNAL ${JSON.stringify(inside)}`);
          // An error in a field of the answer comes after the mutation itself went well.
          const refused = !data || Object.values(data).every((value) => value === null);
          if (!errors || !refused) {
            outcome.good += 1;
            return;
          }
          outcome.refused += 1;
          const after = await digest();
          const changed = [...after]
            .filter(([table, held]) => before.get(table) !== held)
            .map(([table]) => table)
            .filter((table) => !KEPT_OF_REFUSALS[name]?.tables.includes(table));
          if (changed.length > 0) throw new Error(`refused, and changed ${changed.join(', ')}`);
        }),
        { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: 20_000 },
      );
      if (found.failed && found.counterexample) {
        broken.push(
          `${name}: ${String(found.errorInstance)} on ${JSON.stringify(found.counterexample).slice(0, 600)} (seed ${SEED}, path ${found.counterexamplePath ?? ''})`,
        );
      }
      // Some mutations end the session that sends them.
      clients.clear();
    }
    if (process.env['FUZZ_RUNS']) process.stdout.write(`${JSON.stringify([...outcomes])}\n`);
    expect(broken).toEqual([]);
    // A fuzzer that is always turned away at the door finds nothing.
    const through = [...outcomes.values()].filter(({ good }) => good > 0).length;
    expect(through).toBeGreaterThan(mutations.length / 6);
  }, 300_000);

  it('leaves no comment without its private part, its record and its event', async () => {
    const [lonely] = await rows<{ n: number | string }>(
      'SELECT COUNT(*) AS n FROM comment c LEFT JOIN comment_private p ON p.comment_id = c.id WHERE p.comment_id IS NULL AND c.demonstration = 0',
    );
    expect(Number(lonely?.n)).toBe(0);
    const [unrecorded] = await rows<{ n: number | string }>(
      `SELECT COUNT(*) AS n FROM comment c WHERE c.demonstration = 0 AND NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.subject_type = 'comment' AND a.subject_id = c.id)`,
    );
    expect(Number(unrecorded?.n)).toBe(0);
    const [untold] = await rows<{ n: number | string }>(
      `SELECT COUNT(*) AS n FROM comment c WHERE c.demonstration = 0 AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.type = 'comment.submitted' AND o.payload LIKE CONCAT('%', c.id, '%'))`,
    );
    expect(Number(untold?.n)).toBe(0);
  });
});
