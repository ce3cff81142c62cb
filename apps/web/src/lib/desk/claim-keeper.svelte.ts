import { SvelteMap } from 'svelte/reactivity';
import { deserialize, type ActionResult } from '$app/forms';
import type { Claims } from './news.svelte';

/** Well within the two minutes for which a claim holds. */
const renewMs = 40_000;

interface Claim {
  byViewer: boolean;
  byName: string | null;
}

/**
 * Claims what is open and gives it back when it is left. A claim that cannot be had, or a server that
 * is away, only means that nothing is claimed: the decision itself is judged by the server anyway.
 */
export class ClaimKeeper {
  /** Who else looks at what, by comment. */
  readonly others = new SvelteMap<string, string>();
  #held: string | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly action: string) {}

  /** What the desk's news say now. */
  hear(claims: Claims): void {
    this.others.clear();
    for (const [id, name] of Object.entries(claims)) this.others.set(id, name ?? '');
  }

  /** @param id what is open now, or null */
  hold(id: string | null): void {
    if (this.#held === id) return;
    this.leave();
    this.#held = id;
    if (!id) return;
    void this.#ask(id, false);
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.#ask(id, false);
    }, renewMs);
  }

  async takeOver(id: string): Promise<void> {
    await this.#ask(id, true);
  }

  /** Also when the page is left: the request outlives it. */
  leave(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    const id = this.#held;
    this.#held = null;
    if (id && !this.others.has(id)) void this.#send({ commentId: id, release: 'yes' });
  }

  async #ask(commentId: string, takeOver: boolean): Promise<void> {
    const reply = await this.#send({ commentId, ...(takeOver && { takeOver: 'yes' }) });
    const claim = reply?.type === 'success' ? (reply.data?.['claim'] as Claim | null) : null;
    if (!claim) return;
    const { byViewer, byName } = claim;
    if (byViewer) this.others.delete(commentId);
    else this.others.set(commentId, byName ?? '');
  }

  async #send(fields: Record<string, string>): Promise<ActionResult | null> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    try {
      const reply = await fetch(this.action, {
        method: 'POST',
        body,
        headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
        keepalive: true,
      });
      return deserialize(await reply.text());
    } catch {
      return null;
    }
  }
}
