import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import { BULK_MOST } from './tag.rules.js';

@InputType('TagCommentsInput')
export class TagCommentsInput {
  @Field(() => [ID])
  @IsArray()
  @ArrayMaxSize(BULK_MOST)
  @IsString({ each: true })
  @MaxLength(26, { each: true })
  commentIds!: string[];

  @Field(() => [ID], { nullable: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(26, { each: true })
  add?: string[] | null;

  @Field(() => [ID], { nullable: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(26, { each: true })
  remove?: string[] | null;
}
