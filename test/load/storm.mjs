// People, or programs, that try to sign in at a fixed pace, whatever the answers are. Run by signin.mjs.
const { url, accounts, addresses } = JSON.parse(process.argv[2]);
const REQUEST = 'mutation($email: String!) { requestSignIn(email: $email, locale: TH) { sent } }';
const COMPLETE = 'mutation($token: String!) { completeSignIn(token: $token) { id } }';

process.on('message', async ({ perSecond, seconds }) => {
  const codes = {};
  const latencies = [];
  const begun = performance.now();
  const sending = [];
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const due = begun + (number * 1000) / perSecond - performance.now();
    if (due > 0) await new Promise((resume) => setTimeout(resume, due));
    sending.push(attempt(number, codes, latencies));
  }
  await Promise.all(sending);
  const sorted = latencies.sort((a, b) => a - b);
  process.send({
    attempts: sending.length,
    perSecond: sending.length / ((performance.now() - begun) / 1000),
    codes,
    p95Ms: sorted[Math.floor(sorted.length * 0.95)],
  });
});
process.send({ ready: true, port: 0 });

/** Half ask for a link, half try a token; a few accounts and addresses, so that most are over the limit. */
async function attempt(number, codes, latencies) {
  const asks = number % 2 === 0;
  const begun = performance.now();
  let code;
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        // The server stands behind one trusted proxy here, so this is the caller's address.
        'x-forwarded-for': `10.0.0.${number % addresses}`,
      },
      body: JSON.stringify(
        asks
          ? { query: REQUEST, variables: { email: `account-${number % accounts}@example.org` } }
          : { query: COMPLETE, variables: { token: `guess-${number}`.padEnd(43, 'x') } },
      ),
    });
    const { errors } = await response.json();
    code = errors?.[0]?.extensions?.code ?? 'OK';
  } catch (error) {
    code = error.cause?.code ?? error.name;
  }
  latencies.push(performance.now() - begun);
  codes[code] = (codes[code] ?? 0) + 1;
}
