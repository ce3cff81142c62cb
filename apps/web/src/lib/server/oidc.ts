import type { RequestEvent } from '@sveltejs/kit';
import type { ProviderPartsFragment } from '../graphql/generated';
import { localPath } from '../site';
import type { Lang, Words } from '../words';

type Problems = Words['identity']['problems'];

/** What a page says when signing in at a provider came to nothing. */
export interface OidcTrouble {
  problem: keyof Problems;
  provider: string;
}

/** Address that says so: the page to go on from, with the problem in its query. */
export function troublePath(page: string, { problem, provider }: OidcTrouble, lang: Lang): string {
  return localPath(`${page}?${new URLSearchParams({ problem, provider })}`, lang);
}

const PROBLEMS: { [Problem in keyof Problems]: true } = {
  DENIED: true,
  EXPIRED: true,
  UNAVAILABLE: true,
  REFUSED: true,
  RATE_LIMITED: true,
  EMAIL_KNOWN: true,
  SIGNED_IN: true,
  IDENTITY_TAKEN: true,
  NUMBER_TAKEN: true,
  NUMBER_DIFFERS: true,
};

const isProblem = (text: string | null): text is keyof Problems => text !== null && text in PROBLEMS;

/** The trouble that an address tells of; what it makes up is left out. */
export function readTrouble(
  { url }: Pick<RequestEvent, 'url'>,
  providers: readonly ProviderPartsFragment[],
): { problem: keyof Problems; name: ProviderPartsFragment['name'] } | null {
  const problem = url.searchParams.get('problem');
  const provider = providers.find(({ key }) => key === url.searchParams.get('provider'));
  return isProblem(problem) && provider ? { problem, name: provider.name } : null;
}
