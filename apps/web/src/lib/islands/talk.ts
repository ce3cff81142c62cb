// The only script of a public page: brings the thread and the forms of a section to life.
import { hydrate } from 'svelte';
import Talk from '../components/Talk.svelte';
import { makeSite, siteContext } from '../site';
import type { TalkPayload } from '../talk';
import { loadTalkWords } from '../words';

const target = document.getElementById('talk');
const payload = document.getElementById('talk-data')?.textContent;
if (target && payload) {
  const { lang, data } = JSON.parse(payload) as TalkPayload;
  const site = makeSite(lang, await loadTalkWords(lang), () => location);
  hydrate(Talk, { target, props: { data }, context: siteContext(site) });
  document.documentElement.dataset.ready = 'yes';
}
