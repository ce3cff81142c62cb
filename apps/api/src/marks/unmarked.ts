/** Stops the start: what says not who may use it is open to everyone by mistake. */
export class UnmarkedError extends Error {
  override readonly name = 'UnmarkedError';
}

/**
 * @param what `HTTP route`
 * @param marks what would mark it
 * @param names of those without a mark
 * @throws UnmarkedError when there are any
 */
export function refuseUnmarked(what: string, marks: string, names: readonly string[]): void {
  if (names.length === 0) return;
  throw new UnmarkedError(
    `The server does not start, because nothing is open by default: each ${what} needs ${marks}, and these have none: ${names.join(', ')}.`,
  );
}
