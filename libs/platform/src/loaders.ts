import DataLoader from 'dataloader';

/** DataLoaders that live as long as one request: what turns N+1 reads into one query per kind. */
export class RequestLoaders {
  readonly #byName = new Map<string, DataLoader<unknown, unknown>>();

  /**
   * The request's loader of that name, made on first use.
   * @param batch gives one value per key, in the order of the keys.
   */
  of<Key extends string, Value>(
    name: string,
    batch: (keys: readonly Key[]) => Promise<readonly Value[]>,
  ): DataLoader<Key, Value> {
    let loader = this.#byName.get(name);
    if (!loader) {
      loader = new DataLoader(batch as (keys: readonly unknown[]) => Promise<readonly unknown[]>, {
        maxBatchSize: 500,
      });
      this.#byName.set(name, loader);
    }
    return loader as unknown as DataLoader<Key, Value>;
  }

  /** Forgets what was read, so that an answer after a write shows the write. */
  clear(): void {
    this.#byName.clear();
  }
}
