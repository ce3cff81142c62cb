import { redirect } from '@sveltejs/kit';
import { changeDisplay, displayCookie, formatDisplay } from '#lib/display.ts';
import { safeReturn } from '#lib/server/safe-return.ts';
import type { RequestHandler } from './$types';

export const _access = { public: 'Keeps the settings of the display in a cookie.' };

const aYear = 365 * 24 * 60 * 60;

/** A press on the display bar: keeps the setting and goes back to where the reader was. */
export const POST: RequestHandler = async ({ request, cookies, locals }) => {
  const form = await request.formData();
  let display = locals.display;
  for (const name of ['step', 'contrast', 'theme']) {
    const value = form.get(name);
    if (typeof value === 'string') display = changeDisplay(display, name, value);
  }
  cookies.set(displayCookie, formatDisplay(display), {
    path: '/',
    maxAge: aYear,
    httpOnly: true,
    sameSite: 'lax',
  });
  redirect(303, safeReturn(form.get('returnTo')));
};
