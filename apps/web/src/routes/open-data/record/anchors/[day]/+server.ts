import { error, json } from '@sveltejs/kit';
import { RecordAnchorOfDayDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

export const _access = { public: 'One day’s value of the record, at an address that stays.' };

export const GET: RequestHandler = async (event) => {
  const { recordAnchor } = await fetchPage(event, RecordAnchorOfDayDocument, { day: event.params.day });
  if (!recordAnchor) error(404, 'NOT_FOUND');
  const { day, entries, lastSeq, root, chainHead } = recordAnchor;
  // What is anchored never changes; a day at most hides it if it ever did.
  return json(
    { day, entries, lastSeq, root, chainHead },
    { headers: { 'cache-control': 'public, max-age=86400' } },
  );
};
