import { json } from '@sveltejs/kit';
import {
  FinishPasskeyRegistrationDocument,
  StartPasskeyRegistrationDocument,
} from '#lib/graphql/generated.ts';
import { act, statusOf } from '#lib/server/api.ts';
import { wordProblems } from '#lib/server/problems.ts';
import { safeReturn } from '#lib/server/safe-return.ts';
import { passkeyRequest } from '#lib/server/security.ts';
import { localPath } from '#lib/site.ts';
import type { RequestHandler } from './$types';

export const _access = { permission: 'access.secure' };

/** For the passkey script: without an answer gives the question, with one adds the passkey. */
export const POST: RequestHandler = async (event) => {
  const { answer, name, returnTo } = await passkeyRequest(event);
  const { lang } = event.locals;
  if (answer === null) {
    const { data, errors } = await act(event, StartPasskeyRegistrationDocument, {});
    if (errors) return refuse(errors);
    return json({ options: data.startPasskeyRegistration });
  }
  const { errors } = await act(event, FinishPasskeyRegistrationDocument, { answer, name });
  if (errors) return refuse(errors);
  return json({ to: returnTo ? safeReturn(returnTo) : localPath('/me/security?done=passkey', lang) });

  function refuse(errors: Parameters<typeof wordProblems>[0]): Response {
    const status = statusOf(errors[0]?.code ?? 'INTERNAL');
    return json({ problem: wordProblems(errors, lang)[0]?.text }, { status });
  }
};
