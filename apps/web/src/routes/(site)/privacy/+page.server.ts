import { PrivacyPageDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

export const _access = { permission: 'privacy.readTexts' };

export const load: PageServerLoad = (event) => fetchPage(event, PrivacyPageDocument, {});
