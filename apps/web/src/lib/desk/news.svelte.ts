import type { StateCounts } from './desk';

const everyMs = 10_000;

/** Asks for the counts every ten seconds while the page is looked at. */
export class News {
  latest: StateCounts | null = $state.raw(null);
  /** Set when the last question failed: the counts on the screen may be old. */
  lost = $state(false);

  /** @returns how to stop */
  follow(address: string): () => void {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.#ask(address);
    }, everyMs);
    return () => clearInterval(timer);
  }

  async #ask(address: string): Promise<void> {
    try {
      const reply = await fetch(address);
      if (!reply.ok) throw new Error(String(reply.status));
      this.latest = (await reply.json()) as StateCounts;
      this.lost = false;
    } catch {
      this.lost = true;
    }
  }
}
