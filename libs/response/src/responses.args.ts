import { ArgsType, Field } from '@nestjs/graphql';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageArgs } from '@rapfang/comment';
import { ResponseState } from './response.rules.js';

@ArgsType()
export class ResponsesArgs extends PageArgs {
  @Field()
  @IsString()
  @MaxLength(64)
  planKey!: string;

  @Field(() => ResponseState, { nullable: true })
  @IsOptional()
  @IsIn(Object.values(ResponseState))
  state?: ResponseState | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  strategyKey?: string | null;
}
