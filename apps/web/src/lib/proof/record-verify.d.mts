/** Types of record-verify.mjs, for the web's own use of it. */
export interface ProofResult {
  state: 'anchored' | 'sealed' | 'waiting' | 'broken';
  problem?: string;
  entry: { at?: unknown; action?: unknown };
  seq?: number;
  day?: string;
  root?: string;
  chainHash?: string;
}
export function canonical(value: unknown): string;
export function checkProof(proof: unknown): Promise<ProofResult[]>;
