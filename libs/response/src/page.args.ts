import { ArgsType, Field, Int } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, MaxLength } from 'class-validator';

/** Relay paging; the store checks the rest. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() first?: number | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(500) after?: string | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() last?: number | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(500) before?: string | null;
}
