// A real OpenID Connect provider as a process of its own: `node identity-provider-process.mjs '{"port":…,"redirectUris":[…]}'`.
// Its sign-in page lists the people it knows; each signs in with one button, as sure as the provider is of them.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

/** What the provider knows of its people. The national IDs have a right check digit and belong to nobody. */
const PEOPLE = {
  somchai: { acr: 'ial2', pid: '1101700230708', email: 'somchai@people.example', email_verified: true },
  // The same human once more, under another name at the provider.
  'somchai-again': { acr: 'ial2', pid: '1-1017-00230-70-8', email: null, email_verified: false },
  malee: { acr: 'ial2', pid: '3100600445635', email: null, email_verified: false },
  prasit: { acr: 'ial2', pid: '8100500321455', email: null, email_verified: false },
  'nobody-yet': { acr: 'ial1', pid: null, email: null, email_verified: false },
  'at-once': { acr: 'ial1', pid: null, email: null, email_verified: false },
  anan: { acr: 'ial1', pid: null, email: 'anan@people.example', email_verified: true },
  // Says that an address is theirs which is not.
  mallory: { acr: 'ial1', pid: null, email: 'victim@people.example', email_verified: false },
  // A verified person whose number cannot be right.
  broken: { acr: 'ial2', pid: '1101700230707', email: null, email_verified: false },
  // Shown the provider a second factor.
  staff: { acr: 'aal2', pid: null, email: 'staff@people.example', email_verified: true },
};

const { port, redirectUris } = JSON.parse(process.argv[2] ?? '{}');
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: 'rapfang', client_secret: 'a secret of the tests', redirect_uris: redirectUris }],
  acrValues: ['ial1', 'ial2', 'aal2'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], pid: ['pid'] },
  scopes: ['openid', 'email', 'pid'],
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: ['of the tests'] },
  ttl: { Session: 3600, Interaction: 600, Grant: 3600, AccessToken: 600, IdToken: 600 },
  findAccount: (_ctx, id) => {
    const known = Object.entries(PEOPLE[id] ?? {});
    const claims = Object.fromEntries(known.filter(([name, value]) => name !== 'acr' && value !== null));
    return PEOPLE[id] && { accountId: id, claims: async () => ({ sub: id, ...claims }) };
  },
  // Whoever signs in has agreed to everything: consent is not what is tested here.
  loadExistingGrant: async (ctx) => {
    const { client, session, provider } = ctx.oidc;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid email pid');
    await grant.save();
    return grant;
  },
});

const handle = provider.callback();
createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, issuer);
  if (!pathname.startsWith('/interaction/')) return handle(request, response);
  return interact(request, response, searchParams).catch((error) => {
    response.writeHead(400).end(String(error.message));
  });
}).listen(port, '127.0.0.1', () => process.stdout.write('ready\n'));

/** GET shows the people, POST with `?as=NAME` signs in, POST with `?cancel=1` goes back without. */
async function interact(request, response, query) {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    const button = (search, label) =>
      `<form method="post" action="/interaction/${uid}?${search}"><button>${label}</button></form>`;
    const people = Object.keys(PEOPLE).map((name) => button(`as=${name}`, name));
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return response.end(
      `<!doctype html><html lang="en"><title>Provider of the tests</title><h1>Who are you?</h1>${people.join('')}${button('cancel=1', 'cancel')}</html>`,
    );
  }
  const accountId = query.get('as');
  const result = accountId
    ? { login: { accountId, acr: PEOPLE[accountId]?.acr } }
    : { error: 'access_denied', error_description: 'The person went back.' };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
