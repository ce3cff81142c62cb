import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PLAN, SUBMIT } from '../../../../test/harness/operations.js';
import { startTestServer, type TestServer } from '../../../../test/harness/server.js';

/** The compiled path takes over from the second time an operation is seen. */
describe('An operation sent again and again with wrong variables', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
  });
  afterAll(() => test.stop());

  const statusAndCode = async (query: string, variables: object) => {
    const response = await test.client().send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
    return [response.status, errors?.[0]?.extensions.code];
  };
  const input = (change: object) => ({
    input: {
      clientId: randomUUID(),
      planKey: PLAN,
      sectionKey: 's4.p4.4',
      body: 'x',
      language: 'TH',
      ...change,
    },
  });

  it("is the client's mistake every time, not a fault of ours", async () => {
    for (let n = 0; n < 3; n += 1)
      expect(await statusAndCode(SUBMIT, input({ body: null }))).toEqual([400, 'BAD_REQUEST']);
  });

  it('names an address with half a surrogate pair', async () => {
    const request = 'mutation($email: String!) { requestSignIn(email: $email, locale: TH) { sent } }';
    for (let n = 0; n < 3; n += 1) {
      expect(await statusAndCode(SUBMIT, input({ email: 'x\ud800y' }))).toEqual([200, 'VALIDATION']);
      expect(await statusAndCode(request, { email: '\udc00' })).toEqual([200, 'VALIDATION']);
    }
  });
});
