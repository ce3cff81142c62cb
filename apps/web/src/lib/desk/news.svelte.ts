import type { StateCounts } from './desk';

/** Who looks at which comment, by its id; the own claims are left out. */
export type Claims = Record<string, string | null>;
export interface NewsReply {
  states: StateCounts;
  claims: Claims;
}

const everyMs = 10_000;

/** Asks for the counts every ten seconds while the page is looked at. */
export class News {
  latest: StateCounts | null = $state.raw(null);
  /** Set when the last question failed: the counts on the screen may be old. */
  lost = $state(false);

  constructor(private readonly onclaims: (claims: Claims) => void = () => undefined) {}

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
      const { states, claims } = (await reply.json()) as NewsReply;
      this.latest = states;
      this.onclaims(claims);
      this.lost = false;
    } catch {
      this.lost = true;
    }
  }
}
