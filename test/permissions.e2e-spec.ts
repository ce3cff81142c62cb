import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { readFileSync } from 'node:fs';
import { IsNull } from 'typeorm';
import { inAudience, PersonEntity, RoleGrantEntity, SessionEntity } from '@rapfang/access';
import { newId, systemContext } from '@rapfang/platform';
import { markedOperations } from '../apps/api/src/marks/operation-marks.js';
import { actorAs, CALLERS, permissionMatrix, type Caller } from '../apps/api/src/marks/permission-matrix.js';
import { webRoutesInSource } from '../apps/api/src/marks/web-route-marks.js';
import { ApiClient } from './harness/api-client.js';
import { operationText } from './harness/schema-inputs.js';
import { startTestServer, type TestServer } from './harness/server.js';

describe('Permissions', () => {
  let test: TestServer;
  const clients = new Map<Caller, () => Promise<ApiClient>>();

  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
    for (const caller of CALLERS) clients.set(caller, () => clientAs(caller));
  });
  afterAll(() => test.stop());

  /** A client who is a guest, signed in without a role, or the holder of the role everywhere. */
  async function clientAs(caller: Caller): Promise<ApiClient> {
    const client = test.client();
    if (caller === 'GUEST') return client;
    const demoKey = `matrix-${caller.toLowerCase()}`;
    await test.database.database.transaction(systemContext(), async (ctx) => {
      const manager = test.database.database.writing(ctx);
      if (await manager.existsBy(PersonEntity, { demoKey })) return;
      const id = newId();
      const createdAt = test.clock.now();
      await manager.insert(PersonEntity, {
        id,
        email: `${demoKey}@demo.invalid`,
        displayName: caller,
        language: 'th',
        demoKey,
        createdAt,
      });
      for (const { role, scope } of actorAs(caller).grants) {
        await manager.insert(RoleGrantEntity, { id: newId(), personId: id, role, scope, createdAt });
      }
    });
    return client.as(demoKey);
  }

  it('stand in docs/permissions.md as the code has them', () => {
    expect(readFileSync('docs/permissions.md', 'utf8')).toBe(
      permissionMatrix({ ...test.server.marked, webRoutes: webRoutesInSource() }),
    );
  });

  it('refuse exactly those callers that the matrix refuses, for every operation', async () => {
    const { schema } = test.server.app.get(GraphQLSchemaHost);
    const operations = markedOperations(test.server.app);
    expect(operations.length).toBeGreaterThan(20);
    const wrong: string[] = [];
    for (const { name, mark } of operations) {
      const { query, variables } = operationText(schema, name);
      for (const caller of CALLERS) {
        const client = await (clients.get(caller) as () => Promise<ApiClient>)();
        const code = await client.codeOf(query, variables);
        const refused = code === 'FORBIDDEN' || code === 'SIGN_IN_REQUIRED';
        const allowed = !('permission' in mark) || inAudience(actorAs(caller), mark.permission.audience);
        // Who is refused by the audience must hear so; who is not may still fail on the sample's ids.
        if (!allowed && !refused) wrong.push(`${name} as ${caller}: ${code ?? 'went through'}`);
        if (code === 'INTERNAL') wrong.push(`${name} as ${caller}: INTERNAL`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('let no role act before the second factor: every staff operation says that it is needed', async () => {
    const { schema } = test.server.app.get(GraphQLSchemaHost);
    const wrong: string[] = [];
    for (const caller of CALLERS.filter((one) => one !== 'GUEST' && one !== 'SIGNED_IN')) {
      const client = await clientAs(caller);
      await test.database.database.transaction(systemContext(), async (ctx) => {
        await test.database.database
          .writing(ctx)
          .update(SessionEntity, { endedAt: IsNull() }, { secondFactorAt: null });
      });
      for (const { name, mark } of markedOperations(test.server.app)) {
        if (!('permission' in mark) || inAudience(actorAs('SIGNED_IN'), mark.permission.audience)) continue;
        const { query, variables } = operationText(schema, name);
        const code = await client.codeOf(query, variables);
        const holds = inAudience(actorAs(caller), mark.permission.audience);
        if (code !== (holds ? 'SECOND_FACTOR_REQUIRED' : 'FORBIDDEN'))
          wrong.push(`${name} as ${caller}: ${code ?? 'went through'}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
