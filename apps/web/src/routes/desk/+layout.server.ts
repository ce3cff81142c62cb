import { enterDesk } from '#lib/desk/enter.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  // Only where to come back to: the desk itself does not change with its address.
  const returnTo = event.untrack(() => event.url.pathname + event.url.search);
  return enterDesk(event, returnTo);
};
