import { ChangedByVoicesDocument, HomePageDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import { listStrategies } from '#lib/server/plan-tree.ts';
import type { PageServerLoad } from './$types';

export const _access = { public: 'The front page of a public consultation.' };

// The home page shows where the plan stands; the whole way has a page of its own.
const latestRounds = 6;

export const load: PageServerLoad = async (event) => {
  const home = await fetchPage(event, HomePageDocument, {});
  const plan = home.plans[0];
  // Which plan to ask for is known only now.
  const changed = plan ? await fetchPage(event, ChangedByVoicesDocument, { planKey: plan.key }) : null;
  return {
    viewer: home.viewer,
    now: new Date(),
    openRounds: home.plans.flatMap(({ key, title, rounds }) =>
      rounds.filter(({ state }) => state === 'OPEN').map((round) => ({ ...round, plan: { key, title } })),
    ),
    plan: plan
      ? {
          ...plan,
          sections: undefined,
          rounds: plan.rounds.slice(-latestRounds),
          strategies: listStrategies(plan.sections),
        }
      : null,
    answers: (changed?.responses.edges ?? []).map(({ node: { comments, ...response } }) => ({
      ...response,
      exemplar: comments.edges[0]?.node ?? null,
    })),
  };
};
