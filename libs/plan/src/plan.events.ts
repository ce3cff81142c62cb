/** A file became a new draft version. Payload: `PlanVersionEvent`. */
export const PLAN_VERSION_IMPORTED = 'plan.versionImported';
/** A draft was frozen and shown to everyone. Payload: `PlanVersionEvent`. */
export const PLAN_VERSION_PUBLISHED = 'plan.versionPublished';

export interface PlanVersionEvent extends Record<string, unknown> {
  planId: string;
  planKey: string;
  versionId: string;
  versionNumber: number;
}
