import { render } from 'svelte/server';
import Talk from '../components/Talk.svelte';
import { makeSite, siteContext } from '../site';
import type { TalkData, TalkPayload } from '../talk';
import { loadTalkWords, type Lang } from '../words';

/** Draws the talk so that its script can take it over, and the data that the script needs. */
export async function renderTalk(
  lang: Lang,
  data: TalkData,
  url: URL,
): Promise<{ html: string; payload: string }> {
  const site = makeSite(lang, await loadTalkWords(lang), () => url);
  const { body } = await render(Talk, { props: { data }, context: siteContext(site) });
  const payload: TalkPayload = { lang, data };
  // No text of a reader may end the script element it stands in.
  return { html: body, payload: JSON.stringify(payload).replaceAll('<', '\\u003c') };
}
