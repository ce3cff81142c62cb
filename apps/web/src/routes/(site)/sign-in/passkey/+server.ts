import { json } from '@sveltejs/kit';
import { FinishPasskeySignInDocument, StartPasskeySignInDocument } from '#lib/graphql/generated.ts';
import { act, statusOf } from '#lib/server/api.ts';
import { wordProblems } from '#lib/server/problems.ts';
import { safeReturn } from '#lib/server/safe-return.ts';
import { afterSignIn, passkeyRequest } from '#lib/server/security.ts';
import { localPath } from '#lib/site.ts';
import type { RequestHandler } from './$types';

export const _access = { permission: 'access.signIn' };

/** For the passkey script: without an answer gives the question, with one signs in. */
export const POST: RequestHandler = async (event) => {
  const { answer, returnTo } = await passkeyRequest(event);
  const { lang } = event.locals;
  if (answer === null) {
    const { data, errors } = await act(event, StartPasskeySignInDocument, {});
    if (errors) return refuse(errors);
    return json({ options: data.startPasskeySignIn });
  }
  const { data, errors } = await act(event, FinishPasskeySignInDocument, { answer });
  if (errors) return refuse(errors);
  const to = returnTo ? safeReturn(returnTo) : localPath('/me', lang);
  return json({ to: afterSignIn(event, data.finishPasskeySignIn.secondFactor, to) });

  function refuse(errors: Parameters<typeof wordProblems>[0]): Response {
    const status = statusOf(errors[0]?.code ?? 'INTERNAL');
    return json({ problem: wordProblems(errors, lang)[0]?.text }, { status });
  }
};
