import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '../harness/server.js';

const HERE = '{ viewer { kind } }';
const REQUEST = 'mutation($email: String!) { requestSignIn(email: $email, locale: TH) { sent } }';

describe('Limits', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer({ TRUST_PROXY: '1' });
  });
  afterAll(() => test.stop());

  async function ask(
    query: string,
    variables: object,
    headers: Record<string, string>,
  ): Promise<string | null> {
    const response = await test.client().send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
    return errors?.[0]?.extensions.code ?? null;
  }
  const signIns = async (count: number, addressOf: (n: number) => string) => {
    const codes: (string | null)[] = [];
    for (let n = 0; n < count; n += 1)
      codes.push(
        await ask(
          REQUEST,
          { email: `limit-${Math.random()}@example.org` },
          { 'x-forwarded-for': addressOf(n) },
        ),
      );
    return codes.filter((code) => code === 'RATE_LIMITED').length;
  };

  it('an address is held to its limit whatever account it asks for; another is not', async () => {
    expect(await signIns(40, () => '203.0.113.9')).toBeGreaterThan(0);
    expect(await signIns(3, () => '203.0.113.10')).toBe(0);
  });

  it('of IPv6 a whole network of 64 bits is one address', async () => {
    expect(await signIns(40, (n) => `2001:db8:1:2::${(n + 1).toString(16)}`)).toBeGreaterThan(0);
    expect(await signIns(3, () => '2001:db8:1:3::1')).toBe(0);
  });

  it('an address that the client itself wrote in front of the proxy’s is not believed', async () => {
    expect(await signIns(40, (n) => `198.51.100.${n}, 203.0.113.77`)).toBeGreaterThan(0);
  });

  it('an account is held to its limit from whatever address; the answer says nothing of whether it exists', async () => {
    const codes = async (email: string, network: string) => {
      const found: (string | null)[] = [];
      for (let n = 0; n < 8; n += 1)
        found.push(await ask(REQUEST, { email }, { 'x-forwarded-for': `${network}.${n}` }));
      return found;
    };
    const known = await codes('citizen@demo.invalid', '198.18.0');
    const unknown = await codes('nobody@example.org', '198.18.1');
    expect(known).toEqual(unknown);
    expect(known).toContain('RATE_LIMITED');
  });

  it('every act is under a limit, those too that have none of their own', async () => {
    const client = await test.client().as('citizen');
    const codes = new Set<string | null>();
    for (let batch = 0; batch < 14; batch += 1) {
      const found = await Promise.all(
        Array.from({ length: 50 }, () =>
          client.codeOf('mutation { endSession(id: "01ARZ3NDEKTSV4RRFFQ69G5FAV") }').catch(() => 'BROKEN'),
        ),
      );
      for (const code of found) codes.add(code);
    }
    expect([...codes]).not.toContain('BROKEN');
    expect([...codes]).toContain('RATE_LIMITED');
    // Reading goes on.
    expect(await client.codeOf(HERE)).toBeNull();
  });
});
