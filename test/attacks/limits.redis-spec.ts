import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '../harness/server.js';

const REQUEST = 'mutation($email: String!) { requestSignIn(email: $email, locale: TH) { sent } }';

describe('Limits of two nodes with one Redis', () => {
  const nodes: TestServer[] = [];
  beforeAll(async () => {
    const redis = { REDIS_URL: process.env['TEST_REDIS'] as string, TRUST_PROXY: '1' };
    for (let node = 0; node < 2; node += 1) nodes.push(await startTestServer(redis));
    // Each connects to Redis in the background.
    await new Promise((resume) => setTimeout(resume, 500));
  });
  afterAll(() => Promise.all(nodes.map((node) => node.stop())));

  it('count together: what one let through the other holds against the same address', async () => {
    const refused: boolean[][] = [];
    for (const [index, node] of nodes.entries()) {
      const found: boolean[] = [];
      for (let n = 0; n < 25; n += 1) {
        const response = await node.client().send('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.201' },
          body: JSON.stringify({ query: REQUEST, variables: { email: `two-${index}-${n}@example.org` } }),
        });
        const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
        found.push(errors?.[0]?.extensions.code === 'RATE_LIMITED');
      }
      refused.push(found);
    }
    // 30 in ten minutes: 25 pass at the first node, five more at the second.
    expect(refused.map((found) => found.filter(Boolean).length)).toEqual([0, 20]);
  });
});
