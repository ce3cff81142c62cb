import { redirect } from '@sveltejs/kit';
import { MyCommentsPageDocument, MyOrganisationsDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import { readPage } from '#lib/server/thread-query.ts';
import { localPath } from '#lib/site.ts';
import type { PageServerLoad } from './$types';

export const _access = {
  public: 'The comments of this browser or person, and nobody else’s; guests have some too.',
};

export const load: PageServerLoad = async (event) => {
  const signIn = () =>
    redirect(
      303,
      localPath('/sign-in?returnTo=', event.locals.lang) + encodeURIComponent(event.url.pathname),
    );
  const result = await event.locals.bridge.graphql(MyCommentsPageDocument, readPage(event.url.searchParams));
  if (result.errors?.some(({ code }) => code === 'SIGN_IN_REQUIRED' || code === 'FORBIDDEN')) signIn();
  const { viewer, myComments } =
    result.data ?? (await fetchPage(event, MyCommentsPageDocument, readPage(event.url.searchParams)));
  if (viewer.kind !== 'PERSON') signIn();
  const { viewer: me } = await fetchPage(event, MyOrganisationsDocument, {});
  return {
    viewer,
    memberships: me.memberships,
    total: myComments.totalCount,
    pageInfo: myComments.pageInfo,
    comments: myComments.edges.map(({ node }) => node),
  };
};
