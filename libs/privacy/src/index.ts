/** privacy: consent by version of its text; seeing, exporting and erasing one's data (PDPA). */
import { Global, Module } from '@nestjs/common';
import { Consents } from './consents.js';
import { DataSubjects } from './data-subjects.js';
import { ErasureRecord, ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';
import { PrivacyResolver } from './privacy.resolver.js';
import { RecordPersonalData } from './record-personal-data.js';

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
  ],
  exports: [Consents, DataSubjects, ErasureService, ExportService],
})
export class PrivacyModule {}

export * from './consent.entity.js';
export type { ConsentText } from './consent-text.js';
export * from './consent-texts.js';
export * from './consents.js';
export * from './erasure.service.js';
export * from './export.service.js';
export * from './privacy.permissions.js';
