import { loadShell } from '#lib/server/shell.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = loadShell;
