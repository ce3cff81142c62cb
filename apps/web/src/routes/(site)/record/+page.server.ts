import { RecordPageDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import { readPage } from '#lib/server/thread-query.ts';
import type { PageServerLoad } from './$types';

export const _access = { public: 'The daily values of the record, for everyone to keep.' };

export const load: PageServerLoad = async (event) => {
  const { viewer, recordHead, recordAnchors } = await fetchPage(
    event,
    RecordPageDocument,
    readPage(event.url.searchParams, 30),
  );
  return {
    viewer,
    head: recordHead,
    anchors: recordAnchors.edges.map(({ node }) => node),
    pageInfo: recordAnchors.pageInfo,
  };
};
