import { loadShell } from '#lib/server/shell.ts';
import type { PageServerLoad } from './$types';

export const _access = { public: 'Words alone.' };

export const load: PageServerLoad = loadShell;
