/** audit: the append-only record of every staff act and every change of a comment's state. */
import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.service.js';

@Global()
@Module({ providers: [Audit], exports: [Audit] })
export class AuditModule {}

export * from './audit-entry.entity.js';
export * from './audit.service.js';
