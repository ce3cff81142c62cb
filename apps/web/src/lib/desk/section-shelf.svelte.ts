import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { DeskSectionQuery } from '../graphql/generated';

export type DeskSection = NonNullable<DeskSectionQuery['section']>;

/** Section texts read so far: moving between comments on one section asks nothing of the server. */
export class SectionShelf {
  readonly #texts = new SvelteMap<string, DeskSection>();
  readonly #asked = new SvelteSet<string>();

  keep(section: DeskSection | null): void {
    if (section) this.#texts.set(section.key, section);
  }

  find(key: string): DeskSection | null {
    return this.#texts.get(key) ?? null;
  }

  /** Fetches what is missing; a failure only leaves the place empty, to be asked for again. */
  async want(key: string, address: string): Promise<void> {
    if (this.#texts.has(key) || this.#asked.has(key)) return;
    this.#asked.add(key);
    try {
      const reply = await fetch(address);
      if (reply.ok) this.keep((await reply.json()) as DeskSection);
    } finally {
      this.#asked.delete(key);
    }
  }
}
