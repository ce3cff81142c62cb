import { redirect } from '@sveltejs/kit';
import { deskPlanCookie } from '#lib/desk/plans.ts';
import { safeReturn } from '#lib/server/safe-return.ts';
import type { RequestHandler } from './$types';

export const _access = { public: 'Keeps in a cookie which plan to show; every page judges the right to it.' };

/** A press on a plan in the desk's bar: keeps it and goes back to the same work. */
export const POST: RequestHandler = async ({ request, cookies }) => {
  const form = await request.formData();
  cookies.set(deskPlanCookie, String(form.get('plan') ?? '').slice(0, 64), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
  });
  redirect(303, safeReturn(form.get('returnTo')));
};
