import { Injectable } from '@nestjs/common';
import { Proofs, type EntryProof } from '@rapfang/audit';
import { CommentEvent, ReceiptService } from '@rapfang/comment';
import type { Ctx } from '@rapfang/platform';
import type { ProvedEntryModel, ReceiptProofModel } from './record.model.js';

/** Version of the document; docs/record.md and record-verify.mjs follow it. */
const FORMAT = 'rapfang-record-proof/1';
/** A comment's own life; what staff do beside it (claims, tags, reports of readers) is not its author's to read. */
const OWN_ACTIONS = [
  ...Object.values(CommentEvent).filter((event) => event !== CommentEvent.SUPPORTED),
  'comment.imported',
];
const ENTRIES_MOST = 200;

/** Proof for whoever holds a receipt: their comment, and all that became of it, is in the record. */
@Injectable()
export class ReceiptProofService {
  constructor(
    private readonly receipts: ReceiptService,
    private readonly proofs: Proofs,
  ) {}

  /**
   * @returns null when there is no such receipt
   * @throws DomainError VALIDATION on `code`; RATE_LIMITED
   */
  async find(ctx: Ctx, typed: string): Promise<ReceiptProofModel | null> {
    const receipt = await this.receipts.find(ctx, typed);
    if (!receipt) return null;
    const proofs = await this.proofs.about(
      { type: 'comment', id: receipt.comment.id },
      OWN_ACTIONS,
      ENTRIES_MOST,
    );
    return {
      code: receipt.code,
      entries: proofs.map(told),
      document: JSON.stringify({ format: FORMAT, entries: proofs }, null, 2),
    };
  }
}

function told({ entry, entryHash, link, anchor }: EntryProof): ProvedEntryModel {
  return {
    action: String(entry['action']),
    at: String(entry['at']),
    entryHash,
    seq: link?.seq ?? null,
    day: anchor?.day ?? null,
    steps: anchor?.path.length ?? 0,
  };
}
