import { loadMyData, myDataActions } from '#lib/server/my-data.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'privacy.readOwn' };

export const load: PageServerLoad = (event) => loadMyData(event, null);

export const actions: Actions = myDataActions(() => null);
