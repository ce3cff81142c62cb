import { error } from '@sveltejs/kit';
import { CommentPageDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import { appealAction } from '#lib/server/appeal-action.ts';
import { supportAction } from '#lib/server/comment-actions.ts';
import { readPage } from '#lib/server/thread-query.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = {
  public: 'A published comment and its replies; what is not published looks like what is not there.',
};

/** Replies on a page of their own: more than beside the section's text. */
const repliesAPage = 50;

export const load: PageServerLoad = async (event) => {
  const page = readPage(event.url.searchParams, repliesAPage);
  const { viewer, comment } = await fetchPage(event, CommentPageDocument, { id: event.params.id, ...page });
  if (!comment) error(404, 'NOT_FOUND');
  const { replies, section, planKey, sectionKey, replyCount, ...parts } = comment;
  return {
    viewer,
    comment: parts,
    section,
    planKey,
    sectionKey,
    replyCount,
    replies: replies.edges.map(({ node }) => node),
    pageInfo: replies.pageInfo,
  };
};

export const actions: Actions = { appeal: (event) => appealAction(event, null), support: supportAction };
