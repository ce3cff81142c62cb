import { seal, unseal, type Environment, type Language } from '@rapfang/platform';

/** Emitted when somebody asks for a link; `notification` sends the mail. */
export const SIGN_IN_REQUESTED = 'access.signInRequested';

/** What the letter needs. It travels sealed: the outbox is kept, and a link in it would let its reader in. */
export interface SignInRequest {
  email: string;
  language: Language;
  link: string;
}

type Secret = Pick<Environment, 'sessionSecret'>;
const PURPOSE = 'sign-in request';

export function sealedSignIn({ sessionSecret }: Secret, request: SignInRequest): { sealed: string } {
  return { sealed: seal(sessionSecret, PURPOSE, JSON.stringify(request)) };
}

/** @throws Error when SESSION_SECRET has changed since */
export function openSignIn({ sessionSecret }: Secret, payload: Record<string, unknown>): SignInRequest {
  return JSON.parse(unseal(sessionSecret, PURPOSE, String(payload['sealed']))) as SignInRequest;
}
