/** audit: the append-only record of every staff act and every change of a comment's state; its chain and anchors. */
import { Global, Module } from '@nestjs/common';
import { Anchors } from './anchors.js';
import { Audit } from './audit.service.js';
import { Proofs } from './proofs.js';
import { SealStore } from './seal.store.js';
import { Sealer } from './sealer.js';

@Global()
@Module({
  providers: [Anchors, Audit, Proofs, Sealer, SealStore],
  exports: [Anchors, Audit, Proofs, Sealer, SealStore],
})
export class AuditModule {}

export * from './anchors.js';
export * from './audit-entry.entity.js';
export * from './audit.service.js';
export * from './canonical.rules.js';
export * from './merkle.rules.js';
export * from './proofs.js';
export * from './record.rules.js';
export * from './seal.store.js';
export * from './sealer.js';
export * from './verify.js';
export type { Anchor } from './verify.rules.js';
