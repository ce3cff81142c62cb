import type { DeskSectionsQuery } from '../graphql/generated';

/** A section of the plan, as the picker needs it. */
export type PickableSection = NonNullable<DeskSectionsQuery['plan']>['sections'][number];
