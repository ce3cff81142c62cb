/** plan: plans, their versions, sections with facts and indicators, and the import of plan files. */
import { Module } from '@nestjs/common';
import { PlanImportService } from './plan-import.service.js';
import { PlanRecord } from './plan-record.js';
import { PlanVersionStore } from './plan-version.store.js';
import { PlanView } from './plan-view.js';
import { GrantPlanResolver, PlanResolver } from './plan.resolver.js';
import { PlanService } from './plan.service.js';
import { PlanStore } from './plan.store.js';
import { SectionResolver } from './section.resolver.js';

@Module({
  providers: [
    GrantPlanResolver,
    PlanImportService,
    PlanRecord,
    PlanResolver,
    PlanService,
    PlanStore,
    PlanVersionStore,
    PlanView,
    SectionResolver,
  ],
  exports: [PlanImportService, PlanService, PlanStore, PlanView],
})
export class PlanModule {}

export * from './indicator.entity.js';
export * from './plan-document.js';
export * from './plan-import.service.js';
export * from './plan-record.js';
export * from './plan-tree.js';
export * from './plan-version.store.js';
export * from './plan-view.js';
export * from './plan.entity.js';
export * from './plan.events.js';
export * from './plan.model.js';
export * from './plan.permissions.js';
export { plainText, SectionKind, VersionState } from './plan.rules.js';
export * from './plan.service.js';
export * from './plan.store.js';
export { PROBLEMS_MOST, type Problem } from './reading.js';
export * from './section.entity.js';
export * from './section.model.js';
