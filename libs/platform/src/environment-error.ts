/** Thrown at start; its message names the variable and what it takes. */
export class EnvironmentError extends Error {
  constructor(name: string, reason: string) {
    super(`${name} ${reason}`);
    this.name = 'EnvironmentError';
  }
}

/** The system's own short word for a failure: EACCES, ECONNREFUSED. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(code ?? message ?? error);
}
