import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { planKeyOf, requireDesk } from '#lib/desk/enter.server.ts';
import {
  AddTermsDocument,
  DeskChecksDocument,
  RetireTermDocument,
  TryTermsDocument,
  TryTextDocument,
  type TermMatching,
  type TermSeverity,
} from '#lib/graphql/generated.ts';
import { act, fetchPage, statusOf } from '#lib/server/api.ts';
import { wordProblems } from '#lib/server/problems.ts';
import type { WebError } from '#lib/bridge.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'moderation.readTerms' };

export const load: PageServerLoad = async (event) => {
  const { desk, viewer } = await event.parent();
  const { plan } = requireDesk(desk);
  const { bannedTerms, rounds } = await fetchPage(event, DeskChecksDocument, { planKey: plan.key });
  const mayManage = viewer.grants.some(
    ({ role, planKey }) =>
      (role === 'SECRETARIAT' || role === 'ADMINISTRATOR') && (!planKey || planKey === plan.key),
  );
  const query = event.url.searchParams;
  return {
    terms: bannedTerms,
    // Only rounds that are held here are moderated here.
    rounds: rounds.filter(({ opensAt }) => opensAt !== null),
    mayManage,
    added: query.has('added')
      ? { added: Number(query.get('added')), known: Number(query.get('known') ?? 0) }
      : null,
    retired: query.has('retired'),
  };
};

const word = (form: FormData, name: string) => String(form.get(name) ?? '');

function termsOf(form: FormData, planKey: string) {
  return {
    planKey: word(form, 'scope') === 'everywhere' ? null : planKey,
    lines: word(form, 'lines'),
    matching: (word(form, 'matching') === 'ANYWHERE' ? 'ANYWHERE' : 'WORD') as TermMatching,
    language: word(form, 'language') === 'EN' ? ('EN' as const) : ('TH' as const),
    severity: (word(form, 'severity') === 'FLAG' ? 'FLAG' : 'HOLD') as TermSeverity,
    note: word(form, 'note').slice(0, 500) || null,
  };
}

const refuse = (event: RequestEvent, errors: WebError[], kept: object) =>
  fail(statusOf(errors[0]?.code ?? 'INTERNAL'), {
    problems: wordProblems(errors, event.locals.lang),
    ...kept,
  });

export const actions: Actions = {
  text: async (event) => {
    const text = word(await event.request.formData(), 'text').slice(0, 4000);
    const planKey = await planKeyOf(event);
    const result = await act(event, TryTextDocument, { planKey, text });
    if (result.errors) return refuse(event, result.errors, { text });
    return { text, findings: result.data.tryText };
  },
  try: async (event) => {
    const terms = termsOf(await event.request.formData(), await planKeyOf(event));
    const { planKey, lines, matching } = terms;
    const result = await act(event, TryTermsDocument, { input: { planKey, lines, matching } });
    if (result.errors) return refuse(event, result.errors, { terms });
    return { terms, trial: result.data.tryTerms };
  },
  add: async (event) => {
    const terms = termsOf(await event.request.formData(), await planKeyOf(event));
    const result = await act(event, AddTermsDocument, { input: terms });
    if (result.errors) return refuse(event, result.errors, { terms });
    const { added, known } = result.data.addTerms;
    redirect(303, `${event.url.pathname}?added=${added.length}&known=${known}#terms`);
  },
  retire: async (event) => {
    const form = await event.request.formData();
    const result = await act(event, RetireTermDocument, {
      input: { id: word(form, 'id'), reason: word(form, 'reason') },
    });
    if (result.errors) return refuse(event, result.errors, {});
    redirect(303, `${event.url.pathname}?retired#terms`);
  },
};
