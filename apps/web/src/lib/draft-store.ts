/** A half-written comment, kept on this device until it is sent. No e-mail, no personal details. */
export interface Draft {
  body: string;
  stance: string;
  displayName: string;
  /** Milliseconds since 1970. */
  savedAt: number;
}

const aMonth = 30 * 24 * 60 * 60 * 1000;
const keyOf = (target: string) => `rapfang:draft:${target}`;

/** Storage may be full or forbidden; then a draft simply does not survive. */
function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}

export function saveDraft(target: string, draft: Omit<Draft, 'savedAt'>): Draft | null {
  if (draft.body.trim() === '') {
    clearDraft(target);
    return null;
  }
  const kept = { ...draft, savedAt: Date.now() };
  return attempt(() => {
    localStorage.setItem(keyOf(target), JSON.stringify(kept));
    return kept;
  });
}

export function findDraft(target: string): Draft | null {
  const text = attempt(() => localStorage.getItem(keyOf(target)));
  const draft: unknown = text ? attempt(() => JSON.parse(text)) : null;
  return isDraft(draft) && draft.savedAt > Date.now() - aMonth ? draft : null;
}

export function clearDraft(target: string): void {
  attempt(() => localStorage.removeItem(keyOf(target)));
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { body, stance, displayName, savedAt } = value as Record<string, unknown>;
  return (
    typeof body === 'string' &&
    typeof stance === 'string' &&
    typeof displayName === 'string' &&
    typeof savedAt === 'number'
  );
}
