import { error, json } from '@sveltejs/kit';
import { planKeyOf } from '#lib/desk/enter.server.ts';
import { DeskSectionDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

export const _access = { permission: 'comment.readUnpublished' };

/** The draft's text beside a comment, when the next one is about another section. */
export const GET: RequestHandler = async (event) => {
  const { section } = await fetchPage(event, DeskSectionDocument, {
    planKey: await planKeyOf(event),
    key: event.params.section,
  });
  if (!section) error(404, 'NOT_FOUND');
  return json(section);
};
