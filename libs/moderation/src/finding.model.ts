import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CheckName, CheckOutcome, MarkKind, type CheckRule } from './check.kinds.js';
import type { ModerationFindingEntity } from './moderation-finding.entity.js';

registerEnumType(CheckName, { name: 'CheckName' });
registerEnumType(CheckOutcome, { name: 'CheckOutcome' });
registerEnumType(MarkKind, { name: 'MarkKind' });

@ObjectType('FindingMark', {
  description: 'A place in the body, in UTF-16 units; `end` is the first after it.',
})
export class FindingMarkModel {
  @Field(() => Int) start!: number;
  @Field(() => Int) end!: number;
  @Field(() => MarkKind) kind!: MarkKind;
  @Field(() => ID, { nullable: true, description: 'The banned term that was met.' }) termId!: string | null;
}

@ObjectType('Finding', { description: 'What one check found in the present text of a comment.' })
export class FindingModel {
  @Field(() => CheckName) check!: CheckName;
  @Field(() => CheckOutcome) outcome!: CheckOutcome;
  @Field(() => String, { description: 'Why the check spoke: FOUND, TOO_SHORT, MANY_LINKS …' })
  rule!: CheckRule;
  @Field(() => [FindingMarkModel]) marks!: FindingMarkModel[];
  @Field(() => [ID], { description: 'Comments that say nearly the same.' }) similarIds!: string[];
  @Field(() => Int, { nullable: true }) count!: number | null;
  @Field(() => Int, { nullable: true }) seconds!: number | null;
}

export function findingModel({
  checkName,
  outcome,
  evidence,
}: Pick<ModerationFindingEntity, 'checkName' | 'outcome' | 'evidence'>): FindingModel {
  const { rule, marks = [], similarIds = [], count = null, seconds = null } = evidence;
  return {
    ...{ check: checkName, outcome, rule, similarIds, count, seconds },
    marks: marks.map((mark) => ({ ...mark, termId: mark.termId ?? null })),
  };
}
