/** report: the record as it is read, proved and published. */
import { Module } from '@nestjs/common';
import { CommentModule } from '@rapfang/comment';
import { PlanModule } from '@rapfang/plan';
import { ReceiptProofService } from './receipt-proof.service.js';
import { RecordEntryStore } from './record-entry.store.js';
import { RecordResolver } from './record.resolver.js';
import { RecordService } from './record.service.js';

@Module({
  imports: [CommentModule, PlanModule],
  providers: [ReceiptProofService, RecordEntryStore, RecordResolver, RecordService],
})
export class ReportModule {}

export * from './record.permissions.js';
