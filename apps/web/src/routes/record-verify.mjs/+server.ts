import program from '#lib/proof/record-verify.mjs?raw';
import type { RequestHandler } from './$types';

export const _access = { public: 'The program with which anyone checks a proof.' };

export const GET: RequestHandler = () =>
  new Response(program, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
