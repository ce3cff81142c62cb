import { error, redirect } from '@sveltejs/kit';
import { SignInAsDemoPersonDocument } from '#lib/graphql/generated.ts';
import { act } from '#lib/server/api.ts';
import { localPath } from '#lib/site.ts';
import type { RequestHandler } from './$types';

export const _access = { public: 'Demo mode only, with the token that the console printed.' };

const WITHOUT_DESK = ['citizen', 'agency'];

/**
 * The one-click address that the console prints in demo mode. It may sign in by GET because nobody can
 * forge it: the token is known to the console alone.
 */
export const GET: RequestHandler = async (event) => {
  const { bridge, lang } = event.locals;
  const key = event.url.searchParams.get('key') ?? '';
  if (!bridge.demoToken || event.url.searchParams.get('token') !== bridge.demoToken) error(404, 'NOT_FOUND');
  const result = await act(event, SignInAsDemoPersonDocument, { key });
  if (result.errors) error(404, 'NOT_FOUND');
  redirect(303, localPath(WITHOUT_DESK.includes(key) ? '/' : '/desk', lang));
};
