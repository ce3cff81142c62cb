import type { RequestEvent } from '@sveltejs/kit';
import { RecordAnchorOfDayDocument } from '../graphql/generated';
import { fetchPage } from './api';
// The same file that people download: what we say and what they find cannot differ.
import { checkProof } from '../proof/record-verify.mjs';

export const PROOF_MOST = 400_000;

export interface CheckedEntry {
  action: string;
  at: string;
  state: 'anchored' | 'sealed' | 'waiting' | 'broken' | 'unknown';
  seq: number | null;
  day: string | null;
}

/**
 * Recomputes a pasted proof and compares it with our anchors.
 * @returns null when it is no proof
 */
export async function checkPasted(
  event: Pick<RequestEvent, 'locals'>,
  text: string,
): Promise<CheckedEntry[] | null> {
  let found;
  try {
    found = await checkProof(JSON.parse(text));
  } catch {
    return null;
  }
  const roots = new Map<string, string | null>();
  const checked: CheckedEntry[] = [];
  for (const { state, entry, seq = null, day = null, root } of found) {
    if (day !== null && !roots.has(day)) {
      const { recordAnchor } = await fetchPage(event, RecordAnchorOfDayDocument, {
        day: String(day).slice(0, 10),
      });
      roots.set(day, recordAnchor?.root ?? null);
    }
    checked.push({
      action: String(entry?.action ?? '').slice(0, 64),
      at: isInstant(entry?.at) ? entry.at : '',
      state: state === 'anchored' && roots.get(day ?? '') !== root ? 'unknown' : state,
      seq: typeof seq === 'number' ? seq : null,
      day: day === null ? null : String(day).slice(0, 10),
    });
  }
  return checked;
}

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
