import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BilingualTextModel, DateTime } from '@rapfang/platform';
import type { TagEntity } from './tag.entity.js';
import type { ShownTag } from './tag.store.js';
import { TagKind, TagSource } from './tag.rules.js';

registerEnumType(TagKind, { name: 'TagKind' });
registerEnumType(TagSource, { name: 'TagSource' });

@ObjectType('Tag')
export class TagModel {
  @Field(() => ID) id!: string;
  @Field(() => TagKind) kind!: TagKind;
  @Field() key!: string;
  @Field() code!: string;
  @Field(() => BilingualTextModel) label!: BilingualTextModel;
  @Field(() => Int, { nullable: true }) strategyNumber!: number | null;
}

@ObjectType('CommentTag')
export class CommentTagModel {
  @Field(() => TagModel) tag!: TagModel;
  @Field(() => TagSource) source!: TagSource;
  /** Null when a machine said so, and for readers outside the desk. */
  @Field(() => String, { nullable: true }) byName!: string | null;
  @Field(() => DateTime) at!: string;
}

export function tagModel(
  tag: Pick<TagEntity, 'id' | 'kind' | 'key' | 'code' | 'labelTh' | 'labelEn' | 'strategyNumber'>,
): TagModel {
  const { id, kind, key, code, strategyNumber } = tag;
  return { id, kind, key, code, label: { th: tag.labelTh, en: tag.labelEn }, strategyNumber };
}

/** @param named for the desk: with the name of who put it on */
export function commentTagModel(row: ShownTag, named: boolean): CommentTagModel {
  return { tag: tagModel(row), source: row.source, byName: named ? row.byName : null, at: row.at };
}
