import { error, redirect } from '@sveltejs/kit';
import {
  ChangeMemberKindDocument,
  InviteToOrganisationDocument,
  LeaveOrganisationDocument,
  MyOrganisationsDocument,
  OrganisationPageDocument,
  RemoveMemberDocument,
  type MemberKind,
} from '#lib/graphql/generated.ts';
import { invitationActs } from '#lib/people/invitation-acts.server.ts';
import { languageOf, settle, textOf } from '#lib/people/people-form.server.ts';
import { act, fetchPage } from '#lib/server/api.ts';
import { readPage } from '#lib/server/thread-query.ts';
import { localPath } from '#lib/site.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'people.manageMembers' };

export const load: PageServerLoad = async (event) => {
  const { viewer: me } = await fetchPage(event, MyOrganisationsDocument, {});
  if (me.kind !== 'PERSON') {
    const returnTo = encodeURIComponent(event.url.pathname);
    redirect(303, localPath(`/sign-in?returnTo=${returnTo}`, event.locals.lang));
  }
  const { key } = event.params;
  const own = me.memberships.find(({ organisation }) => organisation.key === key) ?? null;
  const page = await act(event, OrganisationPageDocument, { key, ...readPage(event.url.searchParams) });
  const done = event.url.searchParams.get('done');
  if (!page.errors && page.data.managedOrganisation) {
    const { managedOrganisation, members, organisationInvitations } = page.data;
    return {
      viewer: me,
      organisation: managedOrganisation,
      own,
      managed: {
        members: members.edges.map(({ node }) => node),
        total: members.totalCount,
        pageInfo: members.pageInfo,
        invitations: organisationInvitations.edges.map(({ node }) => node),
        invitationTotal: organisationInvitations.totalCount,
      },
      done,
    };
  }
  // A speaker sees that they are one, and may leave; for everybody else there is nothing here.
  if (!own) error(404, 'NOT_FOUND');
  return { viewer: me, organisation: own.organisation, own, managed: null, done };
};

const kindOf = (form: FormData): MemberKind => (textOf(form, 'kind') === 'MANAGER' ? 'MANAGER' : 'SPEAKER');

export const actions: Actions = {
  ...invitationActs,
  invite: async (event) => {
    const form = await event.request.formData();
    const result = await act(event, InviteToOrganisationDocument, {
      input: {
        email: textOf(form, 'email').trim(),
        language: languageOf(form),
        organisationKey: event.params.key,
        memberKind: kindOf(form),
      },
    });
    return settle(event, result, { id: 'invite', done: 'invited', form });
  },
  kind: async (event) => {
    const form = await event.request.formData();
    const personId = textOf(form, 'personId');
    const result = await act(event, ChangeMemberKindDocument, {
      input: {
        organisationKey: event.params.key,
        personId,
        kind: kindOf(form),
        reason: textOf(form, 'reason'),
      },
    });
    return settle(event, result, { id: `kind-${personId}`, done: 'changed', form });
  },
  remove: async (event) => {
    const form = await event.request.formData();
    const personId = textOf(form, 'personId');
    const result = await act(event, RemoveMemberDocument, {
      input: { organisationKey: event.params.key, personId, reason: textOf(form, 'reason') },
    });
    return settle(event, result, { id: `remove-${personId}`, done: 'removed', form });
  },
  leave: async (event) => {
    const form = await event.request.formData();
    const result = await act(event, LeaveOrganisationDocument, { organisationKey: event.params.key });
    if (result.errors) return settle(event, result, { id: 'leave', done: '', form });
    redirect(303, localPath('/me', event.locals.lang));
  },
};
