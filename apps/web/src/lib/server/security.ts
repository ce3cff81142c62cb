import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { WebError } from '../bridge';
import type { Problem } from '../comment-form';
import { SecurityPageDocument, type SecurityPageQuery } from '../graphql/generated';
import { localPath } from '../site';
import { act, fetchPage, statusOf } from './api';
import { wordProblems } from './problems';
import { safeReturn } from './safe-return';

type Event = Pick<RequestEvent, 'locals' | 'url'>;

/** Where the second step is done, and where to go afterwards. */
export function secondStepPath(event: Pick<RequestEvent, 'locals'>, returnTo: string): string {
  return localPath(`/sign-in/second-factor?returnTo=${encodeURIComponent(returnTo)}`, event.locals.lang);
}

/** Where to go from signing in: first to the second step, when the person's roles wait for it. */
export function afterSignIn(
  event: Pick<RequestEvent, 'locals'>,
  secondFactor: string,
  returnTo: string,
): string {
  const waits = secondFactor === 'NEEDED' || secondFactor === 'SET_UP_NEEDED';
  return waits ? secondStepPath(event, returnTo) : returnTo;
}

/** How the viewer signs in; guests are sent to sign in and come back. */
export async function loadSecurity(event: Event): Promise<SecurityPageQuery> {
  const result = await event.locals.bridge.graphql(SecurityPageDocument, {});
  if (result.errors?.some(({ code }) => code === 'SIGN_IN_REQUIRED')) {
    const here = event.url.pathname + event.url.search;
    redirect(303, localPath(`/sign-in?returnTo=${encodeURIComponent(here)}`, event.locals.lang));
  }
  return result.data ?? fetchPage(event, SecurityPageDocument, {});
}

/** Runs a form's act. @returns its data, or what the form shows instead */
export async function actOrFail<Data, Variables extends Record<string, unknown>>(
  event: RequestEvent,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<{ data: Data } | { failed: ActionFailure<{ problems: Problem[] }> }> {
  const result = await act(event, document, variables);
  if (!result.errors) return { data: result.data };
  return { failed: failWith(event, result.errors) };
}

function failWith({ locals }: RequestEvent, errors: WebError[]): ActionFailure<{ problems: Problem[] }> {
  return fail(statusOf(errors[0]?.code ?? 'INTERNAL'), { problems: wordProblems(errors, locals.lang) });
}

export async function textOf(event: RequestEvent, ...names: string[]): Promise<string[]> {
  const form = await event.request.formData();
  return names.map((name) => String(form.get(name) ?? ''));
}

/** The path to go back to, as the page's own address carries it. */
export function returnOf({ url, locals }: Event): string {
  const returnTo = url.searchParams.get('returnTo');
  return returnTo ? safeReturn(returnTo) : localPath('/desk', locals.lang);
}

/** What the passkey script posts; nothing in it is trusted. */
export async function passkeyRequest(
  event: RequestEvent,
): Promise<{ answer: string | null; returnTo: string; name: string }> {
  const body = (await event.request.json().catch(() => null)) as Record<string, unknown> | null;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    answer: typeof body?.answer === 'string' ? body.answer : null,
    returnTo: text(body?.returnTo),
    name: text(body?.name),
  };
}
