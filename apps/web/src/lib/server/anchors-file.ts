import type { RequestEvent } from '@sveltejs/kit';
import type { WebResult } from '../bridge';
import {
  RecordAnchorsFileDocument,
  type AnchorPartsFragment,
  type RecordAnchorsFileQuery,
} from '../graphql/generated';
import { act } from './api';

/** Every anchor, the oldest first, a page at a time: memory stays bounded however long the record is. */
async function* anchors(event: Pick<RequestEvent, 'locals'>): AsyncGenerator<AnchorPartsFragment> {
  for (let before: string | null = null; ;) {
    const result: WebResult<RecordAnchorsFileQuery> = await act(event, RecordAnchorsFileDocument, { before });
    if (!result.data) throw new Error(result.errors?.[0]?.code ?? 'INTERNAL');
    const { edges, pageInfo }: RecordAnchorsFileQuery['recordAnchors'] = result.data.recordAnchors;
    yield* edges.map(({ node }) => node).toReversed();
    if (!pageInfo.hasPreviousPage || !pageInfo.startCursor) return;
    before = pageInfo.startCursor;
  }
}

/** The file as it is read from the database, not before. @param head what stands above the lines */
export function anchorsFile(
  event: Pick<RequestEvent, 'locals'>,
  type: string,
  lineOf: (anchor: AnchorPartsFragment) => string,
  head = '',
): Response {
  const encoder = new TextEncoder();
  const lines = anchors(event);
  let begun = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!begun && head) controller.enqueue(encoder.encode(head));
      begun = true;
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(lineOf(value)));
    },
  });
  // A line never changes; new ones come once a day.
  return new Response(body, {
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'public, max-age=300' },
  });
}
