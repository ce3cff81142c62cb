import { stringify } from 'csv-stringify/sync';
import type { AnchorPartsFragment } from '#lib/graphql/generated.ts';
import { anchorsFile } from '#lib/server/anchors-file.ts';
import type { RequestHandler } from './$types';

export const _access = { public: 'The daily values of the record, for everyone to keep.' };

const row = (values: (string | number)[]): string => stringify([values], { escape_formulas: true });
const line = ({ day, entries, lastSeq, root, chainHead }: AnchorPartsFragment): string =>
  row([day, entries, lastSeq, root, chainHead]);

export const GET: RequestHandler = (event) =>
  anchorsFile(event, 'text/csv', line, row(['day', 'entries', 'last_link', 'root', 'chain_head']));
