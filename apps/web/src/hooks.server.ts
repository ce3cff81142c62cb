import { error } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import type { WebBridge } from '#lib/bridge.ts';
import { deskPlanCookie } from '#lib/desk/plans.ts';
import { displayAttributes, displayCookie, parseDisplay } from '#lib/display.ts';
import { splitLang } from '#lib/site.ts';

const sessionCookie = 'rf_session';
/** What they show is one person's: nothing of it stays on a shared computer. */
const ownPages = /^\/(desk|\(site\)\/(me|sent|receipts|sign-in|invitations))(\/|$)/;

export const handle: Handle = async ({ event, resolve }) => {
  const bridge = event.platform?.req.rapfang;
  if (!bridge) error(503, 'The web needs the api process it lives in');
  const { lang } = splitLang(event.url.pathname);
  const display = parseDisplay(event.cookies.get(displayCookie));
  const deskPlan = event.cookies.get(deskPlanCookie) ?? null;
  Object.assign(event.locals, { bridge, lang, display, deskPlan });

  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('%rapfang.lang%', lang).replace('%rapfang.display%', displayAttributes(display)),
  });
  for (const cookie of bridge.cookies) response.headers.append('set-cookie', cookieHeader(cookie));
  // Pages differ by reader; the api process they live in sets the other headers.
  if (!response.headers.has('cache-control')) {
    const own = event.cookies.get(sessionCookie) !== undefined || ownPages.test(event.route.id ?? '');
    response.headers.set('cache-control', own ? 'no-store' : 'private, no-cache');
  }
  return response;
};

function cookieHeader({ name, value, options }: WebBridge['cookies'][number]): string {
  return [
    `${name}=${encodeURIComponent(value)}`,
    `Path=${options.path}`,
    `Max-Age=${options.maxAge}`,
    `SameSite=${options.sameSite === 'strict' ? 'Strict' : 'Lax'}`,
    ...(options.httpOnly ? ['HttpOnly'] : []),
    ...(options.secure ? ['Secure'] : []),
  ].join('; ');
}

export const handleError: HandleServerError = (caught) => {
  if (caught.kind === 'unknown') {
    const requestId = crypto.randomUUID().slice(0, 8);
    console.error(`web ${requestId} ${caught.event.request.method} ${caught.event.route.id}`, caught.error);
    return { status: 500, message: 'INTERNAL', requestId };
  }
  return undefined;
};
