/** Which plan a person of several works on; only a wish, rights are judged at every page. */
export const deskPlanCookie = 'rapfang_desk_plan';

/**
 * Where the same work is done for another plan: `/desk/responses/[code]` is one plan's, its list is not.
 * @param routeId as SvelteKit names routes
 * @returns a path without language
 */
export function samePlace(routeId: string | null): string {
  const parts = (routeId ?? '').split('/');
  const own = parts.findIndex((part) => part.startsWith('[') || part === 'new');
  const shared = (own === -1 ? parts : parts.slice(0, own)).join('/');
  if (shared === '/desk') return '/desk?overview';
  if (shared === '/desk/rounds') return '/desk/checks';
  return shared.startsWith('/desk/') ? shared : '/desk';
}
