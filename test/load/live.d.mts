export interface LiveResult {
  clients: number;
  comments: number;
  deliveries: number;
  /** Acknowledged comments that did not reach a reader, over all readers. */
  lost: number;
  duplicated: number;
  reordered: number;
  cuts: number;
  /** Numbers that came both pushed and asked for after a cut; the protocol allows it. */
  repeatedAfterCut: number;
  /** From the acknowledgement to receipt; below zero where the push overtook the answer. */
  p50Ms: number | null;
  p99Ms: number | null;
  mostMs: number | null;
  fromSendingP50Ms: number | null;
  fromSendingP99Ms: number | null;
}

export function measureLive(wanted: {
  url: string;
  sectionKey: string;
  planKey?: string;
  clients?: number;
  perSecond?: number;
  seconds?: number;
  cutShare?: number;
  say?: (line: string) => void;
}): Promise<LiveResult>;
