import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Claims = Record<string, unknown>;
export type Signing = 'RS256' | 'none' | 'HS256' | 'ANOTHER_KEY';

/** A provider that answers whatever a test wants, as one that is hostile or broken would. */
export interface FalseProvider {
  issuer: string;
  /** What its token endpoint answers: the ID token, or nothing. */
  idToken: string | null;
  /** What its userinfo endpoint answers. */
  userinfo: Claims;
  /** Codes that were redeemed. */
  codes: string[];
  /** An ID token. Claims given as undefined are left out. */
  sign(claims: Claims, how?: Signing): string;
  stop(): Promise<void>;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** @param clientSecret which a provider that knows no better would sign with */
export async function startFalseProvider(clientSecret: string, port = 0): Promise<FalseProvider> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const another = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', provider.issuer);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(pathname, new URLSearchParams(body))));
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const provider: FalseProvider = {
    issuer,
    idToken: null,
    userinfo: {},
    codes: [],
    sign(claims, how = 'RS256') {
      const head = encode({ alg: how === 'ANOTHER_KEY' ? 'RS256' : how, kid: 'one' });
      const data = `${head}.${encode(claims)}`;
      if (how === 'none') return `${data}.`;
      if (how === 'HS256')
        return `${data}.${createHmac('sha256', clientSecret).update(data).digest('base64url')}`;
      const { privateKey } = how === 'RS256' ? own : another;
      return `${data}.${sign('sha256', Buffer.from(data), privateKey).toString('base64url')}`;
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };

  function answer(pathname: string, form: URLSearchParams): object {
    if (pathname === '/.well-known/openid-configuration')
      return {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        // It would even take no signature at all.
        id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      };
    if (pathname === '/jwks')
      return {
        keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
      };
    if (pathname === '/userinfo') return provider.userinfo;
    provider.codes.push(form.get('code') ?? '');
    return {
      access_token: 'anything',
      token_type: 'Bearer',
      ...(provider.idToken !== null && { id_token: provider.idToken }),
    };
  }
  return provider;
}
