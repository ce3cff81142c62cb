import type { Reroute } from '@sveltejs/kit/hooks';
import { splitLang } from '#lib/site.ts';

/** `/en/plans` is the page `/plans`, in English. */
export const reroute: Reroute = ({ url }) => splitLang(url.pathname).path;
