import { error } from '@sveltejs/kit';
import { readPage } from '#lib/desk/paging.ts';
import {
  DeskInvitationsDocument,
  DeskPeopleDocument,
  GiveRoleDocument,
  InviteToRoleDocument,
  PeoplePlansDocument,
  TakeRoleDocument,
  type Role,
} from '#lib/graphql/generated.ts';
import { invitationActs } from '#lib/people/invitation-acts.server.ts';
import { languageOf, settle, textOf } from '#lib/people/people-form.server.ts';
import { isAdministrator, roles } from '#lib/people/plans.ts';
import { act, fetchPage } from '#lib/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'people.read' };

export const load: PageServerLoad = async (event) => {
  // Also without a plan to work on: a new installation begins with people.
  if (!isAdministrator((await event.parent()).viewer)) error(403, 'FORBIDDEN');
  const query = event.url.searchParams;
  const search = query.get('q')?.slice(0, 200) ?? '';
  const role = roles.find((one) => one === query.get('role')) ?? null;
  const everyone = query.get('show') === 'all';
  const [{ people }, { invitations }, { plans, viewer }] = await Promise.all([
    fetchPage(event, DeskPeopleDocument, {
      search: search || null,
      role,
      staff: !everyone,
      ...readPage(query),
    }),
    fetchPage(event, DeskInvitationsDocument, {}),
    fetchPage(event, PeoplePlansDocument, {}),
  ]);
  return {
    people: people.edges.map(({ node }) => node),
    total: people.totalCount,
    pageInfo: people.pageInfo,
    invitations: invitations.edges.map(({ node }) => node),
    invitationTotal: invitations.totalCount,
    plans,
    ownId: viewer.id,
    filter: { search, role, everyone },
    done: query.get('done'),
  };
};

const roleOf = (form: FormData): Role => textOf(form, 'role') as Role;
const organisationOf = (form: FormData): string | null => textOf(form, 'organisationKey').trim() || null;

export const actions: Actions = {
  ...invitationActs,
  invite: async (event) => {
    const form = await event.request.formData();
    const result = await act(event, InviteToRoleDocument, {
      input: {
        email: textOf(form, 'email').trim(),
        language: languageOf(form),
        role: roleOf(form),
        planKey: textOf(form, 'planKey'),
        organisationKey: organisationOf(form),
      },
    });
    return settle(event, result, { id: 'invite', done: 'invited', form });
  },
  give: async (event) => {
    const form = await event.request.formData();
    const personId = textOf(form, 'personId');
    const result = await act(event, GiveRoleDocument, {
      input: {
        personId,
        role: roleOf(form),
        planKey: textOf(form, 'planKey'),
        organisationKey: organisationOf(form),
        reason: textOf(form, 'reason'),
      },
    });
    return settle(event, result, { id: `give-${personId}`, done: 'given', form });
  },
  take: async (event) => {
    const form = await event.request.formData();
    const [personId, role, planKey] = [textOf(form, 'personId'), roleOf(form), textOf(form, 'planKey')];
    const result = await act(event, TakeRoleDocument, {
      input: { personId, role, planKey, reason: textOf(form, 'reason') },
    });
    return settle(event, result, { id: textOf(form, 'form').slice(0, 120), done: 'taken', form });
  },
};
