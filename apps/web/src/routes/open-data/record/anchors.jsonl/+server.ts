import { anchorsFile } from '#lib/server/anchors-file.ts';
import type { RequestHandler } from './$types';

export const _access = { public: 'The daily values of the record, for everyone to keep.' };

export const GET: RequestHandler = (event) =>
  anchorsFile(
    event,
    'application/jsonl',
    ({ day, entries, lastSeq, root, chainHead }) =>
      `${JSON.stringify({ day, entries, lastSeq, root, chainHead })}\n`,
  );
