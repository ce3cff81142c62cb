import { error, redirect } from '@sveltejs/kit';
import { statusOf } from '#lib/server/api.ts';
import { localPath } from '#lib/site.ts';
import type { RequestHandler } from './$types';

export const _access = { permission: 'privacy.export' };

const TYPES = { json: 'application/json', csv: 'text/csv; charset=utf-8' } as const;

/** The file as a download, streamed. A form posts here, so that a receipt code is in no address. */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData();
  const format = form.get('format') === 'csv' ? 'csv' : 'json';
  const code = form.get('receiptCode');
  const result = await event.locals.bridge.exportData({
    format,
    receiptCode: typeof code === 'string' && code !== '' ? code : null,
  });
  if (result.errors) {
    const [first] = result.errors;
    if (first?.code === 'RECENT_SIGN_IN_REQUIRED') redirect(303, localPath('/me/data', event.locals.lang));
    error(statusOf(first?.code ?? 'INTERNAL'), first?.code ?? 'INTERNAL', { requestId: first?.requestId });
  }
  return new Response(streamOf(result.data), {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="rapfang-my-data.${format}"`,
      'cache-control': 'private, no-store',
    },
  });
};

/** Reads on only as fast as the browser takes it. */
function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
