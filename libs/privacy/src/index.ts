/** privacy: consent by version of its text; seeing, exporting and erasing one's data; how long data is kept (PDPA). */
import { Global, Module } from '@nestjs/common';
import { Consents } from './consents.js';
import { DataSubjects } from './data-subjects.js';
import { ErasureRecord, ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';
import { PrivacyResolver } from './privacy.resolver.js';
import { RecordPersonalData } from './record-personal-data.js';
import { RetentionResolver } from './retention.resolver.js';
import { RetentionSchedule } from './retention.schedule.js';
import { RetentionService } from './retention.service.js';
import { RetentionStore } from './retention.store.js';

@Global()
@Module({
  providers: [
    Consents,
    DataSubjects,
    ErasureRecord,
    ErasureService,
    ExportService,
    PrivacyResolver,
    RecordPersonalData,
    RetentionResolver,
    RetentionSchedule,
    RetentionService,
    RetentionStore,
  ],
  exports: [Consents, DataSubjects, ErasureService, ExportService, RetentionSchedule, RetentionService],
})
export class PrivacyModule {}

export * from './consent.entity.js';
export type { ConsentText } from './consent-text.js';
export * from './consent-texts.js';
export * from './consents.js';
export * from './erasure.service.js';
export * from './export.service.js';
export * from './privacy.permissions.js';
export * from './retention-periods.js';
export * from './retention-run.entity.js';
export * from './retention.schedule.js';
export * from './retention.service.js';
export * from './retention.store.js';
