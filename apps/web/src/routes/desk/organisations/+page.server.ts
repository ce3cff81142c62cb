import { error } from '@sveltejs/kit';
import { readPage } from '#lib/desk/paging.ts';
import {
  DeskOrganisationsDocument,
  RegisterOrganisationDocument,
  RenameOrganisationDocument,
} from '#lib/graphql/generated.ts';
import { settle, textOf } from '#lib/people/people-form.server.ts';
import { isAdministratorEverywhere } from '#lib/people/plans.ts';
import { act, fetchPage } from '#lib/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'people.administerOrganisations' };

export const load: PageServerLoad = async (event) => {
  if (!isAdministratorEverywhere((await event.parent()).viewer)) error(403, 'FORBIDDEN');
  const query = event.url.searchParams;
  const search = query.get('q')?.slice(0, 200) ?? '';
  const { organisations } = await fetchPage(event, DeskOrganisationsDocument, {
    search: search || null,
    ...readPage(query),
  });
  return {
    organisations: organisations.edges.map(({ node }) => node),
    total: organisations.totalCount,
    pageInfo: organisations.pageInfo,
    search,
    done: query.get('done'),
  };
};

const nameOf = (form: FormData) => ({
  th: textOf(form, 'nameTh').trim() || null,
  en: textOf(form, 'nameEn').trim() || null,
});

export const actions: Actions = {
  register: async (event) => {
    const form = await event.request.formData();
    const result = await act(event, RegisterOrganisationDocument, {
      input: { key: textOf(form, 'key'), name: nameOf(form) },
    });
    return settle(event, result, { id: 'register', done: 'registered', form });
  },
  rename: async (event) => {
    const form = await event.request.formData();
    const organisationKey = textOf(form, 'organisationKey');
    const result = await act(event, RenameOrganisationDocument, {
      input: { organisationKey, name: nameOf(form) },
    });
    return settle(event, result, { id: `rename-${organisationKey}`, done: 'renamed', form });
  },
};
