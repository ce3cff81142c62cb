import { error } from '@sveltejs/kit';
import { RecordProofDocument } from '#lib/graphql/generated.ts';
import { act, statusOf } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

export const _access = { public: 'The proof of the comment whose receipt code is named.' };

export const GET: RequestHandler = async (event) => {
  const { data, errors } = await act(event, RecordProofDocument, { code: event.params.code });
  const first = errors?.[0];
  if (first && first.code !== 'VALIDATION') error(statusOf(first.code), first.code);
  if (!data?.receiptProof) error(404, 'NOT_FOUND');
  const { document } = data.receiptProof;
  return new Response(document, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      // Not named after the receipt: whoever is handed the file could read the comment's private part with it.
      'content-disposition': 'attachment; filename="record-proof.json"',
      'cache-control': 'private, no-store',
    },
  });
};
