import { SvelteSet } from 'svelte/reactivity';
import type { StateCounts } from './desk';
import type { DeskCommentPartsFragment } from '../graphql/generated';

export type DeskComment = DeskCommentPartsFragment;

/**
 * The rows on the screen and which one is open. Rows keep their places: what was decided stays,
 * marked as such, until the list is loaded anew; the cursor follows the id, not the index.
 */
export class DeskQueue {
  rows: DeskComment[] = $state.raw([]);
  openId: string | null = $state(null);
  /** Decided on this screen, by id. */
  readonly done = new SvelteSet<string>();
  /** Opened by its address though it is not in the list. */
  #stranger: DeskComment | null = $state.raw(null);

  constructor(rows: readonly DeskComment[], open: DeskComment | null) {
    this.rows = [...rows];
    this.openId = open?.id ?? null;
    this.#stranger = open && !rows.some(({ id }) => id === open.id) ? open : null;
  }

  get open(): DeskComment | null {
    return (
      this.rows.find(({ id }) => id === this.openId) ??
      (this.#stranger?.id === this.openId ? this.#stranger : null)
    );
  }

  get index(): number {
    return this.rows.findIndex(({ id }) => id === this.openId);
  }

  /** The row `step` away, or null at the ends. */
  neighbour(step: number): DeskComment | null {
    return this.rows[this.index + step] ?? null;
  }

  /** The next one that still waits: below first, then from the top. */
  nextWaiting(): DeskComment | null {
    const waits = ({ id }: DeskComment) => !this.done.has(id) && id !== this.openId;
    return (
      this.rows.slice(this.index + 1).find(waits) ??
      this.rows.slice(0, Math.max(0, this.index)).find(waits) ??
      null
    );
  }

  put(comment: DeskComment): void {
    this.rows = this.rows.map((row) => (row.id === comment.id ? comment : row));
    if (this.#stranger?.id === comment.id) this.#stranger = comment;
  }

  /** How the counts by state have moved by decisions on this screen. */
  moved(states: StateCounts, loaded: readonly DeskComment[]): StateCounts {
    const now = { ...states };
    for (const before of loaded.filter(({ id }) => this.done.has(id))) {
      const after = this.rows.find(({ id }) => id === before.id);
      now[before.state] -= 1;
      now[after?.state ?? before.state] += 1;
    }
    return now;
  }

  /** Waits again: its decision was taken back. */
  reopen(comment: DeskComment): void {
    this.put(comment);
    this.done.delete(comment.id);
  }

  finish(comment: DeskComment): void {
    this.put(comment);
    this.done.add(comment.id);
  }
}
