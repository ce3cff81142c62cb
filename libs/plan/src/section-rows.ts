import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { PlanEntity, PlanVersionEntity } from './plan.entity.js';
import { SectionEntity, SectionTextEntity } from './section.entity.js';

/** Selects `SectionRow`s (and `versionState`) raw: hydration is a third of the time of a tree. */
export function sectionRows(manager: EntityManager): SelectQueryBuilder<SectionTextEntity> {
  return manager
    .createQueryBuilder(SectionTextEntity, 'text')
    .innerJoin(SectionEntity, 'section', 'section.id = text.sectionId')
    .innerJoin(PlanVersionEntity, 'version', 'version.id = text.versionId')
    .innerJoin(PlanEntity, 'plan', 'plan.id = version.planId')
    .leftJoin(SectionEntity, 'parent', 'parent.id = text.parentSectionId')
    .leftJoin(SectionEntity, 'strategy', 'strategy.id = text.strategySectionId')
    .leftJoin(
      SectionTextEntity,
      'above',
      'above.versionId = text.versionId AND above.sectionId = text.strategySectionId',
    )
    .select('text.id', 'textId')
    .addSelect('text.sectionId', 'sectionId')
    .addSelect('section.key', 'sectionKey')
    .addSelect('plan.id', 'planId')
    .addSelect('plan.key', 'planKey')
    .addSelect('version.id', 'versionId')
    .addSelect('version.number', 'versionNumber')
    .addSelect('version.state', 'versionState')
    .addSelect('text.parentSectionId', 'parentSectionId')
    .addSelect('parent.key', 'parentKey')
    .addSelect('text.strategySectionId', 'strategySectionId')
    .addSelect('strategy.key', 'strategyKey')
    .addSelect('above.number', 'strategyNumber')
    .addSelect('text.position', 'position')
    .addSelect('text.depth', 'depth')
    .addSelect('text.kind', 'kind')
    .addSelect('text.code', 'code')
    .addSelect('text.titleTh', 'titleTh')
    .addSelect('text.titleEn', 'titleEn');
}
