import { error, fail } from '@sveltejs/kit';
import { RecordProofDocument, ShellDocument } from '#lib/graphql/generated.ts';
import { act, fetchPage, statusOf } from '#lib/server/api.ts';
import { checkPasted, PROOF_MOST } from '#lib/server/proof-check.ts';
import { recordWords } from '#lib/words/record.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = {
  public: 'A receipt opens its own comment’s entries; a pasted proof is only recomputed.',
};

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { viewer } = await fetchPage(event, ShellDocument, {});
  const code = event.url.searchParams.get('code')?.trim().slice(0, 40) ?? null;
  if (!code) return { viewer, code: '', proof: null, problem: code === '' ? ('empty' as const) : null };
  const { data, errors } = await act(event, RecordProofDocument, { code });
  const first = errors?.[0];
  if (first?.code === 'RATE_LIMITED')
    return { viewer, code, proof: null, problem: Number(first.params['seconds']) };
  // A code that cannot be one is answered like one that is not there.
  if (first && first.code !== 'VALIDATION')
    error(statusOf(first.code), first.code, { requestId: first.requestId });
  const found = data?.receiptProof;
  if (!found) return { viewer, code, proof: null, problem: 'missing' as const };
  const { entries } = found;
  return { viewer, code: found.code, proof: { entries }, problem: null };
};

export const actions: Actions = {
  check: async (event) => {
    const w = recordWords[event.locals.lang].verify;
    const text = String((await event.request.formData()).get('proof') ?? '').trim();
    if (text === '') return fail(400, { problem: w.empty, text: '', checked: null });
    if (text.length > PROOF_MOST) return fail(400, { problem: w.tooLong, text: '', checked: null });
    const checked = await checkPasted(event, text);
    if (!checked || checked.length === 0) return fail(400, { problem: w.unreadable, text, checked: null });
    return { problem: null, text: '', checked };
  },
};
